"""Enquiries in the hand, as `arrays.load` would have read them, for answers that need no database."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tandem.maths.enquiries import NONE
from tandem.together.evidence.arrays import Loaded, as_table, enquiries_of, names_of
from tandem.together.evidence.periods import Span

FIRST = datetime.date(2026, 1, 1)
AS_OF = datetime.date(2026, 6, 30)
BEFORE = Span(FIRST, datetime.date(2026, 3, 31))
AFTER = Span(datetime.date(2026, 4, 1), AS_OF)
OPEN, WON, LOST = 0, 1, 2


@dataclass(frozen=True)
class One:
    """One enquiry: heard and closed in days after FIRST."""

    heard: int
    state: int = OPEN
    closed: int | None = None
    channel: int = 1
    seller: int | None = None
    amount: float | None = None
    segment: str = ""
    decided: int = 0
    minutes: int | None = None

    def row(self) -> tuple[object, ...]:
        first = FIRST.toordinal()
        return (
            0,
            first + self.heard,
            NONE if self.closed is None else first + self.closed,
            self.state,
            self.decided,
            self.channel,
            self.segment,
            NONE if self.seller is None else self.seller,
            NONE if self.minutes is None else self.minutes,
            int(self.amount is not None),
            round((self.amount or 0) * 100),
        )


def loaded(firm: Sequence[One]) -> Loaded:
    segments: dict[str, int] = {}
    table = as_table([one.row() for one in firm], segments) if firm else np.empty((10, 0), dtype=np.int64)
    channels = {one.channel: f"Channel {one.channel}" for one in firm}
    sellers = {one.seller: f"Seller {one.seller}" for one in firm if one.seller is not None}
    names = names_of(table, list(segments), channels, sellers)
    return Loaded(enquiries_of(table, names, AS_OF.toordinal(), 2), names, 1)
