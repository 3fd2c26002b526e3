from django.urls import path

from tandem.people.timeline import views

urlpatterns = [
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/note/", views.note, name="note"),
]
