from django.urls import path

from tandem.people.consent import views

urlpatterns = [path("<int:pk>/consent/", views.consent, name="consent")]
