"""What is sold as a CSV, in the columns that come in again: brought in elsewhere, it is the same list."""

import csv
import datetime
import io
from collections import Counter

from tandem.exchange.exports.cells import defused
from tandem.money.amount import Amount
from tandem.money.codes import digits_of
from tandem.money.currency import major
from tandem.money.tax import Prices
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import listed
from tandem.offers.shelf.queries import ShelfRow, rows_of
from tandem.offers.tax.queries import KnownTax, known_taxes
from tandem.office.business.models import Business
from tandem.office.business.queries import the_business

FILE = "offers.csv"
HEADERS = ("code", "name", "kind", "price", "currency", "unit", "tax", "needs", "cost", "description")


def offers_csv(today: datetime.date, *, with_costs: bool) -> str:
    """Everything on sale, as it costs today; without what it costs the business for who may not see that."""
    file, taxes, business = io.StringIO(), told_taxes(known_taxes(today)), the_business()
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(HEADERS)
    for row in rows_of(listed(), today, with_costs=with_costs):
        writer.writerow(map(defused, cells(row, taxes, business)))
    return file.getvalue()


def told_taxes(taxes: list[KnownTax]) -> dict[str, str]:
    """By percentage, which every program understands; by name where two are as high."""
    number = Counter(tax.percent for tax in taxes)
    return {
        tax.key: f"{tax.percent.normalize():f}%"
        if tax.percent is not None and number[tax.percent] == 1
        else tax.name
        for tax in taxes
    }


def cells(row: ShelfRow, taxes: dict[str, str], business: Business) -> list[str]:
    """A price is written as the business says its prices, with or without tax, as a list is read so too."""
    offer: Offer = row.offer
    price = row.priced.price_in(Prices(business.prices))
    # What follows from its parts is no price and no cost of its own.
    price, cost = (None, None) if offer.adds_up else (price, row.cost)
    return [
        offer.code,
        offer.name,
        offer.kind,
        written(price),
        business.currency,
        offer.unit,
        taxes.get(offer.tax.key, "") if offer.tax else "",
        "; ".join(need.words for need in row.needs),
        written(cost),
        offer.words,
    ]


def written(amount: Amount | None) -> str:
    """With all decimals; of a currency with three one more, as 1.250 would be read as a thousand and more."""
    if amount is None:
        return ""
    return f"{major(amount)}{'0' if digits_of(amount.currency) == 3 else ''}"
