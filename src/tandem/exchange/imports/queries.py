import datetime
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.exchange.imports.enquiries import BY_CONTENT, contact_of, sellers_by_name, system_of
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.offers import listed
from tandem.exchange.imports.opened import Opened
from tandem.exchange.imports.people import person_of
from tandem.exchange.imports.words import (
    ENQUIRY,
    FIELD_NAMES,
    OFFER,
    ORGANISATION,
    OUTCOME_NAMES,
    PERSON,
    ImportKind,
    RunState,
)
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow, fingerprint
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import known_keys
from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.rules import must_leave_room
from tandem.offers.needs.words import need_key
from tandem.offers.shelf.bringing_prices import are_priced, must_take_lists
from tandem.offers.shelf.queries import are_known
from tandem.offers.shelf.words import Seen
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.people.organisations.models import Organisation
from tandem.people.organisations.queries import found_by_name
from tandem.people.organisations.words import folded
from tandem.people.persons.models import Person
from tandem.people.persons.queries import known_for, name_all
from tandem.people.persons.rules import person_meant
from tandem.people.persons.words import Contact, read_contact

SHOWN = 5
LISTED = 20
MOST_NAMED = 100
# What a need is marked with among what a look at offers has seen.
NEED = "need"


class Kept(NamedTuple):
    """A row that stayed when its file was taken out."""

    name: str
    url: str


@dataclass(frozen=True)
class DryRun:
    """What would happen, without a change: counts over the whole file, and a few rows as they would come in.

    `here` rows are in already, or stand twice in the file; `known` are about somebody who is known.
    """

    read: int
    new: int
    here: int
    known: int
    rejected: int
    reasons: list[tuple[str, int]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    sample: list[list[tuple[str, str]]] = field(default_factory=list)


def runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("by")


def given_before(run: ImportRun) -> ImportRun | None:
    """An earlier run of the very same file that is still in."""
    earlier = ImportRun.objects.filter(digest=run.digest, kind=run.kind, state=RunState.DONE, imported__gt=0)
    return earlier.exclude(pk=run.pk).order_by("-finished_at").first()


def to_go_on_with(*, digest: str, kind: str) -> ImportRun | None:
    """A run of the very same file that was stopped midway, by a kill or a refusal."""
    stopped = ImportRun.objects.filter(
        digest=digest, kind=kind, state__in=(RunState.RUNNING, RunState.FAILED)
    )
    return stopped.select_related("by").order_by("-pk").first()


def dry_run(opened: Opened, *, now: datetime.datetime) -> DryRun:
    """Read the whole file and write nothing. Raises FileRefused."""
    read = here = known = 0
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
        here += of_batch[0]
        known += of_batch[1]
    rejected = sum(reasons.values())
    return DryRun(
        read, read - rejected - here, here, known, rejected, by_reason(dict(reasons)), rejections, sample
    )


def by_reason(reasons: dict[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, with the field as it is called on screen."""
    most = sorted(reasons.items(), key=lambda one: -one[1])
    return [(readable(reason), count) for reason, count in most]


def readable(reason: str) -> str:
    field, _space, rest = reason.partition(" ")
    return f"“{FIELD_NAMES[field]}” {rest}" if field in FIELD_NAMES else reason


def look_at_enquiries(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> tuple[int, int]:
    """How many of the rows are here already, and how many of the others are of somebody known."""
    system = system_of(opened.run)
    keys = [(system, str(row.get("id"))) if row.get("id") else (BY_CONTENT, fingerprint(row)) for row in rows]
    there = known_keys(set(keys))
    new = []
    for key, row in zip(keys, rows, strict=True):
        if key not in there and key not in seen:
            new.append(row)
        seen.add(key)
    return len(rows) - len(new), sum(known_among([contact_of(row) for row in new], opened))


def look_at_persons(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> tuple[int, int]:
    contacts = [person_of(row, opened.run) for row in rows]
    known = known_among(contacts, opened)
    twice = 0
    for contact, is_known in zip(contacts, known, strict=True):
        marks = {("key", contact.external_key), *(("email", email.casefold()) for email in contact.emails)}
        marks -= {("key", "")}
        twice += not is_known and bool(marks & seen)
        seen |= marks
    return sum(known) + twice, sum(known)


def look_at_organisations(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> tuple[int, int]:
    names = [folded(row.get("name") or "") for row in rows]
    there = found_by_name(set(names))
    known = twice = 0
    for name in names:
        known += name in there
        twice += name not in there and name in seen
        seen.add(name)
    return known + twice, known


def look_at_offers(rows: Sequence[TypedRow], opened: Opened, seen: set[object]) -> tuple[int, int]:
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
    return sum(here), 0


LOOKING = {
    ImportKind.ENQUIRIES: look_at_enquiries,
    ImportKind.PERSONS: look_at_persons,
    ImportKind.ORGANISATIONS: look_at_organisations,
    ImportKind.OFFERS: look_at_offers,
}


def known_among(contacts: Sequence[Contact], opened: Opened) -> list[bool]:
    read = [read_contact(contact, opened.business.country) for contact in contacts]
    known = known_for(read)
    return [person_meant(contact, known) is not None for contact in read]


def known_in_front(opened: Opened, *, now: datetime.datetime) -> tuple[int, int]:
    """Of the first rows that can come in: how many there are, and how many are of somebody known."""
    batch = next(opened.batches(now=now), [])
    rows = [row for _number, row in batch if not isinstance(row, Rejection)]
    _here, known = LOOKING[ImportKind(opened.run.kind)](rows, opened, set())
    return len(rows), known


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


def columns(opened: Opened) -> list[tuple[str, list[str]]]:
    """Each column of the file with its first few values, for choosing."""
    lines = opened.source.sample(LISTED)
    return [
        (header, [str(line.cells[place])[:60] for line in lines if line.cells[place] not in (None, "")][:3])
        for place, header in enumerate(opened.source.headers)
    ]


def unknown_sellers(opened: Opened) -> dict[str, int]:
    """The names that the file gives to sellers and nobody here has, with how many rows name them."""
    if opened.run.kind != ImportKind.ENQUIRIES:
        return {}
    known = {name for name, user in sellers_by_name().items() if user.is_active}
    return {name: count for name, count in opened.found.owners.items() if name.casefold() not in known}


def users() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("name", "email")


def job_progress(run: ImportRun) -> int:
    """From 0 to 100. The number of rows was counted when the file was read, and may be a little too high."""
    return min(100, run.read * 100 // run.total) if run.total else 0


def kept_rows(run: ImportRun) -> list[Kept]:
    """What stayed when the file was taken out, by name, because somebody needs it."""
    found: dict[str, list[int]] = {}
    for name in run.kept[:MOST_NAMED]:
        kind, _colon, pk = name.partition(":")
        found.setdefault(kind, []).append(int(pk))
    enquiries = list(Enquiry.objects.filter(pk__in=found.get(ENQUIRY, [])).select_related("person"))
    persons = list(Person.objects.filter(pk__in=found.get(PERSON, [])))
    name_all([*(one.person for one in enquiries), *persons])
    organisations = Organisation.objects.filter(pk__in=found.get(ORGANISATION, []))
    offers = Offer.objects.filter(pk__in=found.get(OFFER, []))
    return [
        *(
            Kept(
                _("Enquiry of %(person)s") % {"person": one},
                reverse("marketing:enquiry", args=[one.pk]),
            )
            for one in enquiries
        ),
        *(Kept(str(one), reverse("people:person", args=[one.pk])) for one in persons),
        *(Kept(str(one), reverse("people:organisation", args=[one.pk])) for one in organisations),
        *(Kept(str(one), one.get_absolute_url()) for one in offers),
    ]


def rejected_batches(run: ImportRun) -> itertools.chain[tuple[int, str, dict[str, str]]]:
    """Every rejected row in the order of the file: number, reason, and the row as it was read."""
    rows = run.rejected_rows.order_by("number").values_list("number", "reason", "raw")
    return itertools.chain(rows.iterator(chunk_size=1000))
