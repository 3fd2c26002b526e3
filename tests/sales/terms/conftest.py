"""The trade buys by a list of its own."""

import pytest

from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import add_list
from tandem.offers.prices.models import PriceList
from tests.sales.quotes.conftest import offer
from tests.sales.shop import NOW
from tests.sales.terms.lists import price

__all__ = ["offer"]


@pytest.fixture
def trade(offer: Offer) -> PriceList:
    """A list in which a wing chair of £480 costs £400."""
    made = add_list(name="Trade", by=None, at=NOW)
    price(offer, made, 40_000)
    return made
