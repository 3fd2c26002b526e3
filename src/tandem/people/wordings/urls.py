from django.urls import path

from tandem.people.wordings import views

urlpatterns = [
    path("wordings/", views.listed, name="wordings"),
    path("wordings/signature/", views.signature, name="signature"),
    path("wordings/add/", views.add, name="add_wording"),
    path("wordings/<int:pk>/", views.edit, name="wording"),
    path("wordings/<int:pk>/remove/", views.remove, name="remove_wording"),
]
