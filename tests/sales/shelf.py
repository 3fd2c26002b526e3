"""A shelf to sell from, filled by the real actions."""

import datetime
from decimal import Decimal

from tandem.offers.bundles.actions import put_part
from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.words import need_key
from tandem.offers.shelf.actions import add_to_shelf
from tandem.offers.shelf.words import Described
from tandem.sales.matching.actions import say_days
from tests.sales.shop import NOW


def an_offer(
    name: str = "Dining chair, seat and back",
    *needs: str,
    pounds: int | None = 140,
    days: int | None = None,
    kind: str = "service",
    at: datetime.datetime = NOW,
) -> Offer:
    offer = add_to_shelf(
        told=Described(name=name, kind=kind, more_needs=needs),
        price_minor=None if pounds is None else pounds * 100,
        today=at.date(),
        by=None,
        at=at,
    )
    if days is not None:
        say_days(offer=offer, expected_version=1, days=days, by=None, at=at)
    return offer


def a_part(bundle: Offer, part: Offer, number: int = 1, *, optional: bool = False) -> None:
    put_part(bundle=bundle, part=part, quantity=Decimal(number), optional=optional, by=None, at=NOW)


def the_kind(words: str) -> NeedKind:
    return NeedKind.objects.get(key=need_key(words))
