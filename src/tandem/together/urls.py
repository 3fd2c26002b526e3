from django.urls import URLPattern, URLResolver, path

from tandem.together.forecast.views import forecast
from tandem.together.quality.views import quality
from tandem.together.revenue.views import months
from tandem.together.verdict.views import changed

app_name = "together"
urlpatterns: list[URLPattern | URLResolver] = [
    path("changed/", changed, name="changed"),
    path("quality/", quality, name="quality"),
    path("forecast/", forecast, name="forecast"),
    path("months/", months, name="months"),
]
