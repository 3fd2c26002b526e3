import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.care.rules import must_care
from tandem.marketing.care.sequence import FOLLOWING, follow_each_other
from tandem.marketing.care.words import CONTACTS, SaleCopy
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change, plain
from tandem.office.changes.inserting import insert_many, new_row, update_many
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.forms import USUAL
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Kind, Purpose

TOLD = ("person_id", "bought_at", "title", "lines", "amount_minor", "currency", "taken_back_at")
COLUMNS = ["person", *TOLD[1:], *FOLLOWING]


@transaction.atomic
def receive_sales(*, copies: Sequence[SaleCopy], gone: Collection[int] = (), at: datetime.datetime) -> int:
    """Sales as they stand now, and the keys of those that are not there any more. Returns how many are news.

    Told twice it is no news. As many queries for a thousand as for one.
    """
    # The statistics count the same sales next, one at a time: their turn keeps a person's rows in order too.
    take_turn(Turn.COUNTING)
    told = {copy.sale_key: columns_of(copy) for copy in copies}
    known = {row.sale_key: row for row in Purchase.objects.filter(sale_key__among=[*told, *gone])}
    touched = {row.person_id for row in known.values()} | {copy.person_id for copy in copies}
    lost = [known.pop(key) for key in gone if key in known]
    changed = [row for key, row in known.items() if written(row, told[key])]
    fresh = [
        new_row(Purchase, sale_key=key, received_at=at, **columns)
        for key, columns in told.items()
        if key not in known
    ]
    if lost:
        Purchase.objects.filter(pk__in=[row.pk for row in lost]).delete()
    if lost or changed or fresh:
        put_in_order(touched, fresh=fresh, changed=changed, lost=lost)
    return len(lost) + len(changed) + len(fresh)


def columns_of(copy: SaleCopy) -> dict[str, Any]:
    return {
        "person_id": copy.person_id,
        "bought_at": copy.bought_at,
        "title": copy.lines[0].words[:200] if copy.lines else "",
        # A single line says nothing that title and amount do not say.
        "lines": [asdict(line) for line in copy.lines] if len(copy.lines) > 1 else [],
        "amount_minor": copy.amount_minor,
        "currency": copy.currency,
        "taken_back_at": copy.taken_back_at,
    }


def written(row: Purchase, columns: dict[str, Any]) -> bool:
    """Puts the columns on the row in hand; whether any of them is news."""
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def put_in_order(
    person_ids: Iterable[int],
    *,
    fresh: Sequence[Purchase] = (),
    changed: Sequence[Purchase] = (),
    lost: Sequence[Purchase] = (),
) -> None:
    """Writes new and changed rows, and for every row of these persons what follows from the others; `lost`
    are not there any more.
    """
    in_hand = {row.pk: row for row in changed}
    standing = [in_hand.get(row.pk, row) for row in Purchase.objects.filter(person__among=list(person_ids))]
    # A row in hand may have gone to a person who is not among those it was read by.
    rows = [*{row.pk: row for row in (*standing, *changed)}.values(), *fresh]
    moved = {id(row) for row in follow_each_other(rows, lost)}
    insert_many(fresh)
    update_many(changed, COLUMNS)
    update_many([row for row in standing if id(row) in moved and row.pk not in in_hand], FOLLOWING)


@transaction.atomic
def put_persons_in_order(*, person_ids: Sequence[int]) -> None:
    """Persons became one, or two again: their purchases have moved."""
    take_turn(Turn.COUNTING)
    put_in_order(person_ids)


@transaction.atomic
def note_contact(*, person: Person, kind: str, by: Actor, at: datetime.datetime) -> Entry:
    """We kept in touch with somebody who bought."""
    must_care(by)
    if kind not in CONTACTS:
        raise Refused(_("Say how: by phone, in person or in writing."))
    return note(
        person=person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.CARE,
        direction=USUAL[Kind(kind)],
        kind=kind,
    )


def ask_again(*, purchase: Purchase, at: datetime.datetime | None) -> Change:
    """The moment from which on they want to be asked again, or none. Who may, and the journal, are with
    whoever heard it from them. Refused where they have bought since, or said something else.
    """
    written = Purchase.objects.filter(
        pk=purchase.pk, newest_at__isnull=False, ask_again_at=purchase.ask_again_at
    ).update(ask_again_at=at, asked_at_key=None, own_ask_again_at=None)
    if written != 1:
        raise Refused(_("Things have changed with this customer meanwhile. Nothing was changed."))
    before, purchase.ask_again_at = purchase.ask_again_at, at
    return Change({"ask_again_at": plain(before)}, {"ask_again_at": plain(at)})


@transaction.atomic
def leave_in_peace(*, person: Person, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """Nobody is offered to speak to this customer any more. Said twice it is said once."""
    row = begin_peace(person=person, by=by, at=at)
    return record(by=by, at=at, verb="marketing.leftinpeace.begun", row=row) if row else None


def begin_peace(*, person: Person, by: Actor, at: datetime.datetime) -> LeftInPeace | None:
    """None where they are left in peace already. Call it in a transaction; the journal is with the caller."""
    must_care(by)
    standing = Person.objects.select_for_update().get(pk=person.pk)
    if not standing.is_listed:
        raise Refused(_("This person is not there any more."))
    if LeftInPeace.objects.filter(person=standing, ended_at=None).exists():
        return None
    who = by if isinstance(by, User) else None
    return LeftInPeace.objects.create(person=standing, since=at, by=who)


def take_back_peace(*, key: int, by: Actor) -> None:
    """As if it had never been said; refused where it was ended since."""
    must_care(by)
    if LeftInPeace.objects.filter(pk=key, ended_at=None).delete()[0] != 1:
        raise Refused(_("This was ended already."))


@transaction.atomic
def end_peace(*, row: LeftInPeace, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    must_care(by)
    if row.ended_at is not None:
        raise Refused(_("This was ended already."))
    changed = change(row, expected_version=expected_version, ended_at=at)
    return record(
        by=by,
        at=at,
        verb="marketing.leftinpeace.ended",
        row=row,
        before=changed.before,
        after=changed.after,
    )


def undo_begun(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    take_back_peace(key=line.row_id or 0, by=by)


def undo_ended(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_care(by)
    row = LeftInPeace.objects.filter(pk=line.row_id or 0).exclude(ended_at=None).first()
    if row is None or LeftInPeace.objects.filter(person=row.person_id, ended_at=None).exists():
        raise Refused(_("It was changed again since. Nothing was undone."))
    change(row, ended_at=None)


UNDO = {"marketing.leftinpeace.begun": undo_begun, "marketing.leftinpeace.ended": undo_ended}
