from django.urls import path

from tandem.people.privacy import views

urlpatterns = [
    path("<int:pk>/export/", views.export, name="export_person"),
    path("<int:pk>/erase/", views.erase, name="erase"),
]
