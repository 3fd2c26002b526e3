"""What becomes of lines under another price list."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tandem.money.amount import Amount
from tandem.offers.prices.models import PriceList
from tandem.office.business.queries import business_zone
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import usual_prices
from tandem.sales.quotes.rules import today_of
from tandem.sales.quotes.words import LineWritten


class Why(StrEnum):
    """What becomes of a line: it follows the list, costs the same there, has no price there, or was typed."""

    FOLLOWS = "follows"
    SAME = "same"
    UNKNOWN = "unknown"
    TYPED = "typed"


@dataclass(frozen=True)
class Repriced:
    line: LineWritten
    becomes: LineWritten
    why: Why
    currency: str

    @property
    def name(self) -> str:
        return self.line.words.split("\n")[0]

    @property
    def now(self) -> Amount:
        return Amount(self.line.price_minor, self.currency)

    @property
    def then(self) -> Amount:
        return Amount(self.becomes.price_minor, self.currency)


def repriced(
    version: QuoteVersion, lines: Sequence[LineWritten], to: PriceList | None, at: datetime.datetime
) -> list[Repriced]:
    """Each line as it would stand under another list. A price that the list of the draft never said, neither
    today nor on the day it was begun, was typed by somebody, and stays.
    """
    quote, zone = version.quote, business_zone()
    keys = {line.offer_id for line in lines if line.offer_id}
    today = today_of(at, zone)
    days = {today, today_of(version.created_at, zone)}
    said = [usual_prices(quote, keys, day, version.price_list) for day in days]
    new = usual_prices(quote, keys, today, to)
    return [as_repriced(quote, line, said, new) for line in lines]


def as_repriced(
    quote: Quote, line: LineWritten, said: Sequence[dict[int, Amount]], new: dict[int, Amount]
) -> Repriced:
    key, price = line.offer_id or 0, new.get(line.offer_id or 0)
    if all(key not in known or known[key].minor != line.price_minor for known in said):
        return Repriced(line, line, Why.TYPED, quote.currency)
    if price is None:
        return Repriced(line, line, Why.UNKNOWN, quote.currency)
    why = Why.SAME if price.minor == line.price_minor else Why.FOLLOWS
    return Repriced(line, replace(line, price_minor=price.minor), why, quote.currency)
