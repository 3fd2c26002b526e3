from django.urls import path

from tandem.people.persons import views

urlpatterns = [
    path("", views.persons, name="persons"),
    path("add/", views.add, name="add"),
    path("<int:pk>/edit/", views.edit, name="edit"),
]
