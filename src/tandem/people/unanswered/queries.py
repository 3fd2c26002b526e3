"""Who waits for our answer, and since when."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Min, QuerySet

from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.people.unanswered.models import Unanswered

# What timelines name received mail by.
RECEIVED = "office.receivedmessage"


@dataclass(frozen=True)
class Wait:
    """What one person wrote that nobody answered: how many, and since when.

    `message_id` is the key of the newest one that was received as mail, for our answer to go below it.
    """

    person_id: int
    since: datetime.datetime
    number: int
    message_id: int | None = None


def waiting() -> QuerySet[Unanswered]:
    return Unanswered.objects.filter(settled_at=None)


def wait_of(person: Person) -> Wait | None:
    return waits_of([person.pk]).get(person.pk)


def waits_of(person_ids: Iterable[int]) -> dict[int, Wait]:
    """By the person; one query."""
    found: dict[int, Wait] = {}
    for person_id, at, origin, key in written_by(persons=person_ids):
        before = found.get(person_id, Wait(person_id, at, 0))
        message_id = key if origin == RECEIVED else before.message_id
        found[person_id] = Wait(person_id, before.since, before.number + 1, message_id)
    return found


@kept(persons=BigIntegerField())
def written_by(persons: Given) -> "QuerySet[Unanswered, Any]":
    rows = waiting().filter(entry__person__among=persons).order_by("entry__at", "pk")
    return rows.values_list("entry__person", "entry__at", "entry__origin", "entry__origin_id")


def waiting_persons() -> QuerySet[Person]:
    """Everybody who waits, the longest first."""
    rows = Person.objects.filter(entries__in=waiting().values("pk"), erased_at=None)
    return rows.annotate(since=Min("entries__at")).order_by("since", "pk")


def entries_waiting(entry_ids: list[int]) -> set[int]:
    return set(waiting().filter(pk__in=entry_ids).values_list("pk", flat=True))
