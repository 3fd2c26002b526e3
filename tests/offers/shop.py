"""A shelf to sell from: offers made by the real actions, with the clock passed in."""

import datetime
from typing import Any

from tandem.offers.catalogue.actions import add_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import add_list, set_price
from tandem.offers.prices.models import PriceList
from tandem.offers.tax.actions import ensure_tax
from tandem.offers.tax.models import TaxCode
from tests.sales.shop import NOW, a_business, a_user, sent, signed_in

__all__ = [
    "NOW",
    "TODAY",
    "a_business",
    "a_list",
    "a_tax",
    "a_user",
    "an_offer",
    "priced",
    "sent",
    "signed_in",
]

TODAY = NOW.date()


def a_tax(key: str = "standard") -> TaxCode:
    return next(code for code in ensure_tax(at=NOW) if code.key == key)


def an_offer(name: str = "Dining chair, seat and back", **columns: Any) -> Offer:
    return add_offer(name=name, by=None, at=NOW, **columns)


def priced(
    name: str = "Dining chair, seat and back",
    minor: int = 140_00,
    *,
    since: datetime.date = TODAY,
    **columns: Any,
) -> Offer:
    offer = an_offer(name, **columns)
    set_price(offer=offer, price_minor=minor, valid_from=since, by=None, at=NOW)
    return offer


def a_list(name: str = "Trade") -> PriceList:
    return add_list(name=name, by=None, at=NOW)
