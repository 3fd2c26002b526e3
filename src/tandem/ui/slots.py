"""Places on a page that packages higher on the stair may fill. They register in their `ready()`."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

SLOTS: dict[str, str] = {
    "today": "What to do today, on Together and on each desk: items, the nearest first.",
    "home.checklist": "One card on top of Together's home, until it is dismissed.",
    "together.home": "Panels under the verdict on Together's home.",
    "desk.top": "What both desks should see first, under the outcome of each: too few or too many enquiries.",
    "marketing.desk": "Panels on the Marketing desk, under its own.",
    "sales.outcome": "The outcome of sales, on top of the Sales desk: how many became customers.",
    "sales.desk": "Panels on the Sales desk, under its own.",
    "sales.today": "Under the list of next steps: whom else to get in touch with today.",
    "sales.feed": "Whole days in the calendar of a seller that are no steps: items with their `due_at`.",
    "sales.morning": "Under the steps in the morning mail of a seller: items that are no steps.",
    "sales.practise": "What sales might practise first, on its desk: the item of the lowest order.",
    "desk.below": "One line at the end of each desk: what its job is.",
    "enquiry.side": "Panels beside an enquiry: what became of it.",
    "enquiry.actions": "Buttons under an enquiry: what may be done next.",
    "enquiries.actions": "Buttons on top of the list of enquiries.",
    "campaign.result": "Panels on a campaign's result: what became of its enquiries.",
    "campaign.side": "Panels beside a campaign's plan: how its enquiries are caught.",
    "customers.seen_to": "Who gets in touch with customers who may need something again: an item each.",
    "goal.needed": "Beside a sales goal on a marketing activity: how many would have to ask for it.",
    "opportunity.work": "Panels on an opportunity, under its next step: what they need, and what meets it.",
    "opportunity.talk": "Under the next step of an opportunity: what helps in the talk that comes.",
    "opportunity.win": "Above the form that writes a sale down: what they may have said yes to.",
    "opportunity.side": "Panels beside an opportunity: the brief and the promise.",
    "handover.side": "Panels beside an enquiry that waits at the handover.",
    "handover.below": "Panels under the inbox of the handover.",
    "person.side": "Panels beside a person's timeline: open work of each desk.",
    "person.actions": "Buttons at the top of a person's page.",
    "person.facts": "Facts and permissions on the left of a person's page.",
    "organisation.side": "Panels beside an organisation.",
    "offers.tabs": "The tabs above the pages of what we sell.",
    "offers.actions": "Buttons on top of what we sell.",
    "offer.side": "Panels beside an offer.",
    "quote.side": "Panels beside a quote.",
    "message.actions": "Buttons under a received message that waits: what it may become.",
    "hats.below": "Under one's own hours: how to take them along.",
    "entrance": "Under the password on the page to sign in: other ways in.",
    "second_step": "On the page about the second step: other second steps.",
    "account": "Entries on the page of one's own account: items.",
    "keys": "Under one's keys for other programs: what they open.",
    "settings": "Entries on the settings page: items.",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One row of a list such as *Today*.

    `urgent` marks a promise that is near; lists of the day go by `due_at` and add up `minutes`.
    """

    title: str
    url: str
    why: str = ""
    when: str = ""
    icon: str = ""
    desk: str = ""
    urgent: bool = False
    action: str = ""
    order: int = 100
    due_at: datetime.datetime | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Panel:
    """A part of a page with its own template."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Content = Item | Panel | SafeString
Function = Callable[..., Sequence[Content]]


class Filling(NamedTuple):
    order: int
    function: Function


class UnknownSlot(LookupError):
    """A slot that is not listed in SLOTS."""


_fillings: dict[str, list[Filling]] = {name: [] for name in SLOTS}


def register(name: str, function: Function, *, order: int = 100) -> None:
    """`function(request, **context)` returns what it adds to the slot; lower orders come first."""
    fillings = _known(name)
    if all(filling.function is not function for filling in fillings):
        fillings.append(Filling(order, function))
        fillings.sort(key=lambda filling: filling.order)


def items(name: str, request: HttpRequest | None, **context: Any) -> list[Content]:
    return [part for filling in _known(name) for part in filling.function(request, **context)]


def render(part: Content, request: HttpRequest | None) -> str:
    """A part as HTML. A plain string is refused, as nobody vouched for it."""
    if isinstance(part, Item):
        return render_to_string("ui/parts/row.html", {"item": part}, request)
    if isinstance(part, Panel):
        return render_to_string(part.template, part.context, request)
    if isinstance(part, SafeString):
        return part
    raise TypeError(f"A slot takes an Item, a Panel or safe HTML, not {type(part).__name__}.")


def _known(name: str) -> list[Filling]:
    try:
        return _fillings[name]
    except KeyError:
        raise UnknownSlot(
            f"There is no slot “{name}”. The known ones are in tandem.ui.slots.SLOTS."
        ) from None
