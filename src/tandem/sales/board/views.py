from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone, the_business
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.people.timeline.queries import Told
from tandem.sales.board.campaigns import campaigns_offered, campaigns_open, sums_by_campaign
from tandem.sales.board.queries import (
    CARDS_A_COLUMN,
    Asked,
    Board,
    Moment,
    listed,
    opportunities_of,
)
from tandem.sales.board.queries import board as the_board
from tandem.sales.opportunities.actions import move
from tandem.sales.opportunities.forms import sellers
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import key_in
from tandem.sales.opportunities.views import asks_first
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import standing_stages
from tandem.sales.pipelines.words import StageKind
from tandem.ui import slots
from tandem.ui.pages import done, page
from tandem.ui.tables import ordering, page_of_many

COLUMNS = {
    "name": "person__name",
    "title": "title",
    "stage": "stage__position",
    "amount": "amount_minor",
    "step": "next_step_on",
    "since": "stage_since",
    "opened": "opened_at",
}
SHOWN = (
    ("", gettext_lazy("Open")),
    ("no_step", gettext_lazy("No next step")),
    ("won", gettext_lazy("Won")),
    ("lost", gettext_lazy("Lost")),
    ("all", gettext_lazy("All")),
)


def board(request: HttpRequest) -> HttpResponseBase:
    now = Moment(timezone.now(), business_zone())
    asked = {name: request.GET.get(name, "")[:200] for name in ("owner", "pipeline", "campaign")}
    shown = the_board(now, **asked, cards=CARDS_A_COLUMN)
    context = {"back": "board", "campaign": asked["campaign"], "campaigns": campaigns_open()}
    return page(request, "sales/board/board.html", board_context(request, shown) | context)


def board_context(request: HttpRequest, shown: Board) -> dict[str, Any]:
    owner = request.GET.get("owner", "")
    people = list(sellers())
    asked = next((str(one) for one in people if str(one.pk) == owner), _("Everyone’s"))
    return {
        "board": shown,
        "sellers": people,
        "owner": owner,
        "owner_words": _("Nobody’s") if owner == "none" else asked,
        "currency": the_business().currency,
        "may_change": can_change_sales(request.user),
    }


def move_card(request: HttpRequest) -> HttpResponseBase:
    """From a card: `to` is the opportunity, its version and the stage, as "12.3.5"."""
    parts = [key_in(part) for part in request.POST.get("to", "").split(".")]
    if len(parts) != 3 or None in parts:
        raise Http404
    key, version, stage_key = parts
    row, stage = get_object_or_404(Opportunity, pk=key), get_object_or_404(Stage, pk=stage_key)
    if asks := asks_first(row, stage):
        return asks
    seen = version or 0
    line = move(opportunity=row, expected_version=seen, stage=stage, by=request.user, at=timezone.now())
    said = {"title": row.title, "stage": stage}
    return done(request, way_back(request, stage), _("“%(title)s” is at “%(stage)s” now.") % said, undo=line)


def way_back(request: HttpRequest, stage: Stage) -> str:
    """The board that the card was moved on, of the same pipeline, seller and campaign."""
    if request.POST.get("back") != "board":
        return f"{reverse('sales:desk')}#board"
    asked = {name: request.POST.get(name, "") for name in ("owner", "campaign")}
    asked = {"pipeline": str(stage.pipeline_id), **asked}
    kept = urlencode({name: value for name, value in asked.items() if request.POST.get(name)})
    return f"{reverse('sales:board')}{'?' if kept else ''}{kept}#board"


def opportunities(request: HttpRequest) -> HttpResponseBase:
    asked = Asked(**{one.name: request.GET.get(one.name, "")[:200] for one in fields(Asked)})
    now = Moment(timezone.now(), business_zone())
    rows = listed(asked).order_by(*ordering(request, COLUMNS, "-opened"))
    shown = page_of_many(request, rows)
    name_all(row.person for row in shown.object_list)
    every = [stage for stage in standing_stages() if stage.kind == StageKind.OPEN]
    pipelines = list(dict.fromkeys(stage.pipeline for stage in every))
    context = {
        "page_of_rows": shown,
        "asked": asked,
        "shown": SHOWN,
        "stages": every,
        "pipelines": pipelines if len(pipelines) > 1 else [],
        "sellers": list(sellers()),
        "campaigns": campaigns_offered(),
        "sums": sums_by_campaign(asked),
        "currency": the_business().currency,
        "today": now.today,
        "may_change": can_change_sales(request.user),
    }
    return page(request, "sales/board/list.html", context, partial="rows")


# What the Sales desk adds to other pages.


def person_panel(request: HttpRequest | None, *, person: Person, **context: Any) -> list[slots.Panel]:
    """Their opportunities; and by which prices they buy, asked along with them."""
    found = opportunities_of(person=person.pk)
    shown = {"opportunities": found, "person": person, "may_change": may_sell(request)}
    return [slots.Panel("sales/board/person_side.html", shown)] if found else []


def may_sell(request: HttpRequest | None) -> bool:
    return can_change_sales(getattr(request, "user", None))


def person_button(request: HttpRequest | None, *, person: Person, **context: Any) -> list[slots.Panel]:
    if not may_sell(request):
        return []
    return [slots.Panel("sales/board/person_action.html", {"person": person})]


def told_of(ids: list[int]) -> dict[int, Told]:
    """Where a timeline entry of ours leads."""
    return {key: Told(url=reverse("sales:opportunity", args=[key])) for key in ids}
