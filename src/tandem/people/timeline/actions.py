import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.inserting import insert_many
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import SPOKEN, Direction, Kind, Purpose

LONGEST_MINUTES = 24 * 60


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
    automatic: bool = False,
    origin: str = "",
    origin_id: int | None = None,
) -> Entry:
    """Write one line on a person's timeline. An entry with an origin is told in the journal by the action
    that notes it; others get their own line, which can be undone."""
    if not can_change_people(by):
        raise NotAllowed
    if not person.is_listed:
        raise Refused(_("This person is not there any more."))
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Minutes are a number between 0 and 1,440."), field="minutes")
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
        automatic=automatic,
        origin=origin,
        origin_id=origin_id,
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
    if spoken := [entry.pk for entry in entries if entry.direction in SPOKEN]:
        announce("people.spoken", at=at, entry_ids=spoken)


def take_back_note(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The undo of a note."""
    if not can_change_people(by):
        raise NotAllowed
    entry = Entry.objects.filter(pk=line.row_id).first() if line.row_id else None
    if entry is None:
        raise Refused(_("This note is not there any more."))
    person_id, entry_id = entry.person_id, entry.pk
    entry.delete()
    announce("people.unnoted", at=at, person_id=person_id, entry_ids=[entry_id])
