"""What the weeks after `as_of` will bring: enquiries heard, customers won, and the revenue of their first
sales.

The open pipeline first, then what is yet to be heard; intervals from the firm's own past errors (evidence.md
D7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from tandem.maths.enquiries import OPEN, Enquiries, Floats, Integers
from tandem.maths.future import Future, Measure, Name, Selling, Standing, draw_future, widened
from tandem.maths.level import LevelChange, level_of
from tandem.maths.own_errors import PastForecast, stretch_of, stretched
from tandem.maths.pipeline import Chances, Lag, OpenByAge, lag_table, open_by_age
from tandem.maths.replay import (
    NAMES,
    SPANS,
    Past,
    past_forecasts,
    recent_mix,
    week_cells,
)
from tandem.maths.results import Estimate
from tandem.maths.takings import relative_amounts
from tandem.maths.weekly import WEEK, Weekly, weekly_of

LEVEL: Final = 0.8
FEW_WEEKS: Final = 8
# With few weeks an interval goes at least from half the estimate to twice the estimate.
FEW_WEEKS_FACTOR: Final = 2.0
WEEKS_SHOWN: Final = 26
MOST_DRAWS: Final = 960
HALF: Final = 0.5


@dataclass(frozen=True)
class Ahead:
    """Coming weeks: sums over them."""

    start: int
    """First day."""
    weeks: int
    enquiries: Estimate
    customers: Estimate | None
    """Closed as won, from enquiries that are open now or yet to come; None where no win has a day."""
    customers_open: float | None
    """The part of the estimate that comes from enquiries that are open now."""
    revenue: Estimate | None
    """Of their first sales; None where no sale has an amount, or `customers` is None."""
    revenue_open: float | None


@dataclass(frozen=True)
class HitRate:
    """How often what came lay within what would have been said, at past weeks with eight or more before
    them."""

    measure: Name
    weeks: int
    windows: int
    """They overlap: one begins each week, or every other."""
    hits: int


@dataclass(frozen=True)
class Forecast:
    level: float
    spans: tuple[Ahead, ...]
    """4 and 13 weeks."""
    weeks: tuple[Ahead, ...]
    """Each of the 13 weeks: their estimates add up to those of `spans`."""
    past: Weekly
    """The last 26 whole weeks."""
    level_change: LevelChange | None
    basis: Literal["own_errors", "few_weeks"]
    windows: int
    """Past windows of 4 weeks whose errors the intervals are made from."""
    back_test: tuple[HitRate, ...]
    """For each measure that can be known and each span, where there is a window."""


def forecast(
    enquiries: Enquiries,
    lag: Lag | None,
    chances: Chances | None,
    value: Floats | None,
    *,
    level: float = LEVEL,
    seed: int = 0,
) -> Forecast | None:
    """Forecast of the 4 and the 13 weeks after `enquiries.as_of`, and of each week; None without any enquiry.

    `lag` and `chances` are what `fit_lag` and `draw_conversions` gave (with one group a channel), None where
    no win has a day; `value`, shape (t, c), draws of each channel's mean first sale, or None where no sale
    has an amount. Assumes that conversion, lag, mix and value stay as they are, that the level of enquiries
    walks slowly, and that an open enquiry's chance goes by its age and channel alone. Intervals are stretched
    by own past errors where there are eight whole weeks or more; else they go at least from half to twice the
    estimate. Raises ValueError where `chances` or `value` have not one column for each channel.
    """
    if not enquiries.total:
        return None
    weekly = weekly_of(enquiries)
    counts, starts = _at_least_a_week(enquiries, weekly)
    now = level_of(counts, starts)
    selling = _selling(enquiries, lag, chances, value)
    cells = week_cells(enquiries)
    standing = Standing(
        level=now,
        mix=recent_mix(cells.heard, cells.channel, cells.count, now.weights, enquiries.channels),
        waiting=_waiting(enquiries),
        selling=selling,
    )
    generator = np.random.default_rng(seed)
    coming = enquiries.as_of + 1 + WEEK * np.arange(max(SPANS), dtype=np.int64)
    future = draw_future(standing, coming, generator)
    few = len(weekly) < FEW_WEEKS
    past: Past = {}
    if not few:
        past = past_forecasts(cells, weekly, enquiries.channels, selling, now.change, level=level, seed=seed)
    offsets = _offsets(future)
    stretches = {
        (name, weeks): stretch_of(windows, level, offsets[name]) for (name, weeks), windows in past.items()
    }
    said = _Said(future, stretches, few, level, offsets, generator)
    return Forecast(
        level=level,
        spans=tuple(said.ahead(enquiries.as_of + 1, 0, weeks) for weeks in SPANS),
        weeks=tuple(said.ahead(int(coming[week]), week, week + 1) for week in range(max(SPANS))),
        past=weekly.last(WEEKS_SHOWN),
        level_change=now.change,
        basis="few_weeks" if few else "own_errors",
        windows=len(past.get(("enquiries", min(SPANS)), [])),
        back_test=_back_test(past, weekly, level, offsets),
    )


@dataclass(frozen=True)
class _Said:
    """What is said of each span, with intervals stretched by own errors."""

    future: Future
    stretches: dict[tuple[Name, int], float]
    few: bool
    level: float
    offsets: dict[Name, float]
    generator: np.random.Generator

    def ahead(self, start: int, first: int, last: int) -> Ahead:
        """Weeks `first` to `last` - 1."""
        customers, revenue = self.future.customers, self.future.revenue
        return Ahead(
            start=start,
            weeks=last - first,
            enquiries=self._estimate("enquiries", self.future.enquiries, first, last),
            customers=None if customers is None else self._estimate("customers", customers, first, last),
            customers_open=None if customers is None else float(customers.open[first:last].sum()),
            revenue=None if revenue is None else self._estimate("revenue", revenue, first, last),
            revenue_open=None if revenue is None else float(revenue.open[first:last].sum()),
        )

    def _estimate(self, name: Name, measure: Measure, first: int, last: int) -> Estimate:
        plain = measure.within(first, last, self.level, self.generator)
        if self.few:
            return widened(plain, FEW_WEEKS_FACTOR)
        # Between 4 and 13 weeks in proportion, and as with 4 before that.
        stretch = float(np.interp(last, SPANS, [self.stretches[name, weeks] for weeks in SPANS]))
        return stretched(plain, stretch, self.offsets[name])


def _at_least_a_week(enquiries: Enquiries, weekly: Weekly) -> tuple[Integers, Integers]:
    """Weekly counts and starts; all there is as one week where the list is shorter than one."""
    if len(weekly):
        return weekly.enquiries, weekly.starts
    return np.array([enquiries.total]), np.array([enquiries.as_of + 1 - WEEK])


def _waiting(enquiries: Enquiries) -> OpenByAge:
    is_open = enquiries.state == OPEN
    return open_by_age(
        enquiries.as_of - enquiries.heard[is_open],
        enquiries.channel[is_open],
        enquiries.count[is_open],
        enquiries.channels,
    )


def _selling(
    enquiries: Enquiries, lag: Lag | None, chances: Chances | None, value: Floats | None
) -> Selling | None:
    if lag is None or chances is None:
        return None
    for draws in (chances.conversion, chances.conversion if value is None else value):
        if draws.ndim != 2 or draws.shape[1] != enquiries.channels:
            raise ValueError("Chances and values have one column for each channel.")
    oldest = enquiries.as_of - int(enquiries.heard.min())
    table = lag_table(lag, oldest + WEEK * (max(SPANS) + 1))
    rows = _evenly(len(chances.conversion), MOST_DRAWS)
    worth = None if value is None else value[np.arange(len(rows)) % len(value)]
    relative = np.ones(1) if value is None else relative_amounts(enquiries.sales, value.mean(axis=0))
    return Selling(
        table.of(chances.lag[rows]), chances.conversion[rows], chances.recorded[rows], worth, relative
    )


def _evenly(draws: int, most: int) -> Integers:
    """Rows of draws, at most so many, evenly through all of them: neighbours share a lag."""
    return np.arange(min(draws, most)) * draws // min(draws, most)


def _offsets(future: Future) -> dict[Name, float]:
    """Half an enquiry, half a customer, half a sale: what is added before logarithms are taken."""
    sale = 1.0
    if future.customers is not None and future.revenue is not None:
        customers = float((future.customers.open + future.customers.new).sum())
        revenue = float((future.revenue.open + future.revenue.new).sum())
        sale = max(revenue / customers, 1e-9) if customers > 0 else 1.0
    return {"enquiries": HALF, "customers": HALF, "revenue": HALF * sale}


def _back_test(past: Past, weekly: Weekly, level: float, offsets: dict[Name, float]) -> tuple[HitRate, ...]:
    if not past:
        return ()
    earliest = int(weekly.starts[0]) + WEEK * FEW_WEEKS
    rates = []
    for name in NAMES:
        for weeks in SPANS:
            windows = past[name, weeks]
            held = [
                _held(window, windows, level, offsets[name]) for window in windows if window.start >= earliest
            ]
            if held:
                rates.append(HitRate(name, weeks, len(held), sum(held)))
    return tuple(rates)


def _held(window: PastForecast, windows: Sequence[PastForecast], level: float, offset: float) -> bool:
    """Whether it held what came, stretched by the errors that were known when it began."""
    known = [other for other in windows if other.start + WEEK * other.weeks <= window.start]
    said = stretched(window.said, stretch_of(known, level, offset), offset)
    return said.low <= window.came <= said.high
