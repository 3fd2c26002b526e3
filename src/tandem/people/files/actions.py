"""Files that stand with a person. They are kept inert (office/files); here is where they belong."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.files.actions import forget, store
from tandem.office.files.words import FileRefused
from tandem.people.files.models import PersonFile
from tandem.people.files.words import LARGEST_TOGETHER, MOST_FILES
from tandem.people.persons.models import Person

# So long an entry that was taken back can come back with its files; undo takes seven days.
KEPT_FOR = datetime.timedelta(days=14)


@transaction.atomic
def attach(
    *,
    uploads: Sequence["UploadedFile[bytes]"],
    person: Person,
    by: Actor,
    at: datetime.datetime,
    entry_id: int | None = None,
    letter_id: int | None = None,
) -> list[PersonFile]:
    """Put files beside an entry, or into a letter. All of them, or none with the reason."""
    if not can_change_people(by):
        raise NotAllowed
    if not uploads:
        return []
    there = PersonFile.objects.filter(entry=entry_id, letter=letter_id).select_related("stored")
    sizes = [one.stored.size for one in there]
    must_be_few([*sizes, *(upload.size or 0 for upload in uploads)])
    return [
        PersonFile.objects.create(
            person=person,
            entry_id=entry_id,
            letter_id=letter_id,
            stored=kept(upload, by=by, at=at),
            added_at=at,
            added_by=by if isinstance(by, User) else None,
        )
        for upload in uploads
    ]


def must_be_few(sizes: Sequence[int]) -> None:
    if len(sizes) > MOST_FILES:
        raise Refused(
            _("No more than %(number)d files at a time.") % {"number": MOST_FILES}, field="enclosed"
        )
    if sum(sizes) > LARGEST_TOGETHER:
        megabytes = LARGEST_TOGETHER // (1024 * 1024)
        raise Refused(
            _("Together these files are larger than %(megabytes)d MB.") % {"megabytes": megabytes},
            field="enclosed",
        )


def kept(upload: "UploadedFile[bytes]", *, by: Actor, at: datetime.datetime) -> Any:
    try:
        return store(upload, by=by, at=at)
    except FileRefused as refused:
        named = {"name": upload.name, "why": refused.sentence}
        raise Refused(_("%(name)s: %(why)s") % named, field="enclosed") from refused


@transaction.atomic
def take_out(*, file: PersonFile, by: Actor) -> None:
    """Out of a draft, for good."""
    if not can_change_people(by):
        raise NotAllowed
    forget([file.stored])


def let_go(*, entry_id: int, at: datetime.datetime) -> list[int]:
    """The files of an entry that goes: they stay for a while, and belong to nothing."""
    files = PersonFile.objects.filter(entry=entry_id)
    ids = list(files.values_list("pk", flat=True))
    if ids:
        files.update(entry=None, let_go_at=at)
    return ids


def take_up(*, entry_id: int, person: Person, file_ids: list[int]) -> None:
    files = PersonFile.objects.filter(pk__in=file_ids, person=person, letter=None, entry=None)
    files.update(entry=entry_id, let_go_at=None)


@transaction.atomic
def sweep(*, at: datetime.datetime) -> None:
    """Forget what was let go long ago."""
    gone = PersonFile.objects.filter(let_go_at__lt=at - KEPT_FOR).select_related("stored")
    forget([file.stored for file in gone])


def erase_files(person_ids: list[int], at: datetime.datetime) -> int:
    rows = PersonFile.objects.filter(person__in=person_ids)
    stored = [row.stored for row in rows.select_related("stored")]
    forget(stored)
    return len(stored)
