"""Each month by itself: what will have become of its enquiries in the end, and what a first sale brings."""

from dataclasses import dataclass

import numpy as np

from tandem.maths.conversion import Conversions, conversions
from tandem.maths.enquiries import Enquiries, FirstSales, Floats, Integers
from tandem.maths.lag import LagPosterior
from tandem.maths.results import Estimate, estimate_of
from tandem.maths.value import FirstSaleValue, mean_first_sale
from tandem.together.evidence.counting import Counts, by_code, month_numbers


@dataclass(frozen=True)
class Month:
    name: str
    """As “2026-03”."""
    counts: Counts
    conversion: Estimate | None
    still_to_come: Estimate
    """How many of its open enquiries will buy."""
    first_sale: Estimate | None
    revenue: Estimate | None
    """Expected from the enquiries of the month, whenever they buy."""


def months_of(
    enquiries: Enquiries, lag: LagPosterior | None, *, level: float, seed: int
) -> tuple[Month, ...]:
    """From the first to the last month in which anybody asked, none left out.

    Months are like one another, as channels are: what little one tells is drawn towards all of them.
    """
    if not enquiries.total:
        return ()
    numbers = month_numbers(enquiries.heard)
    first, size = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    codes = numbers - first
    counts = by_code(enquiries, codes, size)
    found = conversions(enquiries, codes, size, lag, level=level, seed=seed)
    value = mean_first_sale(by_month(enquiries.sales, first), size, level=level, seed=seed)
    return tuple(
        Month(
            name=str(np.datetime64(first + place, "M")),
            counts=one,
            conversion=found.groups[place].conversion,
            still_to_come=found.groups[place].still_to_come,
            first_sale=value.channels[place] if value else None,
            revenue=revenue_of(one, found, value, place, level),
        )
        for place, one in enumerate(counts)
    )


def by_month(sales: FirstSales, first: int) -> FirstSales:
    """With months where channels stand: the estimator asks for groups, whatever they are."""
    months: Integers = month_numbers(sales.heard) - first
    return FirstSales(sales.heard, sales.closed, months, sales.segment, sales.amount)


def revenue_of(
    counts: Counts, found: Conversions, value: FirstSaleValue | None, place: int, level: float
) -> Estimate | None:
    """Enquiries x conversion x first sale; how many buy and what they pay are apart, as are their draws."""
    if value is None or not counts.total:
        return None
    conversion: Floats = found.draws.conversion[:, place]
    draws = counts.total * conversion * value.draws[: len(conversion), place]
    return estimate_of(draws, level, centre=float(np.median(draws)))
