"""How many would have to ask for so many sales, by what is known of those who asked: read from the answer
that is kept, so that every page says the same.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from tandem.together.evidence.queries import latest_answer
from tandem.together.evidence.words import Document, Question
from tandem.together.verdict.reading import Purse, Range, purse_of, range_of, rounded
from tandem.ui.figures import LEAST_FOR_A_SHARE

# Nobody plans 73 enquiries: two digits are as exact as this is.
DIGITS = 2
LARGEST_GOAL = 10**9


@dataclass(frozen=True)
class Needed:
    """Enquiries for a number of customers, with the range of the conversion behind it."""

    conversion: Range
    customers: int
    enquiries: int
    low: int
    high: int
    sale: Range | None = None
    purse: Purse | None = None


def needed_for(*, number: int | None, amount: Decimal | None, today: datetime.date) -> Needed | None:
    """Two queries. None where it is not known yet how many of those who ask become customers, and where so
    many can never be meant.
    """
    if max(number or 0, amount or 0) > LARGEST_GOAL:
        return None
    answer = latest_answer(Question(), today=today).answer
    conversion = conversion_of(answer)
    if answer is None or conversion is None:
        return None
    if amount is None:
        return counted(conversion, float(number or 1))
    sale = range_of(answer["more"]["whole"]["value"])
    if sale is None or sale.estimate <= 0:
        return None
    return counted(conversion, float(amount) / sale.estimate, sale, purse_of(answer))


def conversion_of(answer: Document | None) -> Range | None:
    """None below twenty enquiries, and where nobody has bought."""
    if answer is None or answer["more"]["not_yet"] or answer["enquiries"]["total"] < LEAST_FOR_A_SHARE:
        return None
    conversion = range_of(answer["conversion"])
    return conversion if conversion and conversion.low > 0 else None


def counted(
    conversion: Range, customers: float, sale: Range | None = None, purse: Purse | None = None
) -> Needed:
    """Fewer have to ask where more of them buy: the ends change places."""
    whole = max(round(customers), 1)
    likely, low, high = (
        max(int(rounded(whole / share, DIGITS)), whole)
        for share in (conversion.estimate, conversion.high, conversion.low)
    )
    return Needed(conversion, whole, likely, low, high, sale, purse)
