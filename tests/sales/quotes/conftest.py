import datetime

import pytest

from tandem.offers.catalogue.actions import add_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import set_price
from tandem.offers.tax.actions import ensure_tax
from tests.sales.shop import NOW, a_business

YEAR = datetime.date(2026, 1, 1)


def an_offer(name: str, pounds: int, **columns: str) -> Offer:
    """Something that is sold at a price since the new year, at the usual tax of the country."""
    tax = ensure_tax(at=NOW)[0]
    offer = add_offer(name=name, tax=tax, by=None, at=NOW, **columns)
    set_price(offer=offer, price_minor=pounds * 100, valid_from=YEAR, by=None, at=NOW)
    return offer


@pytest.fixture
def offer() -> Offer:
    a_business()
    return an_offer("Wing chair", 480, words="New springs")
