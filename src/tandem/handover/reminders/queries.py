"""Which promises are near their end, and whom to tell. A constant number of queries for each two thousand:
only what is due within the last part of a promise is read, however much waits.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.queries import current_agreement
from tandem.handover.feedback.models import Feeding
from tandem.handover.inbox.queries import Promise, marketing_promise, promise, sales_promise
from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.queries import marketers, sellers, to_decide, to_pass
from tandem.handover.passing.words import Decision
from tandem.handover.reminders.models import Reminder, ReminderChoice
from tandem.handover.reminders.words import LAST_SHARE, STILL_TOLD, Promised
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.business.hours import WorkingCalendar
from tandem.office.business.queries import calendar
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.queries import name_all

# Of each promise that is read at a time, and told in one mail.
AT_ONCE = 2000
MOST_OWED = 50
PERSON = "enquiry__person"
NOTHING: list[Any] = []


@dataclass(frozen=True)
class Near:
    """One promise that ends soon, or ended a while ago, and whoever is to keep it (None: the whole desk)."""

    promised: Promised
    enquiry: Enquiry
    passing: Passing | None
    promise: Promise
    owner_id: int | None = None
    opportunity_id: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        return (self.promised, self.passing.pk if self.passing else self.enquiry.pk)

    @property
    def url(self) -> str:
        """Where it is done."""
        if self.opportunity_id:
            return reverse("sales:opportunity", args=[self.opportunity_id])
        return reverse("handover:waiting", args=[self.enquiry.pk])


def is_near(one: Promise, *, now: datetime.datetime, working: WorkingCalendar) -> bool:
    if one.late:
        return working.working_between(one.due_at, now) <= STILL_TOLD
    return one.left <= one.whole / LAST_SHARE


def hours_of(duration: datetime.timedelta) -> float:
    return duration / datetime.timedelta(hours=1)


def near_promises(*, now: datetime.datetime) -> list[Near]:
    """Those of both desks that somebody is to be reminded of now."""
    return [one for batch in near_batches(now=now) for one in batch]


def near_batches(*, now: datetime.datetime) -> Iterator[list[Near]]:
    """The same, so many of each promise at a time, the first to end first: a flood is read to its end."""
    working = calendar()
    kinds = (near_to_pass(now, working), near_to_decide(now, working), near_to_answer(now, working))
    for parts in zip_longest(*kinds, fillvalue=NOTHING):
        found = [one for part in parts for one in part]
        yield in_order([one for one in found if is_near(one.promise, now=now, working=working)])


def in_order(near: list[Near]) -> list[Near]:
    """The first to end first, each with a name to call its person by."""
    name_all(one.enquiry.person for one in near)
    return sorted(near, key=lambda one: (one.promise.due_at, one.enquiry.pk, one.promised))


def slices(rows: "QuerySet[Any]", column: str) -> Iterator[list[Any]]:
    """In order of a column, each beginning where the one before ended."""
    rows = rows.order_by(column, "pk")
    some = list(rows[:AT_ONCE])
    yield some
    while len(some) == AT_ONCE:
        last = getattr(some[-1], column)
        later = Q(**{f"{column}__gt": last}) | Q(**{column: last, "pk__gt": some[-1].pk})
        some = list(rows.filter(later)[:AT_ONCE])
        yield some


# Of each promise: `only` is a question for the keys of some, where not all are asked for.


def near_to_pass(
    now: datetime.datetime, working: WorkingCalendar, only: "QuerySet[Any, Any] | None" = None
) -> Iterator[list[Near]]:
    agreement = current_agreement()
    hours = agreement.pass_within_hours
    since = working.take_working(now, hours + hours_of(STILL_TOLD))
    until = working.take_working(now, hours - hours / LAST_SHARE)
    rows = to_pass().filter(heard_at__gte=since, heard_at__lte=until).select_related("person")
    for some in slices(among(rows, only), "heard_at"):
        yield [
            Near(Promised.PASS, one, None, marketing_promise(one, agreement, now=now, working=working))
            for one in some
        ]


def near_to_decide(
    now: datetime.datetime, working: WorkingCalendar, only: "QuerySet[Any, Any] | None" = None
) -> Iterator[list[Near]]:
    longest = Agreement.objects.aggregate(most=Max("decide_within_hours"))["most"] or 0
    rows = with_owner(to_decide()).filter(**ends_within("decide_due_at", longest, now, working))
    for some in slices(among(rows, only), "decide_due_at"):
        yield [near_of(Promised.DECIDE, one, sales_promise(one, now=now, working=working)) for one in some]


def near_to_answer(
    now: datetime.datetime, working: WorkingCalendar, only: "QuerySet[Any, Any] | None" = None
) -> Iterator[list[Near]]:
    """Of what sales has not declined, and not brought to an end without a word either."""
    longest = Agreement.objects.aggregate(most=Max("answer_within_hours"))["most"] or 0
    ends = ends_within("answer_due_at", longest, now, working)
    # By when it was passed, too: there is an index on that.
    since = working.take_working(now, longest + hours_of(STILL_TOLD))
    rows = with_owner(to_answer()).filter(passed_at__gte=since, passed_at__lte=now, **ends)
    for some in slices(among(rows, only), "answer_due_at"):
        yield [near_of(Promised.ANSWER, one, answer_promise(one, now=now, working=working)) for one in some]


def among(rows: "QuerySet[Any]", only: "QuerySet[Any, Any] | None") -> "QuerySet[Any]":
    return rows if only is None else rows.filter(pk__in=only)


def near_of(promised: Promised, passing: Any, until: Promise) -> Near:
    """Of a passing that `with_owner` read."""
    return Near(promised, passing.enquiry, passing, until, passing.owner_now, passing.feeds)


def to_answer() -> "QuerySet[Passing]":
    """Passed, not declined, its opportunity not ended, and nobody at sales has spoken with them yet."""
    ended = Q(opportunity__won_at__isnull=False) | Q(opportunity__lost_at__isnull=False)
    over = Feeding.objects.filter(ended, enquiry=OuterRef("enquiry"))
    open_ones = Passing.objects.filter(decision__in=[Decision.WAITING, Decision.ACCEPTED])
    return open_ones.filter(~Exists(over), first_answered_at=None, answer_due_at__isnull=False)


@kept(since=DateTimeField())
def answers_owed(since: Given) -> "QuerySet[Passing]":
    """Accepted ones that were passed since, the promise that ends first before others."""
    rows = with_owner(to_answer()).filter(decision=Decision.ACCEPTED, passed_at__gte=since)
    # A promise ends after it was given, and those that stand are in an index by their end.
    return rows.filter(answer_due_at__gte=since).order_by("answer_due_at", "pk")[:MOST_OWED]


def answer_promise(passing: Passing, *, now: datetime.datetime, working: WorkingCalendar) -> Promise:
    hours = passing.agreement.answer_within_hours if passing.agreement else 1
    return promise(passing.answer_due_at or passing.passed_at, hours, now=now, working=working)


def ends_within(
    name: str, hours: int, now: datetime.datetime, working: WorkingCalendar
) -> dict[str, datetime.datetime]:
    """Not told too late, and not before the last part of the longest promise."""
    return {
        f"{name}__gte": working.take_working(now, hours_of(STILL_TOLD)),
        f"{name}__lte": working.add_working(now, hours / LAST_SHARE),
    }


def with_owner(rows: "QuerySet[Passing]") -> "QuerySet[Passing]":
    """Each with `owner_now`, the newest of its assignment log, and the opportunity that it feeds."""
    newest = Assignment.objects.filter(passing=OuterRef("pk")).order_by("-at", "-id")
    fed = Feeding.objects.filter(enquiry=OuterRef("enquiry"))
    return rows.select_related(PERSON, "agreement").annotate(
        owner_now=Subquery(newest.values("owner")[:1]), feeds=Subquery(fed.values("opportunity")[:1])
    )


def whom_to_tell(rows: Sequence[Near]) -> dict[int, list[Near]]:
    """By key of the user: who is to keep each, wants these mails, and was not told yet."""
    if not rows:
        return {}
    desks, told = Desks(), already_told(rows)
    unwanted = set(ReminderChoice.objects.filter(wanted=False).values_list("user_id", flat=True))
    found: dict[int, list[Near]] = {}
    for one in rows:
        for user in sorted(desks.keepers(one) - unwanted):
            if (*one.key, user) not in told:
                found.setdefault(user, []).append(one)
    return found


class Desks:
    """Who works at which desk now, by their keys."""

    def __init__(self) -> None:
        self.marketing = {user.pk for user in marketers()}
        self.sales = {user.pk for user in sellers()}

    def keepers(self, one: Near) -> set[int]:
        """Marketing, of what is to be passed on; else the owner, or all who sell where no seller owns it."""
        if one.promised == Promised.PASS:
            return self.marketing
        return {one.owner_id} if one.owner_id in self.sales else self.sales


def wants_mails(user: User) -> bool:
    return not ReminderChoice.objects.filter(user=user, wanted=False).exists()


def already_told(rows: Iterable[Near]) -> set[tuple[str, int, int]]:
    enquiries = {one.enquiry.pk for one in rows}
    found = Reminder.objects.filter(enquiry__in=enquiries)
    return {
        (promised, passing or enquiry, user)
        for promised, enquiry, passing, user in found.values_list(
            "promised", "enquiry_id", "passing_id", "user_id"
        )
    }


def still_near(reminder_ids: Sequence[int], user: User, *, now: datetime.datetime) -> list[Near]:
    """Of the promises that a mail was to tell, those that are still to be kept by this person."""
    reminders, working, desks = Reminder.objects.filter(pk__in=reminder_ids), calendar(), Desks()
    to_pass, to_decide, to_answer = (reminders.filter(promised=promised) for promised in Promised)
    kinds = (
        near_to_pass(now, working, to_pass.values("enquiry")),
        near_to_decide(now, working, to_decide.values("passing")),
        near_to_answer(now, working, to_answer.values("passing")),
    )
    told = [one for one in chain.from_iterable(chain.from_iterable(kinds)) if user.pk in desks.keepers(one)]
    return in_order([one for one in told if is_near(one.promise, now=now, working=working)])
