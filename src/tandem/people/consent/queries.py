"""What a person said we may do. The newest word on each use counts."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, QuerySet

from tandem.office.statements.kept import Given, kept
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.words import Use
from tandem.people.persons.models import EmailAddress, Person
from tandem.people.privacy.queries import suppressed


@dataclass(frozen=True)
class Standing:
    """One use: `event` is the newest word on it, None where nobody asked."""

    use: Use
    event: ConsentEvent | None

    @property
    def allowed(self) -> bool:
        return self.event is not None and self.event.given

    @property
    def refused(self) -> bool:
        return self.event is not None and not self.event.given


def standings(person: Person) -> list[Standing]:
    """Every use in the order of the list; one query."""
    newest: dict[str, ConsentEvent] = {}
    for event in events_of(person=person.pk):
        newest.setdefault(event.use, event)
    return [Standing(use, newest.get(use)) for use in Use]


@kept(person=BigIntegerField())
def events_of(person: Given) -> "QuerySet[ConsentEvent]":
    """The newest first."""
    return ConsentEvent.objects.filter(person=person).order_by("-at", "-id")


def may(person: Person, use: Use) -> bool:
    """Whether we may: it was allowed, not taken back since, and none of the addresses is on the erasure
    list.
    """
    if person.erased_at or not any(
        standing.use == use and standing.allowed for standing in standings(person)
    ):
        return False
    addresses = list(EmailAddress.objects.filter(person=person).values_list("folded", flat=True))
    return not suppressed(addresses)
