"""What the one short form does in one go: an offer with its price, its cost and the needs that it meets."""

import datetime

from django.db import transaction

from tandem.offers.catalogue.actions import add_offer, edit_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.actions import set_cost
from tandem.offers.needs.actions import needs_for_many, set_needs
from tandem.offers.needs.models import NeedKind
from tandem.offers.prices.actions import set_price
from tandem.offers.shelf.words import Described
from tandem.offers.tax.actions import ensure_tax
from tandem.offers.tax.models import TaxCode
from tandem.office.accounts.rules import Actor
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import gathered


@transaction.atomic
def add_to_shelf(
    *,
    told: Described,
    price_minor: int | None = None,
    cost_minor: int | None = None,
    today: datetime.date,
    by: Actor,
    at: datetime.datetime,
) -> Offer:
    """A new offer; its price and cost hold from today on."""
    with gathered():
        offer = add_offer(
            name=told.name,
            kind=told.kind,
            words=told.words,
            unit=told.unit,
            code=told.code,
            tax=tax_named(told.tax, at=at),
            adds_up=told.adds_up,
            by=by,
            at=at,
        )
    if price_minor is not None and not told.adds_up:
        set_price(offer=offer, price_minor=price_minor, valid_from=today, by=by, at=at)
    if cost_minor is not None:
        set_cost(offer=offer, cost_minor=cost_minor, valid_from=today, by=by, at=at)
    set_needs(offer=offer, needs=needs_told(told, by=by, at=at), by=by, at=at, is_counted=True)
    return offer


@transaction.atomic
def change_on_shelf(
    *, offer: Offer, told: Described, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """What it is and which needs it meets. The line is the last of those written, if any."""
    line = edit_offer(
        offer=offer,
        expected_version=expected_version,
        name=told.name,
        kind=told.kind,
        words=told.words,
        unit=told.unit,
        code=told.code,
        tax=tax_named(told.tax, at=at),
        adds_up=told.adds_up,
        by=by,
        at=at,
    )
    needs = needs_told(told, by=by, at=at)
    also = set_needs(offer=offer, needs=needs, by=by, at=at, is_counted=line is not None)
    return line or also if not (line and also) else None


def needs_told(told: Described, *, by: Actor, at: datetime.datetime) -> list[NeedKind]:
    return [*told.needs, *needs_for_many(words=told.more_needs, by=by, at=at).values()]


def tax_named(key: str, *, at: datetime.datetime) -> TaxCode | None:
    """The code of that key. The first time, the rates of the country are put in."""
    return next((code for code in ensure_tax(at=at) if code.key == key), None) if key else None
