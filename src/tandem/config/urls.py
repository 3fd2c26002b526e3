from django.urls import include, path

from tandem.config.health import healthz
from tandem.marketing.codes.views import scan
from tandem.marketing.links.views import follow
from tandem.office.passkeys.views import once_more, second_step
from tandem.sales.feed.views import calendar_file
from tandem.together.today.views import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    # Before allauth's own: there, what is to be signed is good as long as the session, and a no leads away.
    path("account/2fa/authenticate/", second_step, name="mfa_authenticate"),
    path("account/2fa/webauthn/reauthenticate/", once_more, name="mfa_reauthenticate_webauthn"),
    path("account/", include("allauth.urls")),
    path("ui/", include("tandem.ui.urls")),
    path("office/", include("tandem.office.urls")),
    path("people/", include("tandem.people.urls")),
    path("marketing/", include("tandem.marketing.urls")),
    path("f/", include("tandem.marketing.forms.urls")),
    path("d/", include("tandem.sales.quotes.urls")),
    path("c/", include("tandem.marketing.capture.urls")),
    path("handover/", include("tandem.handover.urls")),
    path("sales/", include("tandem.sales.urls")),
    path("sales/offers/", include("tandem.offers.urls")),
    path("together/", include("tandem.together.urls")),
    path("exchange/", include("tandem.exchange.urls")),
    # Public: codes and links, short because they are printed and read aloud.
    path("l/<slug:code>", follow, name="link"),
    path("q/<slug:code>", scan, name="code"),
    path("k/<slug:token>.ics", calendar_file, name="feed"),
    path("api/v1/", include("tandem.exchange.api.urls")),
    path("start/", include("tandem.config.first_run.urls")),
]

# Trouble with the database is said plainly, with 503; everything else is the usual page.
handler500 = "tandem.office.sqlite.views.server_error"
