from django.urls import path

from tandem.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.parts, name="parts"),
    path("keyboard/", views.keyboard, name="keyboard"),
]
