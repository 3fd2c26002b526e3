"""What it adds to pages of others: whom sales gets in touch with today, and who does so with whom."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.again.queries import DueList, list_of, promised_to, reminded_of
from tandem.handover.again.telling import opening_words, rows_of, teller_for, usual_words
from tandem.handover.again.words import MINUTES, NAMES_SHOWN
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.words import Interval, SeenTo
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.people.persons.queries import name_all
from tandem.sales.steps.slots import StepItem
from tandem.sales.steps.words import Whose
from tandem.ui.figures import number_words
from tandem.ui.slots import Content, Item, Panel

PART = "again"


def again_today(
    request: HttpRequest | None, *, desk: str = "", steps: bool = True, **others: Any
) -> Sequence[Item]:
    """One row for all of them, after what was promised. The list of next steps has them one by one."""
    user = getattr(request, "user", None)
    if desk == "marketing" or not steps or not isinstance(user, User) or not can_change_sales(user):
        return []
    return together(list_of(user, timezone.now()))


def together(due: DueList) -> list[Item]:
    """“Ada Crane may need something again”, or how many may, with the first names of the list."""
    people = list(due.today)
    if not people:
        return []
    name_all(row.person for row in people[:NAMES_SHOWN])
    title, why = told_of(people)
    return [
        StepItem(
            title=title,
            url=f"{reverse('sales:today')}#{PART}",
            why=why,
            icon="hand-heart",
            desk="sales",
            order=50,
            minutes=MINUTES * len(people),
            number=len(people),
        )
    ]


def told_of(people: Sequence[Purchase]) -> tuple[str, str]:
    if len(people) == 1:
        title = _("%(person)s may need something again") % {"person": people[0].person}
        return title, _("Bought “%(what)s”") % {"what": people[0].title} if people[0].title else ""
    title = _("%(number)s customers may need something again") % {"number": number_words(len(people))}
    names, more = [str(row.person) for row in people[:NAMES_SHOWN]], len(people) - NAMES_SHOWN
    if more <= 0:
        return title, ", ".join(names)
    words = ngettext("%(names)s and %(more)s more", "%(names)s and %(more)s more", more)
    return title, words % {"names": ", ".join(names), "more": number_words(more)}


def again_in_list(
    request: HttpRequest | None, *, whose: str = Whose.MINE, **others: Any
) -> Sequence[Content]:
    """A handful a day under the list of next steps, so that they drown nothing that was promised."""
    user, now = getattr(request, "user", None), timezone.now()
    if not isinstance(user, User):
        return []
    due = list_of(user if whose == Whose.MINE else None, now)
    if not due.found:
        return []
    teller, may_change = teller_for(due.interval, user, now), can_change_sales(user)
    context = {
        "part": PART,
        "rows": rows_of(due.today, teller),
        "opening": opening_words(due.today, teller) if due.today and may_change else "",
        "usual": usual_words(due.interval) if due.interval else "",
        "more": due.more,
        "is_cut": due.is_cut,
        "whose": whose,
        "may_change": may_change,
    }
    return [Panel("handover/again/group.html", context)]


def again_by_mail(
    request: HttpRequest | None, *, user: User, at: datetime.datetime, **others: Any
) -> Sequence[Item]:
    return together(list_of(user, at))


def again_in_calendar(
    request: HttpRequest | None, *, user: User, at: datetime.datetime, **others: Any
) -> Sequence[Item]:
    """The days that somebody named. Those whose usual time has passed have no day, and stand in none."""
    rows = promised_to(user, at)
    name_all(row.person for row in rows)
    return [
        Item(
            title=_("Ask %(person)s again") % {"person": row.person},
            url=reverse("people:person", args=[row.person_id]) + "#bought",
            due_at=row.ask_again_at,
        )
        for row in rows
    ]


def seen_to(
    request: HttpRequest | None,
    *,
    purchases: Sequence[Purchase],
    interval: Interval | None,
    now: datetime.datetime,
    **others: Any,
) -> Sequence[Content]:
    """One query, however many they are."""
    url = reverse("sales:today")
    return [
        SeenTo(
            person_id=person,
            title=_("%(name)s gets in touch") % {"name": name.split(" ")[0]}
            if name
            else _("sales gets in touch"),
            url=url,
        )
        for person, name in reminded_of(purchases, interval, now).items()
    ]
