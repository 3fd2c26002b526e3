from django.urls import include, path

from tandem.config.health import healthz
from tandem.together.today.views import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.urls")),
    path("ui/", include("tandem.ui.urls")),
    path("office/", include("tandem.office.urls")),
    path("people/", include("tandem.people.urls")),
    path("marketing/", include("tandem.marketing.urls")),
    path("f/", include("tandem.marketing.forms.urls")),
    path("handover/", include("tandem.handover.urls")),
    path("sales/", include("tandem.sales.urls")),
    path("together/", include("tandem.together.urls")),
    path("exchange/", include("tandem.exchange.urls")),
    path("api/v1/", include("tandem.exchange.api.urls")),
    path("start/", include("tandem.config.first_run.urls")),
]

# Trouble with the database is said plainly, with 503; everything else is the usual page.
handler500 = "tandem.office.sqlite.views.server_error"
