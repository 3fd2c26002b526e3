"""Taking an import out again: the persons and organisations that only it brought, and that nobody needs."""

import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import remove
from tandem.people.duplicates.queries import person_columns
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import EmailAddress, Person, Phone

AT_ONCE = 500
# A row that came with the import goes with it; any other row of the person keeps the person.
OWN = {"people.emailaddress", "people.phone"}


def needed(import_id: int) -> set[int]:
    """The persons of an import that another row points at, or that somebody changed since."""
    persons = Person.objects.filter(import_id=import_id)
    touched = JournalLine.objects.filter(kind="people.person", row_id=OuterRef("pk"))
    found = set(persons.filter(Exists(touched)).values_list("pk", flat=True))
    for label, column in person_columns():
        if label in OWN:
            continue
        pointing = apps.get_model(label)._default_manager.filter(**{column: OuterRef("pk")})
        found |= set(persons.filter(Exists(pointing)).values_list("pk", flat=True))
    return found


@transaction.atomic
def remove_imported(*, import_id: int, by: Actor, at: datetime.datetime) -> set[int]:
    """Takes out persons and organisations that one import made and nothing points at; returns the persons
    kept.
    """
    if not can_change_people(by):
        raise NotAllowed
    kept = needed(import_id)
    ids = Person.objects.filter(import_id=import_id).order_by("pk").values_list("pk", flat=True)
    gone = [pk for pk in ids if pk not in kept]
    for start in range(0, len(gone), AT_ONCE):
        some = gone[start : start + AT_ONCE]
        EmailAddress.objects.filter(person__in=some).delete()
        Phone.objects.filter(person__in=some).delete()
        remove("people.person", some)
        Person.objects.filter(pk__in=some).delete()
    with_people = Person.objects.filter(organisation=OuterRef("pk"))
    empty = Organisation.objects.filter(import_id=import_id).exclude(Exists(with_people))
    organisations = list(empty.values_list("pk", flat=True))
    remove("people.organisation", organisations)
    Organisation.objects.filter(pk__in=organisations).delete()
    return kept
