import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import document_of
from tandem.offers.catalogue.rules import must_be_sound, must_change_offers
from tandem.offers.catalogue.words import LONGEST_CODE, LONGEST_UNIT, OfferKind, name_key
from tandem.offers.tax.models import TaxCode
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change, plain
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index

COLUMNS = {"kind", "name", "words", "unit", "code", "tax", "adds_up"}


@transaction.atomic
def add_offer(
    *,
    name: str,
    by: Actor,
    at: datetime.datetime,
    kind: str = OfferKind.SERVICE,
    words: str = "",
    unit: str = "",
    code: str = "",
    tax: TaxCode | None = None,
    adds_up: bool = False,
) -> Offer:
    must_change_offers(by)
    columns = tidy({"kind": kind, "name": name, "words": words, "unit": unit, "code": code})
    columns |= {"tax": tax, "adds_up": adds_up}
    must_be_sound(columns)
    try:
        with transaction.atomic():
            offer = Offer.objects.create(**columns, created_at=at)
    except IntegrityError:
        # Somebody else added the same in this moment.
        raise Refused(_("There is an offer of that name or number already."), field="name") from None
    record(by=by, at=at, verb="offers.offer.added", row=offer)
    index([document_of(offer)])
    return offer


@transaction.atomic
def edit_offer(
    *, offer: Offer, expected_version: int | None = None, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """What it is and how it is called; its price, its cost and its needs have actions of their own."""
    must_change_offers(by)
    if unknown := set(columns) - COLUMNS:
        raise TypeError(f"edit_offer does not change {sorted(unknown)}")
    columns = tidy(columns)
    must_be_sound(columns, offer)
    changed = change(offer, expected_version=expected_version, **columns)
    if not changed:
        return None
    index([document_of(offer)])
    before, after = without_key(changed.before), without_key(changed.after)
    return record(by=by, at=at, verb="offers.offer.edited", row=offer, before=before, after=after)


@transaction.atomic
def retire(*, offer: Offer, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """It is not offered any more. Quotes and orders that name it stay as they are."""
    must_change_offers(by)
    if offer.is_retired:
        return None
    changed = change(offer, expected_version=expected_version, retired_at=at)
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="offers.offer.retired", row=offer, before=before, after=after)


@transaction.atomic
def bring_back(
    *, offer: Offer, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_offers(by)
    if not offer.is_retired:
        return None
    changed = change(offer, expected_version=expected_version, retired_at=None)
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="offers.offer.brought_back", row=offer, before=before, after=after)


def tidy(columns: dict[str, Any]) -> dict[str, Any]:
    """In one line where it is one, no longer than it may be; the key follows the name."""
    tidied = dict(columns)
    if "name" in tidied:
        tidied["name"] = " ".join(tidied["name"].split())
        tidied["key"] = name_key(tidied["name"])
    if "words" in tidied:
        tidied["words"] = tidied["words"].strip()
    for column, longest in (("unit", LONGEST_UNIT), ("code", LONGEST_CODE)):
        if column in tidied:
            tidied[column] = " ".join(tidied[column].split())[:longest]
    return tidied


def without_key(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "key"}


def undo_columns(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts the columns of one journal line back, if nobody changed them since."""
    must_change_offers(by)
    offer = Offer.objects.filter(pk=line.row_id or 0).first()
    if offer is None:
        raise Refused(_("It is not there any more."))
    fields = [column(name) for name in line.after]
    if {field.name: plain(getattr(offer, field.attname)) for field in fields} != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    before = {field.attname: field.to_python(line.before[field.name]) for field in fields}
    if "name" in before:
        before = tidy(before)
    must_be_sound(before, offer)
    change(offer, **before)
    index([document_of(offer)])


def column(name: str) -> "models.Field[Any, Any]":
    found = Offer._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column")
    return found
