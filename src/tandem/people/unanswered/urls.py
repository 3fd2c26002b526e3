from django.urls import path

from tandem.people.unanswered import views

urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("<int:pk>/settled/", views.settled, name="settled"),
]
