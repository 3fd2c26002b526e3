"""How often forecasts held what came: past ones made anew, and those that were kept when they were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.maths.enquiries import NONE, WON, Enquiries
from tandem.maths.future import Name
from tandem.maths.own_errors import PastForecast, stretch_of, stretched
from tandem.maths.replay import NAMES, SPANS, Past
from tandem.maths.weekly import WEEK

_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class HitRate:
    """How often what came lay within what was said. Windows overlap where more than one began within its
    weeks."""

    measure: Name
    weeks: int
    windows: int
    hits: int


@dataclass(frozen=True)
class Kept:
    """One interval of a forecast that was shown and kept."""

    measure: Name
    start: int
    """First day of the window: the one after the forecast's `as_of`."""
    weeks: int
    low: float
    high: float


def back_test(past: Past, earliest: int, level: float, offsets: Mapping[Name, float]) -> tuple[HitRate, ...]:
    """Hits of past windows that begin on the day `earliest` or later, of each measure and span that has one.

    Each is stretched by the errors of windows that were over when it began, as today's is by all of them.
    """
    rates = []
    for name in NAMES:
        for weeks in SPANS:
            windows = past.get((name, weeks), [])
            held = [
                _held(window, windows, level, offsets[name]) for window in windows if window.start >= earliest
            ]
            if held:
                rates.append(HitRate(name, weeks, len(held), sum(held)))
    return tuple(rates)


def kept_hits(kept: Sequence[Kept], enquiries: Enquiries) -> tuple[HitRate, ...]:
    """Hits of kept forecasts whose windows are over by `enquiries.as_of`, of each measure and span that has
    one.

    What came is counted from what is known now; wins and sales without a day are in no window.
    """
    over = [one for one in kept if one.start + WEEK * one.weeks - 1 <= enquiries.as_of]
    rates = []
    for measure, weeks in sorted({(one.measure, one.weeks) for one in over}):
        held = [
            one.low - _ROUNDING <= came_within(enquiries, measure, one.start, weeks) <= one.high + _ROUNDING
            for one in over
            if (one.measure, one.weeks) == (measure, weeks)
        ]
        rates.append(HitRate(measure, weeks, len(held), sum(held)))
    return tuple(rates)


def came_within(enquiries: Enquiries, measure: Name, start: int, weeks: int) -> float:
    """Enquiries heard, customers won, or revenue of first sales from day `start` on for so many weeks."""
    end = start + WEEK * weeks
    if measure == "revenue":
        sales = enquiries.sales
        return float(sales.amount[(sales.closed >= start) & (sales.closed < end)].sum())
    days = enquiries.heard if measure == "enquiries" else enquiries.closed
    counted = (days >= start) & (days < end)
    if measure == "customers":
        counted &= (enquiries.state == WON) & (days != NONE)
    return float(enquiries.count[counted].sum())


def _held(window: PastForecast, windows: Sequence[PastForecast], level: float, offset: float) -> bool:
    known = [other for other in windows if other.start + WEEK * other.weeks <= window.start]
    said = stretched(window.said, stretch_of(known, level, offset), offset)
    return said.low <= window.came <= said.high
