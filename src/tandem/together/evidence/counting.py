"""What is counted and needs no estimate: states, periods, months, channels and sellers, from the arrays."""

import datetime
from dataclasses import dataclass

import numpy as np

from tandem.maths.enquiries import LOST, NONE, OPEN, WON, Enquiries, Flags, Integers
from tandem.together.evidence.periods import Span

EPOCH = datetime.date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Counts:
    """How many enquiries were heard and how they stand."""

    total: int
    won: int
    lost: int
    open: int

    @property
    def naive(self) -> float | None:
        """Won of all, open ones among them: what a dashboard shows, never what is true while any is open."""
        return round(self.won / self.total, 6) if self.total else None


def counts_of(enquiries: Enquiries, wanted: Flags | None = None) -> Counts:
    chosen = np.ones(len(enquiries.count), dtype=np.bool_) if wanted is None else wanted
    states = np.bincount(enquiries.state[chosen], weights=enquiries.count[chosen], minlength=3)
    return Counts(int(states.sum()), int(states[WON]), int(states[LOST]), int(states[OPEN]))


def within(enquiries: Enquiries, span: Span) -> Flags:
    first, last = span.start.toordinal(), span.end.toordinal()
    return np.asarray((enquiries.heard >= first) & (enquiries.heard <= last))


def by_code(enquiries: Enquiries, codes: Integers, size: int) -> list[Counts]:
    """Counts for each code from 0 to size - 1."""
    known = codes != NONE
    places = codes[known] * 3 + enquiries.state[known]
    sums = np.bincount(places, weights=enquiries.count[known], minlength=size * 3).reshape(size, 3)
    return [Counts(int(row.sum()), int(row[WON]), int(row[LOST]), int(row[OPEN])) for row in sums]


def month_numbers(days: Integers) -> Integers:
    """Months since January 1970 of days as `datetime.date.toordinal()` counts them."""
    day = np.datetime64("1970-01-01", "D") + (days - EPOCH)
    return np.asarray(day.astype("datetime64[M]").astype(np.int64))


def month_starts(days: Integers) -> Integers:
    """First days of the months from that of the first day to that of the last, rising; of a day or more."""
    numbers = month_numbers(days)
    months = np.arange(numbers.min(), numbers.max() + 1).astype("datetime64[M]")
    since = months.astype("datetime64[D]") - np.datetime64("1970-01-01", "D")
    return np.asarray(since.astype(np.int64) + EPOCH)


@dataclass(frozen=True)
class Ends:
    """Ends that count and say nothing of how long it takes."""

    undated: int
    before_contact: int


def ends_of(enquiries: Enquiries) -> Ends:
    undated = (enquiries.state != OPEN) & (enquiries.closed == NONE)
    early = (enquiries.state == WON) & (enquiries.closed != NONE) & (enquiries.closed < enquiries.heard)
    return Ends(int(enquiries.count[undated].sum()), int(enquiries.count[early].sum()))
