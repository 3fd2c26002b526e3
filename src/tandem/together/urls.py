from django.urls import URLPattern, URLResolver

app_name = "together"
urlpatterns: list[URLPattern | URLResolver] = []
