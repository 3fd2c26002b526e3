from django.urls import URLPattern, URLResolver, path

from tandem.together.forecast.views import forecast
from tandem.together.hats import views as hats
from tandem.together.quality.views import quality
from tandem.together.revenue.views import months
from tandem.together.two_jobs.views import two_jobs
from tandem.together.verdict.views import changed

app_name = "together"
urlpatterns: list[URLPattern | URLResolver] = [
    path("changed/", changed, name="changed"),
    path("quality/", quality, name="quality"),
    path("forecast/", forecast, name="forecast"),
    path("months/", months, name="months"),
    path("two-jobs/", two_jobs, name="two_jobs"),
    path("hats/", hats.hats, name="hats"),
    path("hats/done/", hats.done_for_today, name="hats_done"),
    path("hats/guesses/", hats.guessed, name="hours_guessed"),
    path("hats/forget/", hats.forget, name="hours_forget"),
    path("hats/add/", hats.add, name="hours_add"),
    path("hats/<int:pk>/", hats.change, name="hours_change"),
    path("hats/<int:pk>/split/", hats.split, name="hours_split"),
    path("hats/<int:pk>/remove/", hats.remove, name="hours_remove"),
    path("hats/<int:pk>/right/", hats.right, name="hours_right"),
]
