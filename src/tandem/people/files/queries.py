from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, Q, QuerySet
from django.urls import reverse

from tandem.office.accounts.rules import Actor
from tandem.office.statements.kept import Given, kept
from tandem.people.files.models import PersonFile


@dataclass(frozen=True)
class Shown:
    """A file as a page tells of it; without an address it is named only, with the reason."""

    name: str
    size: int
    url: str = ""
    not_kept: str = ""


def visible_to(user: Actor) -> QuerySet[PersonFile]:
    """Not of somebody who is erased, not of an entry that was taken back, not of another's draft."""
    drafts = Q(letter__sent_at=None) & Q(letter__isnull=False)
    others = drafts & ~Q(letter__by=getattr(user, "pk", None))
    there = PersonFile.objects.filter(person__erased_at=None, let_go_at=None)
    return there.exclude(others).select_related("stored")


def shown(file: PersonFile) -> Shown:
    return Shown(file.stored.name, file.stored.size, reverse("people:file", args=[file.pk]))


def files_beside(entry_ids: list[int]) -> dict[int, list[Shown]]:
    """By the entry; one query."""
    found: dict[int, list[Shown]] = defaultdict(list)
    for file in of_entries(entries=entry_ids):
        found[file.entry_id or 0].append(shown(file))
    return found


@kept(entries=BigIntegerField())
def of_entries(entries: Given) -> "QuerySet[PersonFile]":
    return PersonFile.objects.filter(entry__among=entries).select_related("stored")


def files_in(letter_ids: list[int]) -> dict[int, list[Shown]]:
    """By the letter; one query."""
    found: dict[int, list[Shown]] = defaultdict(list)
    for file in of_letters(letters=letter_ids):
        found[file.letter_id or 0].append(shown(file))
    return found


@kept(letters=BigIntegerField())
def of_letters(letters: Given) -> "QuerySet[PersonFile]":
    return PersonFile.objects.filter(letter__among=letters).select_related("stored")
