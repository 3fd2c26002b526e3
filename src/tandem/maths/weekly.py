"""What each past week brought: enquiries heard, customers won and the revenue of their first sales.

Weeks are steps of seven days that end with the last day of which anything is known, so a forecast of the next
28 days is compared with spans of the same length.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import NONE, WON, Enquiries, Floats, Integers

WEEK: Final = 7


@dataclass(frozen=True)
class Weekly:
    """Whole weeks up to `as_of`, w of them, oldest first."""

    starts: Integers
    """First day of each week, shape (w,)."""
    enquiries: Integers
    """Heard in the week, shape (w,)."""
    customers: Integers
    """Enquiries won in the week, whenever they were heard, shape (w,). Wins without a day are in none."""
    revenue: Floats
    """First sales of the week, net, in units of the currency, shape (w,)."""
    dated: float
    """Share of all wins that have a day, 1 where there is no win: what a forecast must be held against."""

    def __len__(self) -> int:
        return len(self.starts)

    def last(self, weeks: int) -> "Weekly":
        """The last so many weeks, or all where there are fewer."""
        first = max(len(self) - weeks, 0)
        return Weekly(
            self.starts[first:],
            self.enquiries[first:],
            self.customers[first:],
            self.revenue[first:],
            self.dated,
        )


def weekly_of(enquiries: Enquiries) -> Weekly:
    """Counts of each whole week from the first enquiry heard to `as_of`; no week where there is less than
    one.

    Days before the first whole week belong to none. Nothing is assumed but that the list has no holes.
    """
    if not enquiries.total:
        return Weekly(_none(), _none(), _none(), np.empty(0), 1.0)
    weeks = (enquiries.as_of - int(enquiries.heard.min()) + 1) // WEEK
    won = (enquiries.state == WON) & (enquiries.closed != NONE)
    wins = enquiries.counted(WON)
    sales = enquiries.sales
    sold = sales.closed != NONE
    return Weekly(
        starts=enquiries.as_of + 1 - WEEK * np.arange(weeks, 0, -1, dtype=np.int64),
        enquiries=_counts(enquiries.heard, enquiries.count, enquiries.as_of, weeks),
        customers=_counts(enquiries.closed[won], enquiries.count[won], enquiries.as_of, weeks),
        revenue=_sums(sales.closed[sold], sales.amount[sold], enquiries.as_of, weeks),
        dated=float(enquiries.count[won].sum() / wins) if wins else 1.0,
    )


def weeks_back(days: Integers, as_of: int) -> Integers:
    """How many whole weeks before the week that ends at `as_of` each day lies: 0 for the last seven days."""
    return (as_of - days) // WEEK


def _counts(days: Integers, counts: Integers, as_of: int, weeks: int) -> Integers:
    return np.rint(_sums(days, counts.astype(np.float64), as_of, weeks)).astype(np.int64)


def _sums(days: Integers, amounts: Floats, as_of: int, weeks: int) -> Floats:
    back = weeks_back(days, as_of)
    within = (back >= 0) & (back < weeks)
    return np.bincount(back[within], weights=amounts[within], minlength=weeks)[::-1].astype(np.float64)


def _none() -> Integers:
    return np.empty(0, dtype=np.int64)
