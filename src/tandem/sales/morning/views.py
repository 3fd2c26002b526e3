from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import way_back
from tandem.office.mail.queries import is_set_up
from tandem.office.profile.views import me
from tandem.sales.morning import actions
from tandem.sales.morning.queries import wants_mail
from tandem.ui.pages import done, page
from tandem.ui.slots import Panel


def morning(request: HttpRequest) -> HttpResponseBase:
    """Whether I get the day’s steps by mail; every such mail leads here."""
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "1"
        actions.choose_mail(wanted=wanted, by=me(request), at=timezone.now())
        said = _("You get your steps by mail from now on.") if wanted else _("No mail in the morning.")
        return done(request, way_back(request, request.path), said)
    context = {
        "wanted": wants_mail(me(request)),
        "mail_is_set_up": is_set_up(),
        "is_sample": the_business().is_sample,
    }
    return page(request, "sales/morning/morning.html", context)


def own_morning(request: HttpRequest, **others: Any) -> Sequence[Panel]:
    """On one’s own account page."""
    user = request.user
    if not isinstance(user, User) or not can_change_sales(user):
        return []
    return [Panel("sales/morning/own.html", {"wanted": wants_mail(user)})]
