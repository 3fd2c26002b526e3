"""Taking an import out again: the persons and organisations that only it brought, and that nobody needs."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import remove
from tandem.people.duplicates.queries import person_columns
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import index_persons
from tandem.people.persons.models import EmailAddress, Person, Phone

AT_ONCE = 500
# A row that came with the import goes with it; any other row of the person keeps the person.
OWN = {"people.emailaddress", "people.phone"}


@dataclass(frozen=True)
class Kept:
    """What an import had made and stays, because somebody needs it."""

    persons: set[int]
    organisations: set[int]


def columns_to(model: type[models.Model]) -> list[tuple[str, str]]:
    """Every column of the house that points at rows of `model`."""
    return [
        (other._meta.label_lower, field.name)
        for other in apps.get_models()
        for field in other._meta.concrete_fields
        if field.is_relation and field.related_model is model
    ]


def needed(rows: "models.QuerySet[Any]", kind: str, columns: Collection[tuple[str, str]]) -> set[int]:
    """Those of `rows` that another row points at, or that somebody changed since."""
    touched = JournalLine.objects.filter(kind=kind, row_id=OuterRef("pk"))
    found = set(rows.filter(Exists(touched)).order_by().values_list("pk", flat=True))
    for label, column in columns:
        pointing = apps.get_model(label)._default_manager.filter(**{column: OuterRef("pk")}).order_by()
        found |= set(rows.filter(Exists(pointing)).order_by().values_list("pk", flat=True))
    return found


def remove_imported(*, import_id: int, by: Actor, at: datetime.datetime) -> Kept:
    """Takes out persons and organisations that one import made and nothing points at, some at a time: it may
    be killed and called again.
    """
    if not can_change_people(by):
        raise NotAllowed
    persons = Person.objects.filter(import_id=import_id)
    columns = [(label, column) for label, column in person_columns() if label not in OWN]
    kept = needed(persons, "people.person", columns)
    for some in chunks(persons, kept):
        remove_persons(some)
    take_back_addresses(import_id)
    organisations = Organisation.objects.filter(import_id=import_id)
    needed_organisations = needed(organisations, "people.organisation", columns_to(Organisation))
    for some in chunks(organisations, needed_organisations):
        with transaction.atomic():
            remove("people.organisation", some)
            Organisation.objects.filter(pk__in=some).delete()
    return Kept(kept, needed_organisations)


@transaction.atomic
def remove_persons(ids: list[int]) -> None:
    EmailAddress.objects.filter(person__in=ids).delete()
    Phone.objects.filter(person__in=ids).delete()
    remove("people.person", ids)
    Person.objects.filter(pk__in=ids).delete()


@transaction.atomic
def take_back_addresses(import_id: int) -> None:
    """What the import added to persons who were known before."""
    touched: set[int] = set()
    for model in (EmailAddress, Phone):
        added = model._default_manager.filter(import_id=import_id).exclude(person__import_id=import_id)
        touched |= set(added.values_list("person", flat=True))
        added.delete()
    for some in batches(sorted(touched)):
        index_persons(list(Person.objects.filter(pk__in=some)))


def chunks(rows: "models.QuerySet[Any]", kept: Collection[int]) -> list[list[int]]:
    return batches([pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in kept])


def batches(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
