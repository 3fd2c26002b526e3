"""What steps add to Today, on Together and on the Sales desk: who is to do what next, calls in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone
from tandem.sales.board.queries import Moment
from tandem.sales.opportunities.words import STEP_ICONS, StepKind
from tandem.sales.steps.queries import StepRow, due_first, rows_of
from tandem.sales.steps.words import MINUTES, PLANNING_MINUTES, Part
from tandem.ui.figures import number_words
from tandem.ui.slots import Content, Item

# From so many on they stand in one row: Today is short enough to be read.
TOGETHER_FROM = 3
NAMES_SHOWN = 2


@dataclass(frozen=True, kw_only=True)
class StepItem(Item):
    """A row of Today that stands for one step or, without `step`, for a `number` of things.

    What has no next step is `pinned`: no list is so long that it drops out.
    """

    step: StepRow | None = None
    number: int = 1
    pinned: bool = False


def nearest_first(found: Sequence[Content]) -> list[Item]:
    """By when it is due; what has no time comes last."""
    items = [item for item in found if isinstance(item, Item)]
    latest = timezone.now()
    return sorted(items, key=lambda item: (item.due_at is None, item.due_at or latest, item.order))


def steps_today(
    request: HttpRequest | None, *, desk: str = "together", steps: bool = True, **others: Any
) -> Sequence[Item]:
    """What is due, and what has no next step. One query, and those for whoever has no name.

    `steps=False` is asked by the page that lists every step itself.
    """
    user = getattr(request, "user", None)
    if desk == "marketing" or not steps or not isinstance(user, User) or not can_change_sales(user):
        return []
    moment = Moment(timezone.now(), business_zone())
    found: list[Any] = due_first(user=user.pk, today=moment.today)
    if not found:
        return []
    rows, calls, without = rows_of(found, moment), found[0].calls, found[0].without
    ringing = calls if calls >= TOGETHER_FROM else 0
    items = [item_of(row) for row in rows if row.is_planned and not (ringing and row.is_call)]
    if ringing:
        items.append(calls_item([row for row in rows if row.is_call], ringing))
    items += unplanned([row for row in rows if not row.is_planned], without)
    return [*items, *not_read(found[0].in_all - sum(item.number for item in items))]


def item_of(row: StepRow) -> StepItem:
    action = _("Open") if row.kind == StepKind.OTHER else str(row.kind.label)
    return StepItem(
        title=row.title,
        url=row.url,
        why=row.why,
        when=row.when,
        icon=row.icon,
        desk="sales",
        urgent=row.waits,
        action=action if row.is_planned else _("Plan"),
        due_at=row.due_at,
        minutes=row.minutes,
        step=row,
        pinned=not row.is_planned,
    )


def calls_item(rows: list[StepRow], number: int) -> StepItem:
    """“4 calls”, as urgent as the first. Behind very much that is overdue none may be among `rows`."""
    first = rows[0] if rows else None
    words = ngettext("%(number)s call", "%(number)s calls", number)
    return StepItem(
        title=words % {"number": number_words(number)},
        url=reverse("sales:today"),
        why=names_of(rows, number),
        when=first.when if first else "",
        icon=STEP_ICONS[StepKind.CALL],
        desk="sales",
        urgent=first is not None and first.waits,
        action=_("Ring"),
        due_at=first.due_at if first else None,
        minutes=MINUTES[StepKind.CALL] * number,
        number=number,
    )


def not_read(number: int) -> list[StepItem]:
    """What is due beyond the first ones: nobody reads that far, and nobody is left out of the count."""
    if not number:
        return []
    words = ngettext("%(number)s more that is due", "%(number)s more that are due", number)
    return [
        StepItem(
            title=words % {"number": number_words(number)},
            url=reverse("sales:today"),
            icon="list",
            desk="sales",
            number=number,
        )
    ]


def names_of(rows: list[StepRow], number: int) -> str:
    """“Tom Ellery, Grace Tan and 2 more”; nothing where nobody was read."""
    named = [str(row.opportunity.person) for row in rows[:NAMES_SHOWN]]
    more = number - len(named)
    if not more or not named:
        return ", ".join(named)
    words = ngettext("%(names)s and %(more)s more", "%(names)s and %(more)s more", more)
    return words % {"names": ", ".join(named), "more": number_words(more)}


def unplanned(rows: list[StepRow], number: int) -> list[StepItem]:
    """One by one while they are few. Where more is overdue than is read, none of them may be among `rows`."""
    if not number:
        return []
    if number < TOGETHER_FROM and len(rows) == number:
        return [item_of(row) for row in rows]
    words = ngettext(
        "%(number)s conversation has no next step", "%(number)s conversations have no next step", number
    )
    return [
        StepItem(
            title=words % {"number": number_words(number)},
            url=f"{reverse('sales:today')}#{Part.NONE}",
            why=names_of(rows, number),
            icon="plus",
            desk="sales",
            action=_("Plan"),
            minutes=PLANNING_MINUTES * number,
            number=number,
            pinned=True,
        )
    ]
