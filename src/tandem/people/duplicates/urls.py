from django.urls import path

from tandem.people.duplicates import views

urlpatterns = [
    path("duplicates/", views.duplicates, name="duplicates"),
    path("<int:pk>/merge/", views.choose, name="choose_duplicate"),
    path("<int:pk>/merge/<int:other>/", views.merge, name="merge"),
    path("<int:pk>/different/<int:other>/", views.different, name="different"),
]
