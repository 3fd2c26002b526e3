"""Offers of a list, brought in and taken out again: for a thousand as many queries as for one."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.actions import tidy
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import SEARCH_KIND, document_of
from tandem.offers.catalogue.rules import must_change_offers
from tandem.offers.catalogue.words import OfferKind
from tandem.offers.costs.models import Cost
from tandem.offers.needs.actions import needs_for_many
from tandem.offers.needs.models import NeedKind, OfferNeed
from tandem.offers.needs.words import need_key
from tandem.offers.prices.models import Price
from tandem.offers.shelf.bringing_prices import are_priced, drop_unused_lists, found_by, put_prices
from tandem.offers.shelf.queries import are_known
from tandem.offers.shelf.words import Listed, Seen
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
IN_BUNDLE = ("offers.bundlepart", "bundle")


@transaction.atomic
def bring_in_many(
    *, rows: Sequence[Listed], today: datetime.date, by: Actor, at: datetime.datetime, import_id: int
) -> int:
    """How many were new, and prices of offers that are known. Whatever is known by its number or its name
    stays as it is.
    """
    must_change_offers(by)
    seen = Seen()
    known = are_known([row.told for row in rows], seen)
    priced = are_priced(rows, today, seen, import_id=import_id)
    fresh = [row for row, is_known in zip(rows, known, strict=True) if not is_known]
    others = [
        row
        for row, is_known, is_priced in zip(rows, known, priced, strict=True)
        if is_known and not is_priced
    ]
    if fresh:
        put_offers(fresh, today=today, by=by, at=at, import_id=import_id)
    prices = put_prices(others, today=today, by=by, at=at, import_id=import_id) if others else 0
    if fresh or prices:
        told = {"count": len(fresh), "prices": prices, "import": import_id}
        record(by=by, at=at, verb="offers.offer.brought_in", after=told)
    return len(fresh) + prices


def put_offers(
    rows: Sequence[Listed], *, today: datetime.date, by: Actor, at: datetime.datetime, import_id: int
) -> None:
    """New offers with all that came with them."""
    taxes = {code.key: code for code in ensure_tax(at=at)}
    names = ("kind", "name", "words", "unit", "code", "adds_up")
    offers = [
        new_row(
            Offer,
            {"tax": taxes.get(row.told.tax)},
            **tidy({name: getattr(row.told, name) for name in names}),
            created_at=at,
            import_id=import_id,
        )
        for row in rows
    ]
    insert_many(offers)
    put_prices(rows, today=today, by=by, at=at, import_id=import_id)
    put_costs(rows, offers, today=today, by=by, at=at)
    put_needs(rows, offers, by=by, at=at, import_id=import_id)
    put_parts(rows, offers)
    index(map(document_of, offers))


def put_parts(rows: Sequence[Listed], offers: Sequence[Offer]) -> None:
    """What bundles hold, by its number or its name; a list names only what it told before."""
    found = found_by(part.name for row in rows for part in row.parts)
    parts: dict[tuple[int, int], BundlePart] = {}
    for row, bundle in zip(rows, offers, strict=True):
        for place, told in enumerate(row.parts, start=1):
            part = found.named(told.name)
            if part is not None and not part.is_bundle:
                columns: dict[str, Any] = {
                    "quantity": told.quantity,
                    "optional": told.optional,
                    "position": place,
                }
                parts[bundle.pk, part.pk] = new_row(
                    BundlePart, bundle_id=bundle.pk, part_id=part.pk, **columns
                )
    insert_many(list(parts.values()))


def put_costs(
    rows: Sequence[Listed],
    offers: Sequence[Offer],
    *,
    today: datetime.date,
    by: Actor,
    at: datetime.datetime,
) -> None:
    same: dict[str, Any] = {
        "valid_from": today,
        "currency": the_business().currency,
        "recorded_at": at,
        "by_id": by.pk if isinstance(by, User) else None,
    }
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
    columns = [one for one in columns_to(Offer) if one[0] not in OWN and one != IN_BUNDLE]
    # A bundle goes with what it holds, and only then nothing holds its parts any more.
    bundles = rows.filter(kind=OfferKind.BUNDLE)
    held = needed(bundles, "offers.offer", columns)
    BundlePart.objects.filter(bundle__in=bundles).exclude(bundle__in=held).delete()
    kept = needed(rows, "offers.offer", columns)
    gone = [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in kept]
    remove(SEARCH_KIND, gone)
    Offer.objects.filter(import_id=import_id).exclude(pk__in=kept).delete()
    # Of offers that were here before; what somebody set since is theirs.
    Price.objects.filter(import_id=import_id).exclude(offer__in=kept).delete()
    drop_unused_lists(import_id)
    needs = NeedKind.objects.filter(import_id=import_id)
    met = needed(needs, "offers.needkind", columns_to(NeedKind))
    needs.exclude(pk__in=met).delete()
    record(by=by, at=at, verb="offers.offer.taken_out", after={"count": len(gone), "import": import_id})
    return kept
