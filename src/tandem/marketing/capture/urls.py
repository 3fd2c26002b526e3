from django.urls import URLPattern, URLResolver, path

from tandem.marketing.capture import views

app_name = "capture"
urlpatterns: list[URLPattern | URLResolver] = [
    path("worker.js", views.worker, name="worker"),
    path("shell/", views.shell_page, name="shell"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/sign-in/", views.sign_in, name="sign_in"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/sign-out/", views.sign_out, name="sign_out"),
    path("phones/<int:pk>/sign-out/", views.forget, name="forget"),
]
