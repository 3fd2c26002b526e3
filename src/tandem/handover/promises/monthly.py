"""The promises of both desks month by month, counted by the database from one index."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, DateTimeField, IntegerField, Min, QuerySet, Value

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import to_pass
from tandem.handover.passing.words import Decision
from tandem.handover.promises.models import MonthEnd
from tandem.handover.promises.queries import kept_in
from tandem.handover.promises.words import FEW, HOLDS_OF_TEN, Month, Promised, goal_words, of_words
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.business.hours import WorkingCalendar
from tandem.office.statements.kept import Given, Kept, kept

# No promise is longer than that: 200 working hours, and the longest holidays between them.
LONGEST_PROMISE = datetime.timedelta(days=120)
ONE_MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """One promise in one month: kept so often of so many.

    `enough` is the share from which on it holds. `agreed` is false where nobody had promised it when the
    month began, `running` is true while more can come.
    """

    promised: Promised
    month: Month
    kept: int
    whole: int
    enough: float = HOLDS_OF_TEN / 10
    agreed: bool = True
    running: bool = False

    @property
    def is_count(self) -> bool:
        """A number against a number that was agreed: no share of a few, so it is always told when it is
        over."""
        return self.promised == Promised.NUMBER

    @property
    def words(self) -> str:
        """“18 of 21”, or “54, goal 22”."""
        return goal_words(self.kept, self.whole) if self.is_count else of_words(self.kept, self.whole)

    @property
    def share(self) -> float | None:
        """None where no share is told: nothing was agreed, too few were counted, or the month still runs."""
        if not self.agreed or not self.whole or (self.running and self.is_count):
            return None
        if self.whole < FEW and not self.is_count:
            return None
        return min(self.kept / self.whole, 1.0)

    @property
    def holds(self) -> bool | None:
        """None where it cannot be said. The month that runs is judged by nobody before it is over."""
        return None if self.share is None or self.running else self.share >= self.enough - 1e-9


def told_by_month(months: Sequence[Month], *, now: datetime.datetime, working: WorkingCalendar) -> list[Told]:
    """Every promise in each of these months. Four queries, however many enquiries there are."""
    versions = list(Agreement.objects.order_by("number"))
    counted = counts_by_month(months, now)
    ends = MonthEnd.objects.in_bulk([month.first for month in months], field_name="month")
    waiting = still_to_pass(months, versions[-1] if versions else None, now=now, working=working)
    return [
        one
        for month in months
        for one in told_of(
            month,
            counted.get(month.first.isoformat(), {}),
            in_force(versions, month.starts_at),
            ends.get(month.first),
            waiting.get(month.first.isoformat(), 0),
            now,
        )
    ]


def in_force(versions: Sequence[Agreement], at: datetime.datetime) -> Agreement | None:
    """What was agreed when a month began: nobody is held to what was agreed later in it."""
    earlier = [version for version in versions if version.agreed_at <= at]
    return earlier[-1] if earlier else None


def told_of(
    month: Month,
    counts: dict[str, Any],
    agreement: Agreement | None,
    end: MonthEnd | None,
    still_waiting: int,
    now: datetime.datetime,
) -> list[Told]:
    def one(promised: Promised, kept: int, whole: int, **more: Any) -> Told:
        return Told(promised, month, kept, whole, running=now < month.ends_at, **more)

    number = counts.get("first", 0)
    goal = (agreement.enquiries_a_month if agreement else None) or 0
    fit = agreement.share_that_fits if agreement else None
    return [
        one(Promised.PASSED, counts.get("first_kept", 0), number + still_waiting),
        one(
            Promised.FITS,
            counts.get("ticked_kept", 0),
            counts.get("ticked", 0),
            enough=(fit or 0) / 100,
            agreed=fit is not None,
        ),
        one(Promised.NUMBER, number, goal, enough=1.0, agreed=bool(goal)),
        one(Promised.DECIDED, counts.get("decided_kept", 0), counts.get("decided", 0)),
        one(Promised.ANSWERED, counts.get("answered_kept", 0), counts.get("answered", 0)),
        one(Promised.REASONS, counts.get("declined_kept", 0), counts.get("declined", 0)),
        one(
            Promised.STEPS,
            end.with_step if end else 0,
            end.open if end else 0,
            agreed=bool(agreement and agreement.next_step_always),
        ),
    ]


def counts_by_month(months: Sequence[Month], now: datetime.datetime) -> dict[str, dict[str, Any]]:
    """One query, a part for each month: each part reads its own stretch of the index and nothing else."""
    stretches = [(month.starts_at, month.ends_at) for month in months]
    return by_month(months, counts_of(len(months))(**bounds(stretches), now=now))


def by_month(months: Sequence[Month], rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {months[row.pop("place")].first.isoformat(): row for row in rows}


def bounds(stretches: Sequence[tuple[datetime.datetime, datetime.datetime]]) -> dict[str, datetime.datetime]:
    """What a question about so many stretches of time is given."""
    starts = {f"from_{place}": start for place, (start, _end) in enumerate(stretches)}
    return starts | {f"until_{place}": end for place, (_start, end) in enumerate(stretches)}


def fields_of(number: int) -> dict[str, DateTimeField[Any, Any]]:
    return {f"{end}_{place}": DateTimeField() for place in range(number) for end in ("from", "until")}


@cache
def counts_of(number: int) -> Kept[dict[str, Any]]:
    """The question for so many months. To build a dozen counts for each takes longer than to count."""

    @kept(now=DateTimeField(), **fields_of(number))
    def counts(now: Given, **ends: Given) -> QuerySet[Passing, Any]:
        parts = [counted(place, ends, now) for place in range(number)]
        return parts[0].union(*parts[1:], all=True)

    return counts


def counted(place: int, ends: dict[str, Given], now: Given) -> QuerySet[Passing, Any]:
    since, until = ends[f"from_{place}"], ends[f"until_{place}"]
    rows = Passing.objects.filter(import_id__isnull=True, passed_at__gte=since, passed_at__lt=until)
    left = rows.exclude(decision=Decision.TAKEN_BACK).order_by()
    of_month = left.values(place=Value(place, output_field=IntegerField()))
    return of_month.annotate(**{name: Count("pk", filter=which) for name, which in kept_in(now).items()})


def still_to_pass(
    months: Sequence[Month],
    agreement: Agreement | None,
    *,
    now: datetime.datetime,
    working: WorkingCalendar,
) -> dict[str, int]:
    """How many that were heard in each month wait to be passed on, later than promised. One query."""
    if agreement is None:
        return {}
    latest = heard_before(now, agreement.pass_within_hours, working)
    stretches = [(month.starts_at, min(month.ends_at, latest)) for month in months]
    found = by_month(months, late_of(len(months))(**bounds(stretches)))
    return {month: row["number"] for month, row in found.items()}


@cache
def late_of(number: int) -> Kept[dict[str, Any]]:
    @kept(**fields_of(number))
    def late(**ends: Given) -> QuerySet[Enquiry, Any]:
        parts = [late_in(place, ends) for place in range(number)]
        return parts[0].union(*parts[1:], all=True)

    return late


def late_in(place: int, ends: dict[str, Given]) -> QuerySet[Enquiry, Any]:
    since, until = ends[f"from_{place}"], ends[f"until_{place}"]
    rows = to_pass().filter(heard_at__gte=since, heard_at__lt=until).order_by()
    return rows.values(place=Value(place, output_field=IntegerField())).annotate(number=Count("pk"))


def heard_before(now: datetime.datetime, hours: int, working: WorkingCalendar) -> datetime.datetime:
    """The moment before which everything heard is late by now, to the minute: the promise backwards."""
    early, late = now - LONGEST_PROMISE, now
    while late - early > ONE_MINUTE:
        middle = early + (late - early) / 2
        if working.add_working(middle, hours) < now:
            early = middle
        else:
            late = middle
    return late


def began_in(*, zone: Any) -> Month | None:
    """The month in which the first enquiry was passed under a promise."""
    first = Passing.objects.filter(import_id__isnull=True).aggregate(first=Min("passed_at"))["first"]
    return Month(first.astimezone(zone).date().replace(day=1), zone) if first else None
