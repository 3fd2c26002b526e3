"""Joint draws of what lies behind two periods: rates, quality, selling and first sales of every part."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.random import Generator

from tandem.maths.acceptance import acceptance_recorded, accepted, declined
from tandem.maths.cells import Cells
from tandem.maths.drivers import Factors
from tandem.maths.enquiries import LOST, NONE, OPEN, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.lag_cells import DayBins, day_bins
from tandem.maths.parts import Parts, parts_of
from tandem.maths.period_lags import Period, PeriodLags, period_lags
from tandem.maths.rates import arrivals, rate_draws
from tandem.maths.to_come import ToCome, Waiting, wins_to_come
from tandem.maths.value import first_sale_draws
from tandem.maths.winning import Outcomes, chance_draws

DRAWS: Final = 2000
# Shares of the accepted need no lag: they are counted among those that sales decided on.
_NO_LAG: Final = PeriodLags(np.zeros((1, 2, 1)), np.zeros((1, 2, 1)), np.full((1, 2), -np.inf), 0.0, False)


@dataclass(frozen=True)
class JointDraws:
    """What two periods are believed to have been like."""

    parts: Parts
    factors: Factors
    """Shape (2, draws, parts) each."""
    lags: PeriodLags
    to_come: ToCome

    def swapped(self) -> "JointDraws":
        """The same draws with before called after."""
        given = self.factors
        return replace(
            self,
            factors=Factors(
                given.rate[::-1],
                None if given.quality is None else given.quality[::-1],
                given.selling[::-1],
                None if given.value is None else given.value[::-1],
            ),
            to_come=self.to_come.swapped(),
        )


def joint_draws(
    enquiries: Enquiries, before: Period, after: Period, generator: Generator, draws: int = DRAWS
) -> JointDraws:
    """Draws from the posterior of all factors of two periods, the earlier one first.

    Assumes that each period has an enquiry and that none is heard after `as_of`. Rates, what becomes of
    enquiries and the size of sales are apart beforehand, so their draws are, too.
    """
    heard = [enquiries.heard_within(period.first, period.last) for period in (before, after)]
    parts = parts_of(heard[0], heard[1])
    layout = _layout(parts, heard)
    spans = (before.first, before.last), (after.first, after.last)
    code = parts.of(enquiries.channel, enquiries.segment)
    seen = arrivals(enquiries.heard, code, enquiries.count, len(parts), spans)
    rate = rate_draws(seen, generator, draws)
    recorded = acceptance_recorded(heard[0], heard[1])
    quality = _quality(layout, generator, draws) if recorded else None
    sold_to = _only(enquiries, accepted(enquiries)) if recorded else enquiries
    days = day_bins(enquiries.as_of - before.first)
    lags = period_lags(sold_to, before, after, days.middle, generator)
    waiting = _waiting(layout, days, recorded=recorded)
    outcomes = _outcomes(layout, waiting.accepted, accepted_only=recorded)
    chances = chance_draws(outcomes, layout.cells, lags, generator, draws)
    value = _values(layout, generator, draws)
    factors = Factors(
        rate,
        None if quality is None else layout.by_part(quality),
        layout.by_part(chances.won),
        None if value is None else layout.by_part(value),
    )
    to_come = wins_to_come(waiting, layout.cells, lags, chances, quality, generator)
    return JointDraws(parts, factors, lags, to_come)


@dataclass(frozen=True)
class _Layout:
    """Which cell (a pool of parts in a period) belongs to what."""

    parts: Parts
    heard: list[Enquiries]
    """Of each period."""
    cells: Cells
    place: Integers
    """Cell of each pool in each period, shape (2, pools); of the other period where it is not there."""

    def by_part(self, draws: Floats) -> Floats:
        """From cells, shape (d, k), to parts in both periods, shape (2, d, parts)."""
        return np.stack([draws[:, row[self.parts.pool]] for row in self.place])

    def of(self, period: int, channel: Integers, segment: Integers) -> Integers:
        """Cell of each enquiry or sale of a period, shape (n,)."""
        return np.asarray(self.place[period, self.parts.pool[self.parts.of(channel, segment)]])

    def summed(self, wanted: list[Flags]) -> Floats:
        """Enquiries of each cell that are marked, by period, shape (k,)."""
        total = np.zeros(len(self.cells))
        for period, (heard, marked) in enumerate(zip(self.heard, wanted, strict=True)):
            cell = self.of(period, heard.channel[marked], heard.segment[marked])
            total += np.bincount(cell, heard.count[marked], minlength=len(total))
        return total

    def open_by_age(self, wanted: list[Flags], days: DayBins) -> Floats:
        """Open enquiries of each cell that are marked, by period, and by age, shape (k, b)."""
        bins, size = len(days.first), len(self.cells)
        total = np.zeros(size * bins)
        for period, (heard, marked) in enumerate(zip(self.heard, wanted, strict=True)):
            kept = _only(heard, marked & (heard.state == OPEN))
            place = self.of(period, kept.channel, kept.segment) * bins + days.of(kept.as_of - kept.begun)
            total += np.bincount(place, kept.count, minlength=size * bins)
        return total.reshape(size, bins)


def _layout(parts: Parts, heard: list[Enquiries]) -> _Layout:
    pools = int(parts.pool.max()) + 1
    there = np.stack([np.bincount(parts.pool, row, minlength=pools) > 0 for row in parts.counts])
    period, pool = np.nonzero(there)
    place = np.full(there.shape, NONE, dtype=np.int64)
    place[period, pool] = np.arange(len(pool))
    place = np.where(place == NONE, place[::-1], place)
    channel = np.zeros(pools, dtype=np.int64)
    channel[parts.pool] = parts.channel
    return _Layout(parts, heard, Cells(pool, channel[pool], period), place)


def _only(enquiries: Enquiries, wanted: Flags) -> Enquiries:
    return enquiries.of(wanted, np.zeros(len(enquiries.sales.heard), dtype=np.bool_))


def _quality(layout: _Layout, generator: Generator, draws: int) -> Floats:
    yes = layout.summed([accepted(heard) for heard in layout.heard])
    no = layout.summed([declined(heard) for heard in layout.heard])
    decided = Outcomes(yes, no, np.zeros((len(yes), 1)))
    return chance_draws(decided, layout.cells, _NO_LAG, generator, draws).won


def _waiting(layout: _Layout, days: DayBins, *, recorded: bool) -> Waiting:
    """`recorded` is whether acceptance is; else all are sold to."""
    everybody = [heard.count > 0 for heard in layout.heard]
    if not recorded:
        sold_to = layout.open_by_age(everybody, days)
        return Waiting(sold_to, np.zeros_like(sold_to))
    undecided = [~accepted(heard) & ~declined(heard) for heard in layout.heard]
    return Waiting(
        layout.open_by_age([accepted(heard) for heard in layout.heard], days),
        layout.open_by_age(undecided, days),
    )


def _outcomes(layout: _Layout, still_open: Floats, *, accepted_only: bool) -> Outcomes:
    used = [accepted(heard) if accepted_only else heard.count > 0 for heard in layout.heard]
    won, lost = (
        layout.summed([mark & (heard.state == state) for mark, heard in zip(used, layout.heard, strict=True)])
        for state in (WON, LOST)
    )
    return Outcomes(won, lost, still_open)


def _values(layout: _Layout, generator: Generator, draws: int) -> Floats | None:
    sales = [heard.sales for heard in layout.heard]
    cell = np.concatenate(
        [layout.of(period, sold.channel, sold.segment) for period, sold in enumerate(sales)]
    )
    amount = np.concatenate([sold.amount for sold in sales])
    return first_sale_draws(cell, amount, layout.cells, generator, draws)
