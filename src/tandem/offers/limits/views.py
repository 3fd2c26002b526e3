from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.limits.actions import set_limit
from tandem.offers.limits.forms import LimitForm
from tandem.offers.limits.queries import limits
from tandem.offers.limits.words import SELLERS
from tandem.office.accounts.rules import can_manage
from tandem.office.changes.forms import refusals_on, version_of
from tandem.ui.pages import done, page


def shown(request: HttpRequest, *, form: LimitForm | None = None, wrong: str = "") -> HttpResponseBase:
    """How much each role may give; `form` belongs to the role that was `wrong`."""
    rows = [
        {
            "limit": row,
            "form": form if role == wrong else LimitForm(initial={"percent": f"{row.percent.normalize():f}"}),
        }
        for role, row in limits().items()
    ]
    context = {"rows": rows, "may_change": can_manage(request.user)}
    return page(request, "offers/limits/limits.html", context, status=422 if form else 200)


def discounts(request: HttpRequest) -> HttpResponseBase:
    return shown(request)


def limit(request: HttpRequest, role: str) -> HttpResponseBase:
    if role not in SELLERS:
        raise Http404
    form = LimitForm(request.POST)
    if form.is_valid():
        percent, seen = form.cleaned_data["percent"], version_of(request)
        with refusals_on(form, otherwise="percent"):
            set_limit(role=role, percent=percent, expected_version=seen, by=request.user, at=timezone.now())
            return done(request, "offers:limits", _("Saved."))
    return shown(request, form=form, wrong=role)
