from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.business.queries import business_zone
from tandem.sales.board.queries import CARDS_ON_THE_DESK, Moment
from tandem.sales.board.queries import board as the_board
from tandem.sales.board.views import board_context
from tandem.sales.desk.drawing import stage_lines, stages_title, told_words
from tandem.sales.desk.practice import Advice, Facts, practise
from tandem.sales.desk.queries import Ends, ends
from tandem.sales.steps.queries import counts
from tandem.sales.steps.slots import StepItem, nearest_first
from tandem.ui import slots
from tandem.ui.figures import number_words
from tandem.ui.pages import page

TODAY_AT_MOST = 8
SAID_IN_HOURS = 100


def desk(request: HttpRequest) -> HttpResponseBase:
    """The outcome on top, then today, then what to get better at, then the board, then how it ended."""
    now = Moment(timezone.now(), business_zone())
    shown = the_board(now, owner=request.GET.get("owner", ""), cards=CARDS_ON_THE_DESK)
    today = nearest_first(slots.items("today", request, desk="sales"))
    ended = ends(now=now.now)
    context = board_context(request, shown) | {
        "outcome": filled("sales.outcome", request),
        **chosen(today),
        "today_words": today_words(today),
        "to_hone": filled("sales.desk", request),
        "advice": advice(request, now, ended),
        **ended_context(ended),
        "back": "desk",
    }
    return page(request, "sales/desk/desk.html", context)


def filled(name: str, request: HttpRequest) -> list[str]:
    """What others put into a slot, as HTML: the page leaves the whole section out where that is nothing."""
    return [slots.render(part, request) for part in slots.items(name, request)]


def chosen(today: list[slots.Item]) -> dict[str, Any]:
    """The first few, and in any case what has no next step."""
    pinned = [item for item in today if isinstance(item, StepItem) and item.pinned]
    others = [item for item in today if item not in pinned]
    shown = [*others[:TODAY_AT_MOST], *pinned]
    return {"today": shown, "today_more": things(today) - things(shown)}


def things(items: list[slots.Item]) -> int:
    """A row may stand for many."""
    return sum(item.number if isinstance(item, StepItem) else 1 for item in items)


def today_words(found: list[slots.Item]) -> str:
    """“5 things, about 50 minutes”."""
    if not found:
        return ""
    number = things(found)
    words = ngettext("%(number)s thing", "%(number)s things", number) % {"number": number_words(number)}
    minutes = sum(item.minutes for item in found)
    if not minutes:
        return words
    if minutes < SAID_IN_HOURS:
        return _("%(things)s, about %(minutes)d minutes") % {"things": words, "minutes": minutes}
    return _("%(things)s, about %(hours)d hours") % {"things": words, "hours": round(minutes / 60)}


def advice(request: HttpRequest, now: Moment, ended: Ends) -> Advice:
    """What the handover knows of first answers comes by a slot: sales never reads it."""
    found = [item for item in slots.items("sales.practise", request) if isinstance(item, slots.Item)]
    first = min(found, key=lambda item: item.order, default=None)
    answering = Advice(first.title, first.why, first.url) if first else None
    return practise(Facts(counts(None, now.today), ended, answering))


def ended_context(ended: Ends) -> dict[str, Any]:
    """How conversations end, where any did."""
    if not ended.number:
        return {"ends": None}
    return {
        "ends": ended,
        "ends_title": stages_title(ended),
        "ends_words": told_words(ended),
        "stage_lines": stage_lines(ended),
    }
