"""What every estimate here is made from: counted enquiries, added up, and their first sales.

Days are whole numbers that go up by one a day (`datetime.date.toordinal()`), in the business's own zone.
Channels, segments and sellers are codes that count from 0: who calls knows their names.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

OPEN: Final = 0
WON: Final = 1
LOST: Final = 2

NOT_SAID: Final = 0
ACCEPTED: Final = 1
DECLINED: Final = 2

# No closing day (open, or ended on a day that nobody wrote down), no seller, no segment.
NONE: Final = -1
# A win on the day of the enquiry took half a day (contracts/analysis.md).
SAME_DAY: Final = 0.5


@dataclass(frozen=True)
class FirstSales:
    """First sales of the counted enquiries, k of them: who asked, by which channel, and what they paid."""

    heard: Integers
    """Day of the enquiry, shape (k,)."""
    closed: Integers
    """Day of the sale, NONE where nobody wrote it down, shape (k,)."""
    channel: Integers
    """Shape (k,), from 0."""
    segment: Integers
    """Shape (k,), NONE where there is none."""
    amount: Floats
    """Net of tax, in units of the currency, shape (k,). May be 0 or, after a credit note, negative."""

    def of(self, wanted: Flags) -> "FirstSales":
        """Those that are marked, shape (k,)."""
        return FirstSales(
            self.heard[wanted],
            self.closed[wanted],
            self.channel[wanted],
            self.segment[wanted],
            self.amount[wanted],
        )


@dataclass(frozen=True)
class Enquiries:
    """Counted enquiries (not repeat, joined or spam) as they were known at the end of `as_of`, in n cells."""

    as_of: int
    """Last day of which anything is known."""
    channels: int
    segments: int
    sellers: int
    """How many codes there are of each."""
    heard: Integers
    """Day, shape (n,), never after `as_of`."""
    closed: Integers
    """Day of the win or loss, shape (n,). NONE where open, or where the day is not known."""
    state: Integers
    """OPEN, WON or LOST, shape (n,)."""
    decided: Integers
    """What sales said at the handover, where that is recorded: NOT_SAID, ACCEPTED or DECLINED, shape (n,)."""
    channel: Integers
    segment: Integers
    seller: Integers
    """Codes, shape (n,). The seller is the owner at the first passing; NONE where none is recorded."""
    answer: Floats
    """Hours from passing to the first answer, shape (n,); NaN where there was none or it is not recorded."""
    count: Integers
    """Enquiries in the cell, shape (n,), at least 1."""
    sales: FirstSales
    served_from: int | None = None
    """Day on which selling began, where it began after people had asked (`beginning`)."""

    @property
    def begun(self) -> Integers:
        """Day from which on an enquiry could be won or lost, shape (n,), from which the lag counts.

        That is the day it was heard, or the later one on which selling began. What ended before that has no
        lag: where ages are cut at the beginning, only those who were served before it would be any older.
        """
        if self.served_from is None:
            return self.heard
        return np.maximum(self.heard, min(self.served_from, self.as_of))

    @property
    def total(self) -> int:
        return int(self.count.sum())

    def counted(self, state: int) -> int:
        """How many enquiries are in that state."""
        return int(self.count[self.state == state].sum())

    def of(self, wanted: Flags, wanted_sales: Flags) -> "Enquiries":
        """The marked cells, shape (n,), and the marked first sales, shape (k,)."""
        return replace(
            self,
            heard=self.heard[wanted],
            closed=self.closed[wanted],
            state=self.state[wanted],
            decided=self.decided[wanted],
            channel=self.channel[wanted],
            segment=self.segment[wanted],
            seller=self.seller[wanted],
            answer=self.answer[wanted],
            count=self.count[wanted],
            sales=self.sales.of(wanted_sales),
        )

    def heard_within(self, first: int, last: int) -> "Enquiries":
        """Those heard from the first to the last day, both included."""
        return self.of(
            (self.heard >= first) & (self.heard <= last),
            (self.sales.heard >= first) & (self.sales.heard <= last),
        )

    def seen_at(self, day: int) -> "Enquiries":
        """As they stood at the end of an earlier day: what was heard or closed later is taken back.

        An ending without a day is taken for known since the enquiry was heard, as nothing says otherwise.
        When sales decided is not kept in cells, so `decided` stays as it is for what was heard by then.
        """
        seen = self.of(self.heard <= day, (self.sales.heard <= day) & (self.sales.closed <= day))
        later = seen.closed > day
        return replace(
            seen,
            as_of=day,
            state=np.where(later, OPEN, seen.state),
            closed=np.where(later, NONE, seen.closed),
        )

    def ages(self) -> Floats:
        """Days from `begun` to the end of what is known, shape (n,), at least half a day."""
        return np.maximum((self.as_of - self.begun).astype(np.float64), SAME_DAY)

    def lags(self) -> Floats:
        """Days from `begun` to close, shape (n,), at least half a day.

        NaN without a closing day, or where it lies before that.
        """
        days = (self.closed - self.begun).astype(np.float64)
        known = (self.closed != NONE) & (days >= 0)
        return np.where(known, np.maximum(days, SAME_DAY), np.nan)
