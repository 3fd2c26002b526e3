"""What lag and conversions need to know of the enquiries: few numbers, however many enquiries there are."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import LOST, NONE, OPEN, SAME_DAY, WON, Enquiries, Floats, Integers

# Bins grow by so much: fine ones for the lag, coarse ones where only open enquiries are put into them.
FINE: Final = 0.04
COARSE: Final = 0.12


@dataclass(frozen=True)
class DayBins:
    """Whole days 0, 1, 2, ... put together in b bins: single days first, wider ones later."""

    first: Floats
    """First day of the bin, shape (b,)."""
    last: Floats
    """Last day of the bin, shape (b,)."""

    @property
    def end(self) -> Floats:
        """Where the bin ends as a lag in days, shape (b,): day d is a lag of d - 1/2 to d + 1/2."""
        return self.last + SAME_DAY

    @property
    def middle(self) -> Floats:
        """What an enquiry of that age could have shown by now, as a lag in days, shape (b,)."""
        return (self.first + self.last) / 2 + SAME_DAY

    def of(self, days: Integers) -> Integers:
        """Bin of each day, shape (n,); days past the last bin are put into it."""
        found = np.searchsorted(self.first, days, side="right") - 1
        return np.clip(found, 0, len(self.first) - 1).astype(np.int64)


def day_bins(longest: int, growth: float = FINE) -> DayBins:
    """Bins for days 0 to `longest`, each so much wider than the day it begins with; single days at first."""
    first = [0]
    while first[-1] < longest:
        first.append(first[-1] + max(1, round(first[-1] * growth)))
    edges = np.array(first, dtype=np.float64)
    return DayBins(edges, np.append(edges[1:] - 1, max(edges[-1], float(longest))))


@dataclass(frozen=True)
class LagCells:
    """Sufficient statistics: g groups (each with a conversion of its own), b bins of days."""

    bins: DayBins
    won: Floats
    """Wins of each group, with or without a day, shape (g,)."""
    lost: Floats
    """Losses of each group, shape (g,)."""
    open: Floats
    """Open ones by group and age, shape (g, b)."""
    won_after: Floats
    """Wins with a day by their lag, shape (b,)."""
    won_within: Floats
    """Wins without a usable day by the age of their enquiry, shape (b,)."""
    lost_after: Floats
    """Losses by their lag (those without a day by the age of their enquiry), shape (b,)."""
    undated: int
    """Wins and losses without a day."""
    before_contact: int
    """Wins with a day before their enquiry: known, but no lag."""


def lag_cells(enquiries: Enquiries, groups: Integers, group_count: int, growth: float = FINE) -> LagCells:
    """Adds the cells up. `groups` is the group of each cell, shape (n,), from 0 to group_count - 1."""
    begun = enquiries.begun
    age, lag = enquiries.as_of - begun, enquiries.closed - begun
    dated = enquiries.closed != NONE
    bins = day_bins(int(age.max(initial=0)), growth)
    won, lost, still_open = (enquiries.state == state for state in (WON, LOST, OPEN))
    usable = dated & (lag >= 0)
    count = enquiries.count.astype(np.float64)
    age_bin = bins.of(age)
    lag_bin = np.where(usable, bins.of(np.where(usable, lag, 0)), age_bin)
    size = len(bins.first)

    def by_bin(place: Integers, wanted: Floats) -> Floats:
        return np.bincount(place, wanted, minlength=size).astype(np.float64)

    def by_group(wanted: Floats) -> Floats:
        return np.bincount(groups, wanted, minlength=group_count).astype(np.float64)

    by_age = np.bincount(groups * size + age_bin, count * still_open, minlength=group_count * size)
    return LagCells(
        bins=bins,
        won=by_group(count * won),
        lost=by_group(count * lost),
        open=by_age.reshape(group_count, size).astype(np.float64),
        won_after=by_bin(lag_bin, count * (won & usable)),
        won_within=by_bin(age_bin, count * (won & ~usable)),
        lost_after=by_bin(lag_bin, count * lost),
        undated=int((count * (~still_open & ~dated)).sum()),
        before_contact=int((count * (won & dated & (enquiries.closed < enquiries.heard))).sum()),
    )
