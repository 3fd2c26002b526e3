from django.urls import path

from tandem.people.letters import views

urlpatterns = [path("letters/<int:pk>/", views.put, name="put_letter")]
