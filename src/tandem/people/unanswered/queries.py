"""Who waits for our answer, and since when."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from tandem.people.persons.models import Person
from tandem.people.unanswered.models import Unanswered


@dataclass(frozen=True)
class Wait:
    """What one person wrote that nobody answered: how many, and since when."""

    person_id: int
    since: datetime.datetime
    number: int


def waiting() -> QuerySet[Unanswered]:
    return Unanswered.objects.filter(settled_at=None)


def wait_of(person: Person) -> Wait | None:
    found = waiting().filter(entry__person=person).aggregate(since=Min("entry__at"), number=Count("pk"))
    return Wait(person.pk, found["since"], found["number"]) if found["since"] else None


def waiting_persons() -> QuerySet[Person]:
    """Everybody who waits, the longest first."""
    return (
        Person.objects.filter(entries__in=waiting().values("pk"))
        .annotate(since=Min("entries__at"), number=Count("entries"))
        .order_by("since", "pk")
    )


def entries_waiting(entry_ids: list[int]) -> set[int]:
    return set(waiting().filter(pk__in=entry_ids).values_list("pk", flat=True))
