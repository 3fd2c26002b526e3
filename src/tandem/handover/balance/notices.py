"""What is told of the balance on a page: what is so, and what to do next at which desk."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.balance.queries import capacity, lately, steps_due
from tandem.handover.balance.rules import Load, leaning, people_wait
from tandem.handover.balance.words import Leaning
from tandem.ui.figures import number_words


@dataclass(frozen=True)
class Notice:
    """`marketing` and `sales` are what each desk can do next."""

    leaning: Leaning
    title: str = ""
    why: str = ""
    marketing: str = ""
    sales: str = ""

    @property
    def icon(self) -> str:
        return {Leaning.STARVED: "sprout", Leaning.FLOODED: "hourglass"}.get(self.leaning, "scale")


def load_now(capacity_a_week: int, now: datetime.datetime) -> Load:
    """Two queries at most: how many steps are due matters only where few were passed."""
    told = lately(now)
    load = Load(capacity_a_week, told.passed, told.waiting_too_long, 0)
    return load if sum(load.passed) >= load.capacity else with_steps(load, now)


def with_steps(load: Load, now: datetime.datetime) -> Load:
    return Load(load.capacity, load.passed, load.waiting_too_long, steps_due(now))


def notice(*, now: datetime.datetime) -> Notice:
    agreed = capacity()
    if not agreed:
        return Notice(Leaning.NOT_AGREED)
    load = load_now(agreed, now)
    told = leaning(load)
    if told == Leaning.STARVED:
        return starved(load)
    return flooded(load) if told == Leaning.FLOODED else Notice(told)


def starved(load: Load) -> Notice:
    came = sum(load.passed)
    words = ngettext(
        "%(came)s enquiry came to sales in two weeks, and there is room for %(room)s.",
        "%(came)s enquiries came to sales in two weeks, and there is room for %(room)s.",
        came,
    )
    due = ngettext(
        "%(due)s next step is due this week.", "%(due)s next steps are due this week.", load.steps_due
    )
    said = {"came": number_words(came), "room": number_words(load.room), "due": number_words(load.steps_due)}
    return Notice(
        Leaning.STARVED,
        _("Sales has room for more enquiries"),
        f"{words % said} {due % said}",
        marketing=_("Bring the next campaign forward, or ask your customers whom they would tell."),
        sales=_("Ring those who said “later”, and tell marketing whom you would like to hear from."),
    )


def flooded(load: Load) -> Notice:
    if people_wait(load):
        why = ngettext(
            "%(waiting)s person waits for sales longer than you promised.",
            "%(waiting)s people wait for sales longer than you promised.",
            load.waiting_too_long,
        )
    else:
        why = _(
            "Sales got %(newer)s enquiries in the last seven days and %(older)s in the seven before. It can "
            "look after %(capacity)s a week."
        )
    newer, older = load.passed
    said = {
        "waiting": number_words(load.waiting_too_long),
        "newer": number_words(newer),
        "older": number_words(older),
        "capacity": number_words(load.capacity),
    }
    return Notice(
        Leaning.FLOODED,
        _("More people ask than sales can look after just now"),
        why % said,
        marketing=_("Put off what would bring more, and tell those who ask when they will hear from you."),
        sales=_("Answer the oldest first, one sentence is enough, and decline what does not fit."),
    )
