"""The register of personal data: every model with a way to a person is in it (a test over the models
proves it).
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.actions import plain
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.privacy.models import SuppressedAddress
from tandem.people.privacy.words import (
    EraseFunction,
    ExportFunction,
    PersonalData,
    ScrubFunction,
    Traces,
    Way,
)

BATCH = 500
_personal: dict[str, PersonalData] = {}
_scrubbers: dict[str, ScrubFunction] = {}
_spoken_of: list[tuple[str, str, str]] = []


def register_personal_data(
    model: str, path: Way, *, erase: EraseFunction, export: ExportFunction | None = None, law_keeps: Any = ""
) -> None:
    """Say what to do with the rows of `model` ("marketing.enquiry") that reach a person by `path` ("person").

    Where no foreign keys lead to the person, `path(person_ids)` says what to look for.

    Without `export`, every column of the rows is given out. Use `blank`, `remove` or `nothing_personal` to
    erase.
    """
    label = model.lower()
    _personal[label] = PersonalData(label, path, export or every_column(label, path), erase, law_keeps)


def register_traces(name: str, scrub: ScrubFunction) -> None:
    """`scrub(traces, at)` takes a person out of tables that do not point at persons: the journal, the
    search.
    """
    _scrubbers[name] = scrub


def register_spoken_of(model: str, path: str, column: str) -> None:
    """`column` of `model` holds a name or an address that somebody went by there: it is scrubbed too."""
    if (entry := (model, path, column)) not in _spoken_of:
        _spoken_of.append(entry)


def registered() -> dict[str, PersonalData]:
    return dict(_personal)


def scrubbers() -> dict[str, ScrubFunction]:
    return dict(_scrubbers)


def rows_of(model: str, path: Way, person_ids: list[int]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = apps.get_model(model)._default_manager.order_by("pk")
    if callable(path):
        return rows.filter(path(person_ids))
    return rows.filter(**{f"{path}__in": person_ids})


def every_column(model: str, path: Way) -> ExportFunction:
    def export(person_ids: list[int]) -> list[dict[str, Any]]:
        rows = rows_of(model, path, person_ids)
        return [{name: plain(value) for name, value in row.items()} for row in rows.values()]

    return export


def blank(model: str, path: str, **columns: Any) -> EraseFunction:
    """Overwrite these columns, and keep the row with its numbers and times."""
    return Blanking(model, path, columns)


def remove(model: str, path: str) -> EraseFunction:
    return Removing(model, path)


@dataclass(frozen=True)
class Blanking:
    model: str
    path: str
    columns: dict[str, Any]
    leaves = _("Numbers and times, emptied of what is personal.")

    def __call__(self, person_ids: list[int], at: datetime.datetime) -> int:
        return rows_of(self.model, self.path, person_ids).order_by().update(**self.columns)


@dataclass(frozen=True)
class Removing:
    model: str
    path: str
    leaves = _("Nothing.")

    def __call__(self, person_ids: list[int], at: datetime.datetime) -> int:
        return rows_of(self.model, self.path, person_ids).order_by().delete()[0]


def nothing_personal(person_ids: list[int], at: datetime.datetime) -> int:
    """For rows that point at a person but hold only keys, numbers and times."""
    return 0


def everybody_in(person: Person) -> list[int]:
    """The person and those who were merged into them."""
    return [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]


@dataclass(frozen=True)
class Share:
    """How much of one model is about a person, and what an erasure leaves of it."""

    model: str
    title: str
    number: int
    leaves: str


def shares_of(person: Person) -> list[Share]:
    """What there is about a person, for the pages that ask before export and erasure. Rows that hold only
    keys, numbers and times are not listed.
    """
    ids = everybody_in(person)
    shares = []
    for data in _personal.values():
        number = rows_of(data.model, data.path, ids).count() if data.erase is not nothing_personal else 0
        if number:
            leaves = data.law_keeps or getattr(data.erase, "leaves", Blanking.leaves)
            shares.append(Share(data.model, title_of(data.model), number, str(leaves)))
    return shares


def title_of(label: str) -> str:
    words = str(apps.get_model(label)._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def traces_of(person: Person) -> Traces:
    ids = everybody_in(person)
    rows = {
        data.model: list(rows_of(data.model, data.path, ids).values_list("pk", flat=True))
        for data in _personal.values()
    }
    names = Person.objects.filter(pk__in=ids).values_list("name", flat=True)
    emails = EmailAddress.objects.filter(person__in=ids).values_list("address", flat=True)
    phones = Phone.objects.filter(person__in=ids).values_list("number", "typed")
    elsewhere = [
        word
        for model, path, column in _spoken_of
        for word in rows_of(model, path, ids).order_by().values_list(column, flat=True).distinct()
    ]
    # A first name alone would strike out half of the journal.
    words = {name for name in (*names, *elsewhere) if " " in name or "@" in name}
    words.update(emails, *phones)
    return Traces(rows, tuple(sorted(word for word in words if len(word) > 4)))


def digest(address: str) -> str:
    """A keyed hash: it tells whether an address is on the list, and the list tells no address."""
    return salted_hmac("tandem.people.suppressed", address, algorithm="sha256").hexdigest()


def suppressed(addresses: list[str]) -> set[str]:
    """Which of these folded e-mail addresses and E.164 numbers must never be written to again."""
    by_digest = {digest(address): address for address in addresses}
    return {by_digest[one] for one in suppressed_among(digests=list(by_digest))}


@kept(digests=CharField())
def suppressed_among(digests: Given) -> "QuerySet[SuppressedAddress, str]":
    return SuppressedAddress.objects.filter(digest__among=digests).values_list("digest", flat=True)
