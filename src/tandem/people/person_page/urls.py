from django.urls import path

from tandem.people.person_page import views

urlpatterns = [
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/note/", views.note, name="note"),
    path("<int:pk>/rang/", views.rang, name="rang"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/back/", views.take_back, name="take_back"),
]
