"""Reads of one person's hours. Every one of them asks whose: nobody reads another's."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Q, QuerySet

from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar
from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import Given, kept
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Purpose
from tandem.together.hats.forgotten import Counted, counted
from tandem.together.hats.guessing import Guess, Noted, Span, guesses
from tandem.together.hats.models import Stretch
from tandem.together.hats.words import HAT_OF, LONGEST

GUESSED_BACK = datetime.timedelta(days=14)
CORRECTED = "together.hours.corrected"
NOTED = "people.entry.noted"


@dataclass(frozen=True)
class Spent:
    """A stretch as far as it counts: `until` is its end, or how far it has come."""

    row: Stretch
    until: datetime.datetime
    was_left_on: bool = False

    @property
    def took(self) -> datetime.timedelta:
        return self.until - self.row.started_at

    @property
    def is_asked(self) -> bool:
        """Whether the person is asked if it was right."""
        return self.was_left_on or self.row.left_on_until is not None


def hours_of(user: User) -> QuerySet[Stretch]:
    return Stretch.objects.filter(user=user)


def running_of(user: User) -> Stretch | None:
    return next(iter(running(user=user.pk)), None)


@kept(user=BigIntegerField())
def running(user: Given) -> "QuerySet[Stretch]":
    return Stretch.objects.filter(user=user, ended_at=None)[:1]


def signs_of(user_id: int, since: datetime.datetime, until: datetime.datetime) -> list[datetime.datetime]:
    """When this person wrote something down, whatever it was; putting hours right is no work."""
    lines = JournalLine.objects.filter(by=user_id, at__gt=since, at__lte=until).order_by("at")
    return list(lines.exclude(verb__startswith=CORRECTED).values_list("at", flat=True))


def counted_until(stretch: Stretch, at: datetime.datetime) -> Counted:
    """How far a running stretch counts at this moment. One query, of half a day at most."""
    signs = signs_of(stretch.user_id, stretch.started_at, min(at, stretch.started_at + LONGEST))
    return counted(stretch.started_at, max(at, stretch.started_at), signs, calendar())


def spent_between(
    user: User, since: datetime.datetime, until: datetime.datetime, *, at: datetime.datetime
) -> list[Spent]:
    """What touches a time, as far as it counts, the earliest first. Three queries at most."""
    rows = hours_of(user).filter(started_at__lt=until, is_work=True)
    found = rows.filter(Q(ended_at__gte=since) | Q(ended_at=None)).order_by("started_at", "pk")
    return [spent(row, at=at) for row in found]


def spent(row: Stretch, *, at: datetime.datetime) -> Spent:
    if row.ended_at is not None:
        return Spent(row, row.ended_at)
    told = counted_until(row, at)
    return Spent(row, told.until, told.was_left_on)


def guesses_for(user: User, *, at: datetime.datetime) -> list[Guess]:
    """What was noted with its minutes in the last two weeks, beside time that is known. Three queries.

    Entries are found by their lines in the journal, which has an index by person: timelines have none.
    """
    since = at - GUESSED_BACK
    lines = JournalLine.objects.filter(by=user, verb=NOTED, at__gt=since, undone_at=None)
    entries = Entry.objects.filter(pk__among=list(lines.values_list("row_id", flat=True)), at__gt=since)
    noted = [
        Noted(HAT_OF[Purpose(entry.purpose)], entry.at, entry.recorded_at, entry.minutes or 0)
        for entry in entries.filter(minutes__gt=0, automatic=False)
    ]
    return guesses(noted, known_spans(user, since - LONGEST, at=at), until=at) if noted else []


def known_spans(user: User, since: datetime.datetime, *, at: datetime.datetime) -> list[Span]:
    """Time that is known already, also as no work."""
    rows = hours_of(user).filter(Q(ended_at__gt=since) | Q(ended_at=None))
    return [(row.started_at, spent(row, at=at).until) for row in rows]


def on_or_asked(user: User) -> list[Stretch]:
    """The hat that is on, and those that were forgotten; one query."""
    return open_stretches(user=user.pk)


@kept(user=BigIntegerField())
def open_stretches(user: Given) -> "QuerySet[Stretch]":
    rows = Stretch.objects.filter(user=user).filter(Q(ended_at=None) | Q(left_on_until__isnull=False))
    return rows.order_by("started_at", "pk")


def left_on(rows: Iterable[Stretch], *, at: datetime.datetime) -> list[Spent]:
    """Of those, the forgotten ones, of which nobody has said whether it was right."""
    return [one for one in (spent(row, at=at) for row in rows) if one.is_asked]
