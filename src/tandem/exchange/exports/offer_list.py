"""What is sold as a CSV, in the columns that come in again: brought in elsewhere, it is the same list."""

import csv
import datetime
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tandem.exchange.exports.cells import defused
from tandem.money.amount import Amount
from tandem.money.codes import digits_of
from tandem.money.currency import major
from tandem.money.tax import Prices
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import listed
from tandem.offers.prices.models import Price
from tandem.offers.shelf.queries import ShelfRow, rows_of
from tandem.offers.shelf.words import part_written
from tandem.offers.tax.queries import KnownTax, known_taxes
from tandem.office.business.models import Business
from tandem.office.business.queries import the_business

FILE = "offers.csv"
HEADERS = (
    "code",
    "name",
    "kind",
    "price",
    "currency",
    "unit",
    "tax",
    "needs",
    "cost",
    "description",
    "parts",
)
OF_PRICES = ("list", "valid from")


def offers_csv(today: datetime.date, *, with_costs: bool, every_list: bool = False) -> str:
    """Everything on sale, as it costs today; without what it costs the business for who may not see that.

    Bundles stand below what they hold, so that it is known by then where the list is read. With `every_list`
    each offer says from when on its price holds, and has a row more for each price that it has in another
    list or will have.
    """
    file, taxes, business = io.StringIO(), told_taxes(known_taxes(today)), the_business()
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(HEADERS + OF_PRICES if every_list else HEADERS)
    rows = sorted(rows_of(listed(), today, with_costs=with_costs), key=lambda row: row.offer.is_bundle)
    others = other_prices(rows, today, business.currency) if every_list else {}
    for row in rows:
        own = cells(row, taxes, business)
        since = row.priced.since
        writer.writerow(map(defused, [*own, "", since.isoformat() if since else ""] if every_list else own))
        for price in others.get(row.offer.pk, ()):
            writer.writerow(map(defused, price_cells(row, price, business)))
    return file.getvalue()


def other_prices(rows: Sequence[ShelfRow], today: datetime.date, currency: str) -> dict[int, list[Price]]:
    """Of each offer, the prices that hold today in another list than the usual one, and those to come.

    One in a currency that the business counts in no more has ended with it.
    """
    found: dict[int, list[Price]] = {}
    offers = [row.offer.pk for row in rows if not row.offer.adds_up]
    prices = Price.objects.filter(offer__in=offers, currency=currency, price_list__retired_at=None)
    standing: dict[tuple[int, int], Price] = {}
    for price in prices.select_related("price_list").order_by("offer_id", "price_list_id", "valid_from"):
        if price.valid_from > today:
            found.setdefault(price.offer_id, []).append(price)
        elif not price.price_list.is_default:
            standing[price.offer_id, price.price_list_id] = price
    for price in standing.values():
        found.setdefault(price.offer_id, []).append(price)
    for some in found.values():
        some.sort(key=lambda one: (not one.price_list.is_default, one.price_list.name, one.valid_from))
    return found


def price_cells(row: ShelfRow, price: Price, business: Business) -> list[str]:
    """A row that tells a price alone, as the business says its prices."""
    offer = row.offer
    told = replace(row.priced, price=price.amount, meant=Prices(price.meant))
    cell = written(told.price_in(Prices(business.prices)))
    known = {"code": offer.code, "name": offer.name, "kind": offer.kind, "price": cell}
    known["currency"] = business.currency
    name = "" if price.price_list.is_default else price.price_list.name
    return [*(known.get(header, "") for header in HEADERS), name, price.valid_from.isoformat()]


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
        "; ".join(part_written(part.row) for part in row.priced.parts),
    ]


def written(amount: Amount | None) -> str:
    """With all decimals; of a currency with three one more, as 1.250 would be read as a thousand and more."""
    if amount is None:
        return ""
    return f"{major(amount)}{'0' if digits_of(amount.currency) == 3 else ''}"
