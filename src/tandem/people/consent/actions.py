import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.inserting import insert_many
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.queries import standings
from tandem.people.consent.words import Basis, Use
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.persons.models import Person


@transaction.atomic
def tell(
    *,
    person: Person,
    use: Use | str,
    given: bool,
    basis: Basis | str,
    source: str,
    by: Actor,
    at: datetime.datetime,
    wording: str = "",
    happened_at: datetime.datetime | None = None,
    import_id: int | None = None,
) -> ConsentEvent:
    """Write down what a person allowed or forbade. Nothing is ever changed: the newest word counts."""
    if not can_change_people(by):
        raise NotAllowed
    if not person.is_listed:
        raise Refused(_("This person is not there any more."))
    if given == (basis == Basis.OBJECTED):
        raise Refused(_("Say why we may, or that they said no."), field="basis")
    event = ConsentEvent.objects.create(
        person=person,
        use=Use(use),
        given=given,
        basis=Basis(basis),
        source=one_line(source)[:200],
        wording=some_lines(wording),
        at=happened_at or at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
        import_id=import_id,
    )
    record(
        by=by, at=at, verb="people.consent.told", row=person, after={"use": event.use, "given": given}
    )  # fmt: skip
    return event


@transaction.atomic
def object_many(
    *,
    persons: Sequence[Person],
    use: Use,
    source: str,
    by: Actor,
    at: datetime.datetime,
    import_id: int | None = None,
) -> int:
    """Write down a no of each who has not said no already (an import); returns how many."""
    if not can_change_people(by):
        raise NotAllowed
    by_key = {person.pk: person for person in persons if person.is_listed}
    events = ConsentEvent.objects.filter(person__in=by_key, use=use).order_by("at", "id")
    newest = dict(events.values_list("person", "given"))
    new = [person for key, person in by_key.items() if newest.get(key) is not False]
    if not new:
        return 0
    shared: dict[str, Any] = {"use": use, "given": False, "basis": Basis.OBJECTED, "import_id": import_id}
    shared |= {"source": one_line(source)[:200], "wording": "", "at": at, "recorded_at": at}
    author = by if isinstance(by, User) else None
    insert_many([ConsentEvent(person=person, by=author, **shared) for person in new])
    record(by=by, at=at, verb="people.consent.objected_many", after={"count": len(new), "import": import_id})
    return len(new)


def keep_refusals(*, kept: Person, gone: Person, at: datetime.datetime, by: Actor) -> list[int]:
    """At a merge, a no of either stays a no, also where the other one said yes later.

    Call it before the events move. Returns the events added for what `gone` refused, so that an undo can give
    them back.
    """
    added: list[int] = []
    for ours, theirs in zip(standings(kept), standings(gone), strict=True):
        refuser, other = (ours, theirs) if ours.refused else (theirs, ours)
        if not refuser.refused or not other.allowed:
            continue
        event = ConsentEvent.objects.create(
            person=kept,
            use=refuser.use,
            given=False,
            basis=Basis.OBJECTED,
            source=_("Two entries of one person were put together; one of them had said no"),
            at=at,
            recorded_at=at,
            by=by if isinstance(by, User) else None,
        )
        if refuser is theirs:
            added.append(event.pk)
    return added


def erase_consents(person_ids: list[int], at: datetime.datetime) -> int:
    """Release the events of persons who are being erased, then remove them: the database allows it in this
    order only."""
    events = ConsentEvent.objects.filter(person__in=person_ids)
    events.filter(released_at=None).update(released_at=at)
    return events.delete()[0]
