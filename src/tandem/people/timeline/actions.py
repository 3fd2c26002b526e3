import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.actions import change, plain
from tandem.office.changes.inserting import insert_many
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.files.actions import let_go, take_up
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.persons.models import Person
from tandem.people.persons.queries import standing_for
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import awaits_answer
from tandem.people.timeline.rules import (
    must_be_minutes,
    must_be_of_its_kinds,
    must_be_ours_to_change,
    must_have_happened,
)
from tandem.people.timeline.words import SPOKEN, Direction, Kind, Purpose

# What an edit may change, by the names of the columns.
EDITED = {"at", "by_id", "kind", "purpose", "direction", "title", "words", "theirs", "minutes", "outcome"}
# What of an entry that was taken back is kept in the journal, so that it can come back.
KEPT = (*sorted(EDITED), "recorded_at", "origin", "origin_id", "about", "about_id", "version")


@transaction.atomic
def note(
    *,
    person: Person,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime,
    purpose: Purpose | str,
    direction: Direction | str,
    kind: Kind | str,
    title: str = "",
    words: str = "",
    theirs: bool = False,
    minutes: int | None = None,
    outcome: str = "",
    automatic: bool = False,
    origin: str = "",
    origin_id: int | None = None,
    about: str = "",
    about_id: int | None = None,
) -> Entry:
    """Write one line on a person's timeline. An entry with an origin is told in the journal by the action
    that notes it; others get their own line, which can be undone."""
    if not can_change_people(by):
        raise NotAllowed
    if not person.is_listed:
        raise Refused(_("This person is not there any more."))
    must_be_minutes(minutes)
    entry = Entry.objects.create(
        person=person,
        at=happened_at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
        purpose=Purpose(purpose),
        direction=Direction(direction),
        kind=Kind(kind),
        title=one_line(title)[:200],
        words=some_lines(words),
        theirs=theirs,
        minutes=minutes,
        outcome=outcome,
        automatic=automatic,
        origin=origin,
        origin_id=origin_id,
        about=about,
        about_id=about_id,
    )
    if not origin:
        record(by=by, at=at, verb="people.entry.noted", row=entry, after={"person": person.pk})
    announce_spoken([entry], at=at)
    return entry


# No savepoint of its own: nobody goes on where a part of an action failed.
@transaction.atomic(savepoint=False)
def note_many(*, entries: list[Entry], at: datetime.datetime) -> list[Entry]:
    """Write many at once, as an import or the clock does. The caller checks who may and writes the
    journal.
    """
    for entry in entries:
        entry.recorded_at = at
    insert_many(entries)
    announce_spoken(entries, at=at)
    return entries


def announce_spoken(entries: list[Entry], *, at: datetime.datetime) -> None:
    """What we said, and what they wrote to us."""
    if spoken := [entry.pk for entry in entries if entry.direction in SPOKEN]:
        announce("people.spoken", at=at, entry_ids=spoken)
    if written := [entry.pk for entry in entries if awaits_answer(entry)]:
        announce("people.written", at=at, entry_ids=written)


@transaction.atomic
def edit_note(
    *,
    entry: Entry,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    **columns: Any,
) -> JournalLine | None:
    """Put right what somebody noted by hand. Whom it is with stays."""
    must_be_ours_to_change(entry, by)
    columns["at"] = happened_at or entry.at
    if unknown := set(columns) - EDITED:
        raise TypeError(f"edit_note does not change {sorted(unknown)}")
    must_be_of_its_kinds(entry, columns.get("kind", entry.kind))
    must_be_minutes(columns.get("minutes"))
    must_have_happened(columns["at"], at)
    if "words" in columns:
        columns["words"] = some_lines(columns["words"])
    if "title" in columns:
        columns["title"] = one_line(columns["title"])[:200]
    changed = change(entry, expected_version=expected_version, **columns)
    if not changed:
        return None
    told_anew(entry, at=at)
    return record(
        by=by, at=at, verb="people.entry.edited", row=entry, before=changed.before, after=changed.after
    )


def undo_edited(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    entry = Entry.objects.filter(pk=line.row_id or 0).first()
    if entry is None:
        raise Refused(_("This note is not there any more."))
    must_be_ours_to_change(entry, by)
    after = columns_from(line.after)
    if any(plain(getattr(entry, name)) != plain(value) for name, value in after.items()):
        raise Refused(_("This was changed again since. Nothing was undone."))
    change(entry, **columns_from(line.before))
    told_anew(entry, at=at)


def told_anew(entry: Entry, *, at: datetime.datetime) -> None:
    """What follows from an entry follows from it as it stands now."""
    announce("people.unnoted", at=at, person_id=entry.person_id, entry_ids=[entry.pk])
    announce_spoken([entry], at=at)


@transaction.atomic
def take_back_entry(*, entry: Entry, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """It stood here by mistake. The journal keeps it with the person, so that it can come back."""
    must_be_ours_to_change(entry, by)
    if not Entry.objects.select_for_update().filter(pk=entry.pk).exists():
        raise Refused(_("This note is not there any more."))
    # A lost update is told here as everywhere: nobody takes back what they have not seen.
    change(entry, expected_version=expected_version, recorded_at=entry.recorded_at)
    kept = {name: plain(getattr(entry, name)) for name in KEPT}
    # The line tells of the person, of whom nobody wants to read by whose key it was.
    kept |= {"noted_by": kept.pop("by_id"), "entry": entry.pk, "files": let_go(entry_id=entry.pk, at=at)}
    line = record(by=by, at=at, verb="people.entry.taken_back", row=entry.person, before=kept)
    remove_entry(entry, at=at)
    return line


def undo_taken_back(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    if not can_change_people(by):
        raise NotAllowed
    person = standing_for({line.row_id or 0}).get(line.row_id or 0)
    if person is None or not line.before:
        raise Refused(_("This person is not there any more."))
    columns = {**columns_from(line.before, KEPT), "by_id": line.before["noted_by"]}
    entry = Entry(pk=line.before["entry"], person=person, **columns)
    entry.save(force_insert=True)
    take_up(entry_id=entry.pk, person=person, file_ids=line.before["files"])
    announce_spoken([entry], at=at)


def take_back_note(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The undo of a note."""
    if not can_change_people(by):
        raise NotAllowed
    entry = Entry.objects.filter(pk=line.row_id).first() if line.row_id else None
    if entry is None:
        raise Refused(_("This note is not there any more."))
    let_go(entry_id=entry.pk, at=at)
    remove_entry(entry, at=at)


def remove_entry(entry: Entry, *, at: datetime.datetime) -> None:
    """Take an entry out; the caller knows who may, and tells the journal."""
    person_id, entry_id = entry.person_id, entry.pk
    entry.delete()
    announce("people.unnoted", at=at, person_id=person_id, entry_ids=[entry_id])


def columns_from(kept: dict[str, Any], names: Any = EDITED) -> dict[str, Any]:
    """Columns as the journal keeps them."""
    moments = ("at", "recorded_at")
    return {
        name: datetime.datetime.fromisoformat(kept[name]) if name in moments else kept[name]
        for name in names
        if name in kept
    }
