from django.urls import path

from tandem.people.files import views

urlpatterns = [path("files/<int:pk>/", views.file, name="file")]
