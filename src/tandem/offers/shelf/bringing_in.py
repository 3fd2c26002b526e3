"""Offers of a list, brought in and taken out again: for a thousand as many queries as for one."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tandem.offers.catalogue.actions import tidy
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import SEARCH_KIND, document_of
from tandem.offers.catalogue.rules import must_change_offers
from tandem.offers.costs.models import Cost
from tandem.offers.needs.actions import needs_for_many
from tandem.offers.needs.models import NeedKind, OfferNeed
from tandem.offers.needs.words import need_key
from tandem.offers.prices.actions import ensure_usual_list
from tandem.offers.prices.models import Price
from tandem.offers.shelf.queries import are_known
from tandem.offers.shelf.words import Described
from tandem.offers.tax.actions import ensure_tax
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.journal.actions import record
from tandem.office.search.actions import index, remove
from tandem.people.duplicates.removing import columns_to, needed

# What came with an offer goes with it; whatever else points at it keeps it.
OWN = {"offers.price", "offers.cost", "offers.offerneed"}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One row of a list: an offer, and what it costs from today on where the list says it."""

    told: Described
    price_minor: int | None = None
    cost_minor: int | None = None


@transaction.atomic
def bring_in_many(
    *, rows: Sequence[Listed], today: datetime.date, by: Actor, at: datetime.datetime, import_id: int
) -> int:
    """How many were new. Whatever is known by its number or its name stays as it is."""
    must_change_offers(by)
    known = are_known([row.told for row in rows], set())
    fresh = [row for row, is_known in zip(rows, known, strict=True) if not is_known]
    if not fresh:
        return 0
    taxes = {code.key: code for code in ensure_tax(at=at)}
    offers = [
        new_row(
            Offer,
            {"tax": taxes.get(row.told.tax)},
            **tidy({name: getattr(row.told, name) for name in ("kind", "name", "words", "unit", "code")}),
            created_at=at,
            import_id=import_id,
        )
        for row in fresh
    ]
    insert_many(offers)
    put_amounts(fresh, offers, today=today, by=by, at=at)
    put_needs(fresh, offers, by=by, at=at, import_id=import_id)
    index(map(document_of, offers))
    record(by=by, at=at, verb="offers.offer.brought_in", after={"count": len(offers), "import": import_id})
    return len(offers)


def put_amounts(
    rows: Sequence[Listed],
    offers: Sequence[Offer],
    *,
    today: datetime.date,
    by: Actor,
    at: datetime.datetime,
) -> None:
    business, usual = the_business(), ensure_usual_list()
    person = by.pk if isinstance(by, User) else None
    same: dict[str, Any] = {
        "valid_from": today,
        "currency": business.currency,
        "recorded_at": at,
        "by_id": person,
    }
    insert_many(
        [
            new_row(
                Price,
                offer_id=offer.pk,
                price_list_id=usual.pk,
                price_minor=row.price_minor,
                meant=business.prices,
                **same,
            )
            for row, offer in zip(rows, offers, strict=True)
            if row.price_minor is not None
        ]
    )
    insert_many(
        [
            new_row(Cost, offer_id=offer.pk, cost_minor=row.cost_minor, **same)
            for row, offer in zip(rows, offers, strict=True)
            if row.cost_minor is not None
        ]
    )


def put_needs(
    rows: Sequence[Listed], offers: Sequence[Offer], *, by: Actor, at: datetime.datetime, import_id: int
) -> None:
    words = [one for row in rows for one in row.told.more_needs]
    needs = needs_for_many(words=words, by=by, at=at, import_id=import_id)
    met = {
        (offer.pk, needs[key].pk): None
        for row, offer in zip(rows, offers, strict=True)
        for one in row.told.more_needs
        if (key := need_key(one))
    }
    insert_many([new_row(OfferNeed, offer_id=offer, need_id=need) for offer, need in met])


@transaction.atomic
def take_out_imported(*, import_id: int, by: Actor, at: datetime.datetime) -> Collection[int]:
    """Takes out the offers that one import made and nobody worked on since; the keys of those that stay."""
    must_change_offers(by)
    rows = Offer.objects.filter(import_id=import_id)
    columns = [(label, name) for label, name in columns_to(Offer) if label not in OWN]
    kept = needed(rows, "offers.offer", columns)
    gone = [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in kept]
    remove(SEARCH_KIND, gone)
    Offer.objects.filter(import_id=import_id).exclude(pk__in=kept).delete()
    needs = NeedKind.objects.filter(import_id=import_id)
    met = needed(needs, "offers.needkind", columns_to(NeedKind))
    needs.exclude(pk__in=met).delete()
    record(by=by, at=at, verb="offers.offer.taken_out", after={"count": len(gone), "import": import_id})
    return kept
