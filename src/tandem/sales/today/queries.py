"""Who waits for our answer, as the list of the day shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse

from tandem.office.accounts.models import User
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.people.unanswered.queries import Wait, waiting_persons, waits_of
from tandem.sales.opportunities.queries import open_opportunities

SHOWN = 8


@dataclass(frozen=True)
class Waiting:
    person: Person
    wait: Wait

    @property
    def answer_url(self) -> str:
        url = reverse("people:write", args=[self.person.pk])
        return f"{url}?{urlencode({'answers': self.wait.message_id})}" if self.wait.message_id else url


@dataclass(frozen=True)
class Waits:
    """The longest first; `number` is how many there are in all."""

    rows: Sequence[Waiting] = ()
    number: int = 0

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def waits_for(user: User | None) -> Waits:
    """Everybody who waits; of a `user`, but for those whom only somebody else talks with. Two queries, one
    more where there are very many, and those for whoever has no name.
    """
    persons = waiting_persons()
    if user is not None:
        talks = open_opportunities().filter(person=OuterRef("pk")).exclude(owner=None)
        persons = persons.filter(~Exists(talks.exclude(owner=user)) | Exists(talks.filter(owner=user)))
    found = list(persons[: SHOWN + 1])
    shown = found[:SHOWN]
    if not shown:
        return Waits()
    name_all(shown)
    waits = waits_of(person.pk for person in shown)
    number = len(found) if len(found) <= SHOWN else persons.count()
    return Waits([Waiting(person, waits[person.pk]) for person in shown if person.pk in waits], number)
