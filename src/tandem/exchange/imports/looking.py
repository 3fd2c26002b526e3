"""What a file would bring in, told before anything changes."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from tandem.exchange.imports.enquiries import BY_CONTENT, contact_of, system_of
from tandem.exchange.imports.offers import listed
from tandem.exchange.imports.opened import Opened
from tandem.exchange.imports.people import person_of
from tandem.exchange.imports.queries import LISTED, by_reason, is_numbered_here
from tandem.exchange.imports.words import (
    FIELD_NAMES,
    OUTCOME_NAMES,
    ImportKind,
)
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow, fingerprint
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import known_keys
from tandem.offers.needs.rules import must_leave_room
from tandem.offers.needs.words import need_key
from tandem.offers.shelf.bringing_prices import are_priced, must_take_lists
from tandem.offers.shelf.queries import are_known
from tandem.offers.shelf.words import Seen
from tandem.office.business.hours import ONE_DAY
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.people.organisations.queries import found_by_name
from tandem.people.organisations.words import folded
from tandem.people.persons.models import Person
from tandem.people.persons.queries import known_for
from tandem.people.persons.rules import person_meant
from tandem.people.persons.words import Contact, names_agree, read_contact

SHOWN = 5
# What a need is marked with among what a look at offers has seen.
NEED = "need"


@dataclass(frozen=True)
class DryRun:
    """What would happen, without a change: counts over the whole file, and a few rows as they would come in.

    `here` rows are in already, or stand twice in the file; `known` are about somebody who is known. Of those
    that are in already, `elsewhere` have a number that came in with another day, or another name where the
    rows are persons: it may be that of another list.
    """

    read: int
    new: int
    here: int
    known: int
    rejected: int
    elsewhere: int = 0
    reasons: list[tuple[str, int]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    sample: list[list[tuple[str, str]]] = field(default_factory=list)


def dry_run(opened: Opened, *, now: datetime.datetime) -> DryRun:
    """Read the whole file and write nothing. Raises FileRefused."""
    read = here = known = elsewhere = 0
    reasons: Counter[str] = Counter()
    rejections: list[Rejection] = []
    sample: list[list[tuple[str, str]]] = []
    seen: set[object] = set()
    for batch in opened.batches(now=now):
        rows = [row for _number, row in batch if not isinstance(row, Rejection)]
        bad = [row for _number, row in batch if isinstance(row, Rejection)]
        read += len(batch)
        reasons.update(row.reason for row in bad)
        rejections += bad[: LISTED - len(rejections)]
        sample += [shown_row(row, opened.zone) for row in rows[: SHOWN - len(sample)]]
        of_batch = LOOKING[ImportKind(opened.run.kind)](rows, opened, seen)
        here += of_batch.here
        known += of_batch.known
        elsewhere += of_batch.elsewhere
    rejected = sum(reasons.values())
    told = by_reason(dict(reasons))
    return DryRun(read, read - rejected - here, here, known, rejected, elsewhere, told, rejections, sample)


def rows_elsewhere(opened: Opened, *, now: datetime.datetime) -> int:
    """How many of the rows have a number that may be that of another list. Raises FileRefused."""
    return dry_run(opened, now=now).elsewhere if is_numbered_here(opened.run) else 0


class Among(NamedTuple):
    """How many of some rows are here already, and how many of the others are about somebody known. Of those
    that are here, `elsewhere` have a number that came in with another day or, of persons, another name.
    """

    here: int
    known: int = 0
    elsewhere: int = 0


def look_at_enquiries(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> Among:
    system = system_of(opened.run)
    keys = [(system, str(row.get("id"))) if row.get("id") else (BY_CONTENT, fingerprint(row)) for row in rows]
    there = known_keys(set(keys))
    new = []
    for key, row in zip(keys, rows, strict=True):
        if key not in there and key not in seen:
            new.append(row)
        seen.add(key)
    elsewhere = of_another_day({there[key]: row for key, row in zip(keys, rows, strict=True) if key in there})
    known = sum(person is not None for person in meant_among([contact_of(row) for row in new], opened))
    return Among(len(rows) - len(new), known, elsewhere)


def of_another_day(rows: dict[int, TypedRow]) -> int:
    """By key of the enquiry that has their number: how many of the rows tell another day of it. Names are not
    compared: whoever asks from an address that is known is called as we call them.
    """
    if not rows:
        return 0
    heard = Enquiry.objects.filter(pk__among=list(rows)).order_by().values_list("pk", "heard_at")
    told = ((rows[pk].get("heard_at"), at) for pk, at in heard)
    return sum(1 for said, at in told if said is not None and abs(said - at) > ONE_DAY)


def look_at_persons(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> Among:
    contacts = [person_of(row, opened.run) for row in rows]
    meant = meant_among(contacts, opened)
    known, twice, elsewhere = sum(person is not None for person in meant), 0, 0
    for contact, person in zip(contacts, meant, strict=True):
        marks = {("key", contact.external_key), *(("email", email.casefold()) for email in contact.emails)}
        marks -= {("key", "")}
        twice += person is None and bool(marks & seen)
        elsewhere += person is not None and is_called_otherwise(contact, person)
        seen |= marks
    return Among(known + twice, known, elsewhere)


def is_called_otherwise(contact: Contact, person: Person) -> bool:
    """Of somebody who is known by the number in the list."""
    named = contact.name and person.name and contact.external_key == person.external_key
    return bool(named) and not names_agree(folded(contact.name), person.folded)


def look_at_organisations(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> Among:
    names = [folded(row.get("name") or "") for row in rows]
    there = found_by_name(set(names))
    known = twice = 0
    for name in names:
        known += name in there
        twice += name not in there and name in seen
        seen.add(name)
    return Among(known + twice, known)


def look_at_offers(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> Among:
    """How many of the rows are here already; offers are about nobody. Raises FileRefused where what is new
    would meet more needs, or stand in more price lists, than there may be, or in a list that is retired.
    """
    found = [listed(row, opened.business.currency) for row in rows]
    so_far = next((one for one in seen if isinstance(one, Seen)), None) or Seen()
    today = timezone.localdate(timezone=business_zone(opened.business))
    known = are_known([row.told for row in found], so_far)
    priced = are_priced(found, today, so_far, import_id=opened.run.pk)
    here = [is_known and is_priced for is_known, is_priced in zip(known, priced, strict=True)]
    seen.add(so_far)
    for row, is_known in zip(found, known, strict=True):
        seen |= set() if is_known else {(NEED, need_key(words)) for words in row.told.more_needs}
    try:
        must_leave_room(mark[1] for mark in seen if isinstance(mark, tuple))
        must_take_lists([row for row, is_here in zip(found, here, strict=True) if not is_here], so_far)
    except Refused as refused:
        raise FileRefused(refused.sentence) from refused
    return Among(sum(here))


LOOKING = {
    ImportKind.ENQUIRIES: look_at_enquiries,
    ImportKind.PERSONS: look_at_persons,
    ImportKind.ORGANISATIONS: look_at_organisations,
    ImportKind.OFFERS: look_at_offers,
}


def meant_among(contacts: Sequence[Contact], opened: Opened) -> list[Person | None]:
    """Who each of them is, of those whom we know."""
    read = [read_contact(contact, opened.business.country) for contact in contacts]
    known = known_for(read)
    return [person_meant(contact, known) for contact in read]


def known_in_front(opened: Opened, *, now: datetime.datetime) -> tuple[int, int]:
    """Of the first rows that can come in: how many there are, and how many are of somebody known."""
    batch = next(opened.batches(now=now), [])
    rows = [row for _number, row in batch if not isinstance(row, Rejection)]
    return len(rows), LOOKING[ImportKind(opened.run.kind)](rows, opened, set()).known


def shown_row(row: TypedRow, zone: ZoneInfo) -> list[tuple[str, str]]:
    """A row as it would come in: what each field is called, and its value."""
    return [
        (str(FIELD_NAMES.get(name, name)), shown(name, value, zone)) for name, value in row.values.items()
    ]


def shown(name: str, value: object, zone: ZoneInfo) -> str:
    if name == "outcome":
        return str(OUTCOME_NAMES[str(value)])
    if isinstance(value, datetime.datetime):
        return date_format(value.astimezone(zone), "j F Y, H:i")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)[:200]
