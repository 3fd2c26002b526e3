from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_manage
from tandem.office.changes.forms import version_of
from tandem.sales.directions import actions
from tandem.sales.directions.forms import DirectionsForm
from tandem.sales.directions.queries import directions
from tandem.ui.pages import done, page
from tandem.ui.slots import Item


def choose(request: HttpRequest) -> HttpResponseBase:
    """Whether *Directions* beside a visit leads to a map, and to whose."""
    row = directions()
    form = DirectionsForm(request.POST or None, initial={"way": row.leads_to})
    if form.is_valid():
        way, seen = form.cleaned_data["way"], version_of(request)
        actions.lead_to(way=way, expected_version=seen, by=request.user, at=timezone.now())
        return done(request, "sales:directions", _("Saved."))
    context = {"directions": row, "form": form}
    return page(request, "sales/directions/directions.html", context, status=422 if form.is_bound else 200)


def in_settings(request: HttpRequest | None, **others: Any) -> Sequence[Item]:
    if not can_manage(getattr(request, "user", None)):
        return []
    return [
        Item(
            title=_("Directions to a visit"),
            url=reverse("sales:directions"),
            why=str(directions()),
            icon="map-pin",
        )
    ]
