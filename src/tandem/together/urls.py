from django.urls import URLPattern, URLResolver, path

from tandem.together.revenue.views import months

app_name = "together"
urlpatterns: list[URLPattern | URLResolver] = [path("months/", months, name="months")]
