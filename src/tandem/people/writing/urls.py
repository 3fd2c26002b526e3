from django.urls import path

from tandem.people.writing import keeping, views

urlpatterns = [
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/write/keep/", keeping.keep, name="keep_letter"),
    path("letters/written/<int:pk>/", views.letter, name="letter"),
    path("letters/written/<int:pk>/again/", views.write_again, name="write_again"),
    path("letters/written/<int:pk>/leave/", views.leave, name="leave_letter"),
    path("letters/written/<int:pk>/discard/", views.discard, name="discard_letter"),
    path("letters/written/<int:pk>/files/<int:file>/out/", views.take_file_out, name="take_file_out"),
]
