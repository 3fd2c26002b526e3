"""Who waits for which desk, the promise that ends first on top."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.queries import agreement_now
from tandem.handover.agreement.words import number_in_words, working_words
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import Shown, owner_now, passings_of, ticks_of, to_decide, to_pass
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.accounts.models import User
from tandem.office.business.hours import WorkingCalendar
from tandem.office.business.queries import calendar
from tandem.office.statements.kept import kept
from tandem.people.consent.queries import Standing, standings
from tandem.people.consent.words import Use
from tandem.people.persons.queries import name_all
from tandem.ui.moments import duration_words

# Nobody reads further down; the rest is said in a sentence.
SHOWN = 50
NEAR_SHARE = 5


@dataclass(frozen=True)
class Promise:
    """What is still to be done, by when, and how much working time is left of how much."""

    due_at: datetime.datetime
    left: datetime.timedelta
    whole: datetime.timedelta

    @property
    def late(self) -> bool:
        return self.left <= datetime.timedelta(0)

    @property
    def near(self) -> bool:
        return self.left <= self.whole / NEAR_SHARE

    @property
    def sentence(self) -> str:
        return _("Promise: %(time)s") % {"time": working_words(int(self.whole.total_seconds() // 3600))}

    @property
    def words(self) -> str:
        return _("late") if self.late else duration_words(self.left)


@dataclass(frozen=True)
class Waiting:
    """One row of the inbox: an enquiry, whose turn it is, and the promise."""

    enquiry: Enquiry
    passing: Passing | None
    promise: Promise

    @property
    def ink(self) -> str:
        return "s" if self.passing else "m"

    @property
    def icon(self) -> str:
        return "handshake" if self.passing else "megaphone"

    @property
    def title(self) -> str:
        return str(self.enquiry)

    @property
    def quote(self) -> str:
        words = " ".join(self.enquiry.words.split())
        if not words:
            return self.enquiry.interest
        short = words if len(words) <= 44 else words[:43].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
        return f"“{short}”"


def promise(
    due_at: datetime.datetime, hours: int, *, now: datetime.datetime, working: WorkingCalendar
) -> Promise:
    left = working.working_between(now, due_at) if now < due_at else datetime.timedelta(0)
    return Promise(due_at, left, datetime.timedelta(hours=hours))


def marketing_promise(
    enquiry: Enquiry, agreement: Agreement, *, now: datetime.datetime, working: WorkingCalendar
) -> Promise:
    hours = agreement.pass_within_hours
    return promise(working.add_working(enquiry.heard_at, hours), hours, now=now, working=working)


def sales_promise(passing: Passing, *, now: datetime.datetime, working: WorkingCalendar) -> Promise:
    hours = passing.agreement.decide_within_hours if passing.agreement else 1
    return promise(passing.decide_due_at or passing.passed_at, hours, now=now, working=working)


def waiting(*, now: datetime.datetime) -> list[Waiting]:
    """The first fifty of both desks together: two queries besides the agreement and the calendar."""
    ours = waiting_for_marketing(now=now)
    name_all(one.enquiry.person for one in ours)
    return by_promise([*ours, *waiting_for_sales(now=now)])


def waiting_for_marketing(*, now: datetime.datetime) -> list[Waiting]:
    """Without the names of those who have none, which whoever shows them asks for."""
    working, agreement = calendar(), agreement_now()
    promised = ((one, marketing_promise(one, agreement, now=now, working=working)) for one in to_pass_first())
    return by_promise([Waiting(one, None, promise) for one, promise in promised])


@kept()
def to_pass_first() -> "QuerySet[Enquiry]":
    return to_pass().select_related("person").order_by("heard_at", "pk")[:SHOWN]


def to_pass_soonest(*, now: datetime.datetime) -> tuple[int, Promise | None]:
    """How many wait for marketing, counted up to fifty, and the promise that ends first: that of who asked
    first.
    """
    heard = heard_first()
    if not heard:
        return 0, None
    hours, working = agreement_now().pass_within_hours, calendar()
    return len(heard), promise(working.add_working(heard[0], hours), hours, now=now, working=working)


@kept()
def heard_first() -> "QuerySet[Enquiry, datetime.datetime]":
    return to_pass().order_by("heard_at", "pk").values_list("heard_at", flat=True)[:SHOWN]


def waiting_for_sales(*, now: datetime.datetime) -> list[Waiting]:
    working = calendar()
    rows = to_decide_first()
    name_all(one.enquiry.person for one in rows)
    return by_promise(
        [Waiting(one.enquiry, one, sales_promise(one, now=now, working=working)) for one in rows]
    )


@kept()
def to_decide_first() -> "QuerySet[Passing]":
    rows = to_decide().select_related("enquiry__person", "agreement")
    return rows.order_by("decide_due_at", "pk")[:SHOWN]


def by_promise(rows: list[Waiting]) -> list[Waiting]:
    """Whose promise ends first stands first."""
    return sorted(rows, key=lambda row: (row.promise.due_at, row.enquiry.pk))[:SHOWN]


@dataclass(frozen=True)
class Sheet:
    """The right pane: one enquiry with all that either desk needs to go on with it."""

    enquiry: Enquiry
    passing: Passing | None
    promise: Promise | None
    ticks: list[Shown]
    standings: list[Standing]
    earlier: int
    passings: list[Passing]
    owner: User | None

    @property
    def title(self) -> str:
        return str(self.enquiry)

    @property
    def may_words(self) -> str:
        """“Answer: yes. Newsletter: no.”"""
        answers = {Use.ANSWER: _("Answer: %s."), Use.NEWSLETTER: _("Newsletter: %s.")}
        said = []
        for standing in self.standings:
            if standing.use in answers:
                said.append(answers[standing.use] % may_word(standing))
        return " ".join(said)


def may_word(standing: Standing) -> str:
    # Somebody who asks wants an answer, unless they forbade it.
    if standing.allowed or (standing.use == Use.ANSWER and not standing.refused):
        return _("yes")
    return _("no") if standing.refused else _("not asked yet")


def sheet_of(enquiry: Enquiry, *, now: datetime.datetime) -> Sheet:
    passings = passings_of(enquiry)
    waits = next((one for one in passings if one.decision == Decision.WAITING), None)
    working, agreement = calendar(), agreement_now()
    due: Promise | None = None
    if waits and waits.decide_due_at:
        due = sales_promise(waits, now=now, working=working)
    elif enquiry.state == State.HEARD and not enquiry.backlog:
        due = marketing_promise(enquiry, agreement, now=now, working=working)
    earlier = Enquiry.objects.filter(person_id=enquiry.person_id, heard_at__lt=enquiry.heard_at).count()
    shown_under = (
        passings[0].agreement if enquiry.state in (State.PASSED, State.ACCEPTED) and passings else None
    )
    return Sheet(
        enquiry=enquiry,
        passing=waits,
        promise=due,
        ticks=ticks_of(enquiry, shown_under or agreement),
        standings=standings(enquiry.person),
        earlier=earlier,
        passings=passings,
        owner=owner_now(waits) if waits else None,
    )


def for_sheet(pk: int) -> Enquiry:
    return get_object_or_404(
        Enquiry.objects.select_related("person", "channel", "campaign", "organisation"), pk=pk
    )


def heading(rows: list[Waiting], whole: int) -> str:
    """“Six people are waiting for one of you”."""
    if not rows:
        return _("Nobody is waiting for you")
    if whole > len(rows) or len(rows) >= SHOWN:
        return _("More than %(number)d people are waiting for one of you") % {"number": SHOWN - 1}
    sentence = ngettext(
        "%(number)s person is waiting for one of you",
        "%(number)s people are waiting for one of you",
        len(rows),
    )
    return sentence % {"number": number_in_words(len(rows))}
