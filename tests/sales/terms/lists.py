"""Price lists, and drafts under them."""

import datetime

from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import set_price
from tandem.offers.prices.models import PriceList
from tandem.people.organisations.actions import add_organisation
from tandem.people.organisations.models import Organisation
from tandem.sales.quotes.actions import write_lines
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.repricing import change_list
from tandem.sales.quotes.words import LineWritten
from tests.sales.quotes.desk import fresh_version
from tests.sales.shop import NOW

TODAY = NOW.date()


def price(offer: Offer, price_list: PriceList, minor: int) -> None:
    since = datetime.date(2026, 1, 1)
    set_price(offer=offer, price_minor=minor, valid_from=since, price_list=price_list, by=None, at=NOW)


def firm(name: str = "Bright Cafés") -> Organisation:
    return add_organisation(name=name, by=None, at=NOW)


def put(version: QuoteVersion, to: PriceList | None, *, follow: bool = True) -> list[int]:
    """The prices of the lines after the draft went under that list."""
    change_list(
        version=version, expected_version=version.version, price_list=to, follow=follow, by=None, at=NOW
    )
    return [line.price_minor for line in written_lines(version)]


def a_draft_of(version: QuoteVersion, lines: list[LineWritten]) -> QuoteVersion:
    write_lines(version, lines)
    return fresh_version(version)
