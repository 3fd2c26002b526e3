"""What the weeks after `as_of` will bring: enquiries heard, customers won, and the revenue of their first
sales.

The open pipeline first, then what is yet to be heard; intervals from the firm's own past errors (evidence.md
D7).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np

from tandem.maths.agreement import Ranges, Span, agreed
from tandem.maths.enquiries import OPEN, Enquiries, Floats, Integers
from tandem.maths.future import Future, Measure, Name, Selling, Standing, draw_future, widened
from tandem.maths.hits import HitRate, back_test
from tandem.maths.level import LevelChange, level_of
from tandem.maths.own_errors import stretch_of, stretched
from tandem.maths.pipeline import Chances, Lag, OpenByAge, lag_table, open_by_age
from tandem.maths.replay import NAMES, SPANS, Past, Replay, recent_mix, week_cells
from tandem.maths.results import Estimate
from tandem.maths.takings import relative_amounts
from tandem.maths.weekly import WEEK, Weekly, weekly_of

LEVEL: Final = 0.8
FEW_WEEKS: Final = 8
# With few weeks an interval goes at least from half the estimate to twice the estimate.
FEW_WEEKS_FACTOR: Final = 2.0
WEEKS_SHOWN: Final = 26
MOST_DRAWS: Final = 960
PAST_DRAWS: Final = 192
HALF: Final = 0.5
# Every stretch of coming weeks of which something is told.
TOLD: Final[tuple[Span, ...]] = (
    *((0, weeks) for weeks in SPANS),
    *((week, week + 1) for week in range(max(SPANS))),
)


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
    """Past windows of 4 weeks that were looked back on."""
    back_test: tuple[HitRate, ...]
    """For each measure that can be known and each span, where there is a window."""


def forecast(
    enquiries: Enquiries,
    lag: Lag | None,
    chances: Chances | None,
    value: Floats | None,
    *,
    since: int | None = None,
    level: float = LEVEL,
    seed: int = 0,
) -> Forecast | None:
    """Forecast of the 4 and the 13 weeks after `enquiries.as_of`, and of each week; None without any enquiry.

    `lag` and `chances` are what `fit_lag` and `draw_conversions` gave (with one group a channel), None where
    no win has a day; `value`, shape (t, c), draws of each channel's mean first sale, or None where no sale
    has an amount; `since` the first day of the enquiries that `chances` are made from, where conversion has
    changed.

    Assumes that conversion, lag, mix and value stay as they are, that the level of enquiries walks slowly,
    and that an open enquiry's chance goes by its age and channel alone. Intervals are stretched by own past
    errors where there are eight whole weeks or more; else they go at least from half to twice the estimate.
    Raises ValueError where `chances` or `value` have not one column for each channel.
    """
    if not enquiries.total:
        return None
    weekly, cells = weekly_of(enquiries), week_cells(enquiries)
    now = level_of(*_at_least_a_week(enquiries, weekly))
    selling = _selling(enquiries, lag, chances, value)
    mix = recent_mix(cells.heard, cells.channel, cells.count, now.weights, enquiries.channels)
    starts = enquiries.as_of + 1 + WEEK * np.arange(max(SPANS), dtype=np.int64)
    standing = Standing(now, mix, _waiting(enquiries), selling)
    future = draw_future(standing, starts, np.random.default_rng(seed))
    past: Past = {}
    if len(weekly) >= FEW_WEEKS:
        thinned = selling and selling.of(_evenly(len(selling.conversion), PAST_DRAWS))
        past = Replay(cells, weekly, enquiries.channels, thinned, now.change, since, level, seed).past()
    said = _Said(future, past, _offsets(future), level, float(standing.waiting.counts.sum()))
    return Forecast(
        level=level,
        spans=tuple(said.ahead(int(starts[0]), 0, weeks) for weeks in SPANS),
        weeks=tuple(said.ahead(int(start), week, week + 1) for week, start in enumerate(starts)),
        past=weekly.last(WEEKS_SHOWN),
        level_change=now.change,
        basis="own_errors" if past else "few_weeks",
        windows=len(past.get(("enquiries", min(SPANS)), [])),
        back_test=_hits(past, weekly, said),
    )


@dataclass(frozen=True)
class _Said:
    """What is said of each span, with intervals stretched by own errors and then held to one another."""

    future: Future
    past: Past
    """Nothing where there are few weeks."""
    offsets: dict[Name, float]
    level: float
    waiting: float
    """Enquiries that are open now."""

    @cached_property
    def stretches(self) -> dict[tuple[Name, int], float]:
        return {
            (name, weeks): stretch_of(windows, self.level, self.offsets[name])
            for (name, weeks), windows in self.past.items()
        }

    @cached_property
    def ranges(self) -> dict[Name, Ranges]:
        """Of each measure that can be known, and of every span that is told."""
        measures = {name: self.future.of(name) for name in NAMES}
        apart: dict[Name, Ranges] = {
            name: {span: self._estimate(name, measure, *span) for span in TOLD}
            for name, measure in measures.items()
            if measure is not None
        }
        return agreed(apart, self.waiting)

    def ahead(self, start: int, first: int, last: int) -> Ahead:
        """Weeks `first` to `last` - 1."""
        customers, revenue, span = self.future.customers, self.future.revenue, (first, last)
        return Ahead(
            start=start,
            weeks=last - first,
            enquiries=self.ranges["enquiries"][span],
            customers=None if customers is None else self.ranges["customers"][span],
            customers_open=None if customers is None else float(customers.open[first:last].sum()),
            revenue=None if revenue is None else self.ranges["revenue"][span],
            revenue_open=None if revenue is None else float(revenue.open[first:last].sum()),
        )

    def _estimate(self, name: Name, measure: Measure, first: int, last: int) -> Estimate:
        plain = measure.within(first, last, self.level)
        if not self.past:
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
        enquiries.as_of - enquiries.begun[is_open],
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
    table = lag_table(lag, oldest + WEEK * (max(SPANS) + 2))
    rows = _evenly(len(chances.conversion), MOST_DRAWS)
    worth = None if value is None else value[np.arange(len(rows)) % len(value)]
    relative = np.ones(1) if value is None else relative_amounts(enquiries.sales, np.median(value, axis=0))
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


def _hits(past: Past, weekly: Weekly, said: _Said) -> tuple[HitRate, ...]:
    """Only of windows with so many weeks before them that their intervals came from own errors too."""
    if not past:
        return ()
    return back_test(past, int(weekly.starts[FEW_WEEKS - 1]) + WEEK, said.level, said.offsets)
