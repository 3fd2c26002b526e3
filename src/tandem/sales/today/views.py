"""The whole list: each open opportunity with its one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_people, can_change_sales
from tandem.office.business.queries import business_zone, calendar
from tandem.sales.board.queries import Moment
from tandem.sales.morning.queries import is_to_be_asked
from tandem.sales.steps import queries
from tandem.sales.steps.queries import StepRow
from tandem.sales.steps.slots import nearest_first
from tandem.sales.steps.words import Counts, Part, Whose
from tandem.sales.today.queries import Waits, waits_for
from tandem.ui import slots
from tandem.ui.figures import number_words
from tandem.ui.moments import day_words
from tandem.ui.pages import page
from tandem.ui.tables import page_of

SHOWN_OF_A_PART = 25
CALLS_FROM = 2


@dataclass(frozen=True)
class Group:
    """Rows under one small title; those without a title go by their time."""

    title: str
    rows: Sequence[StepRow]


@dataclass(frozen=True)
class Section:
    part: Part
    count: int
    groups: Sequence[Group]
    more: int
    pages: "Page[Any] | None" = None


def today(request: HttpRequest) -> HttpResponseBase:
    """Each open opportunity with its one next step: what is overdue, what is for today, what has none."""
    moment = Moment(timezone.now(), business_zone())
    seller = can_change_sales(request.user)
    whose = whose_asked(request, Whose.MINE if seller else Whose.EVERYONES)
    user = request.user if whose == Whose.MINE and isinstance(request.user, User) else None
    counts, asked = queries.counts(user, moment.today), request.GET.get("show", "")
    only = Part(asked) if asked in Part.values else None
    shown = [only] if only else list(Part)
    waits = Waits() if only else waits_for(user)
    context = {
        "day": moment.today,
        "counts": counts,
        "sentence": sentence_of(counts, waits.number),
        "waits": waits,
        "may_answer": can_change_people(request.user),
        "whose": whose,
        "choices": Whose.choices,
        "only": only,
        "sections": [section(request, part, counts, user, moment, alone=only is not None) for part in shown],
        "others": others(request) if not only and whose == Whose.MINE else [],
        "below": slots.items("sales.today", request, whose=whose) if not only else [],
        "may_change": seller,
        "put_off_to": put_off_words(moment),
        "ask_for_mail": seller and is_to_be_asked(request.user),
    }
    return page(request, "sales/today/today.html", context)


def whose_asked(request: HttpRequest, otherwise: Whose) -> Whose:
    asked = request.GET.get("whose", "")
    return Whose(asked) if asked in Whose.values else otherwise


def section(
    request: HttpRequest, part: Part, counts: Counts, user: User | None, moment: Moment, *, alone: bool
) -> Section:
    """The first ones of a part, or all of them by pages where it stands alone."""
    number = counts.of(part)
    if not number:
        return Section(part, 0, [], 0)
    found = queries.in_part(part, user, moment.today)
    pages = page_of(request, found) if alone else None
    keys = pages.object_list if pages else found[:SHOWN_OF_A_PART]
    rows = queries.rows_of(list(queries.shown(keys, moment.today)), moment)
    return Section(part, number, groups_of(rows), 0 if pages else number - len(rows), pages)


def groups_of(rows: Sequence[StepRow]) -> list[Group]:
    """By time, and calls that may be made at any time in one go at the end."""
    calls = [row for row in rows if row.is_call]
    if len(calls) < CALLS_FROM:
        return [Group("", rows)]
    others = [row for row in rows if not row.is_call]
    minutes = sum(row.minutes for row in calls)
    words = _("%(number)s calls in one go, about %(minutes)d minutes")
    title = words % {"number": number_words(len(calls)), "minutes": minutes}
    return [group for group in (Group("", others), Group(title, calls)) if group.rows]


def sentence_of(counts: Counts, waits: int = 0) -> str:
    """“7 to do, 3 of them overdue. 2 have no next step yet. 1 waits for our answer.”"""
    parts = [due_words(counts, waits) if counts.open else _("No conversation is open.")]
    if counts.none:
        words = ngettext("%(number)s has no next step yet.", "%(number)s have no next step yet.", counts.none)
        parts.append(words % {"number": number_words(counts.none)})
    if waits:
        words = ngettext("%(number)s waits for our answer.", "%(number)s wait for our answer.", waits)
        parts.append(words % {"number": number_words(waits)})
    return " ".join(parts)


def due_words(counts: Counts, waits: int) -> str:
    if not counts.due:
        return _("No step is due today.") if waits else _("Nobody waits for you today.")
    if not counts.waiting:
        words = _("%(due)s to do, nothing overdue.")
    elif counts.waiting == counts.due:
        words = ngettext(
            "%(due)s to do, and it is overdue.", "%(due)s to do, all of them overdue.", counts.due
        )
    else:
        words = _("%(due)s to do, %(late)s of them overdue.")
    return words % {"due": number_words(counts.due), "late": number_words(counts.waiting)}


def others(request: HttpRequest) -> list[slots.Item]:
    """What else Today has for sales: from the handover, from received mail."""
    return nearest_first(slots.items("today", request, desk="sales", steps=False))


def put_off_words(moment: Moment) -> str:
    """“tomorrow”, or the day on which we work again."""
    return day_words(queries.next_working_day(calendar(), moment.today), moment.today)
