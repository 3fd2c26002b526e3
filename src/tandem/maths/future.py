"""Possible futures of the coming weeks, drawn from what is known at one moment, and what they come to."""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.level import Level, count_weeks, expected_weeks
from tandem.maths.pipeline import (
    LagTable,
    OpenByAge,
    Wins,
    draw_channels,
    draw_wins,
    wins_of_new,
    wins_of_open,
)
from tandem.maths.results import Estimate
from tandem.maths.takings import draw_takings

Name = Literal["enquiries", "customers", "revenue"]

# A channel that has not been heard of lately may still be: half an enquiry, shared among all.
_UNHEARD: Final = 0.5
# Multiples of the golden ratio lie evenly on the unit, without luck.
_GOLDEN: Final = (np.sqrt(5.0) - 1) / 2
# How many where nothing is known of selling, which else says how many draws there are.
_DRAWS: Final = 480


@dataclass(frozen=True)
class Selling:
    """What becomes of enquiries, as draws."""

    table: LagTable
    """Shape (s, days)."""
    conversion: Floats
    """Final, shape (s, c)."""
    recorded: Floats
    """Share of losses that are ever recorded, shape (s, c)."""
    value: Floats | None
    """Mean first sale, shape (s, c); None where no sale has an amount."""
    relative: Floats
    """Single sales over their mean, shape (k,)."""

    def of(self, rows: Integers) -> "Selling":
        """Some of the draws."""
        value = None if self.value is None else self.value[rows]
        return Selling(self.table.of(rows), self.conversion[rows], self.recorded[rows], value, self.relative)


@dataclass(frozen=True)
class Standing:
    """What is known at one moment."""

    level: Level
    mix: Floats
    """Enquiries of late by channel, weighted as for the level, shape (c,)."""
    waiting: OpenByAge
    selling: Selling | None
    """None where no win has a day."""


@dataclass(frozen=True)
class Measure:
    """One thing that is counted: what is expected of it by week, and draws of what may come."""

    open: Floats
    """Expected from enquiries that are open now, shape (w,)."""
    new: Floats
    """Expected from those yet to come, shape (w,)."""
    draws: Floats
    """Shape (s, w)."""
    counted: bool
    """Whether it is counted in whole numbers."""

    def within(self, first: int, last: int, level: float) -> Estimate:
        """The sum of weeks `first` to `last` - 1, with the interval that leaves out equal tails.

        Whole numbers are spread evenly over the unit around them before quantiles are taken, so that an
        interval holds as many futures as it says also where few come. It always holds the estimate.
        """
        sums = self.draws[:, first:last].sum(axis=1)
        if self.counted:
            sums = sums + _GOLDEN * np.arange(len(sums)) % 1 - 0.5
        low, high = np.quantile(sums, [(1 - level) / 2, (1 + level) / 2])
        expected = float(self.open[first:last].sum() + self.new[first:last].sum())
        return Estimate(expected, max(min(float(low), expected), 0.0), max(float(high), expected))


@dataclass(frozen=True)
class Future:
    enquiries: Measure
    customers: Measure | None
    revenue: Measure | None

    def of(self, name: Name) -> Measure | None:
        return {"enquiries": self.enquiries, "customers": self.customers, "revenue": self.revenue}[name]


def draw_future(standing: Standing, starts: Integers, generator: np.random.Generator) -> Future:
    """Draws the weeks that start on these days, shape (w,).

    What is expected leaves out the luck of counts (it is a mean over the draws of what lies behind them), so
    that parts and weeks add up.
    """
    selling = standing.selling
    draws = _DRAWS if selling is None else len(selling.conversion)
    expected = expected_weeks(standing.level, starts, draws, generator)
    heard = count_weeks(expected, standing.level.dispersion, generator)
    zero = np.zeros(len(starts))
    enquiries = Measure(zero, expected.mean(axis=0), heard.astype(np.float64), counted=True)
    if selling is None:
        return Future(enquiries, None, None)
    waiting = wins_of_open(standing.waiting, selling.table, selling.conversion, selling.recorded, len(starts))
    share = _shares(standing, draws, generator)
    hoped = wins_of_new(expected[:, None, :] * share[:, :, None], selling.table, selling.conversion)
    by_channel = draw_channels(heard, share, generator).astype(np.float64)
    coming = wins_of_new(by_channel, selling.table, selling.conversion)
    wins = draw_wins(waiting, generator) + draw_wins(coming, generator)
    customers = Measure(
        _mean(waiting, None), _mean(hoped, None), wins.sum(axis=1).astype(np.float64), counted=True
    )
    if selling.value is None:
        return Future(enquiries, customers, None)
    takings = draw_takings(wins, selling.value, selling.relative, generator)
    revenue = Measure(_mean(waiting, selling.value), _mean(hoped, selling.value), takings, counted=False)
    return Future(enquiries, customers, revenue)


def _shares(standing: Standing, draws: int, generator: np.random.Generator) -> Floats:
    """Draws of the channels' shares of what comes: Dirichlet, weaker where counts are over-dispersed."""
    mix = standing.mix + _UNHEARD / len(standing.mix)
    worth = standing.level.mean * standing.level.weeks / standing.level.dispersion
    return np.asarray(generator.dirichlet(mix / mix.sum() * worth, size=draws))


def _mean(wins: Wins, value: Floats | None) -> Floats:
    """Expected by week; a channel's sales at the middle of its value's draws, as few sales leave them a long
    tail."""
    by_channel = wins.expected.mean(axis=0)
    return np.asarray(by_channel.sum(axis=0) if value is None else np.median(value, axis=0) @ by_channel)


def widened(measure: Estimate, factor: float) -> Estimate:
    """At least from the estimate over `factor` to the estimate times `factor`."""
    return replace(
        measure,
        low=min(measure.low, measure.estimate / factor),
        high=max(measure.high, measure.estimate * factor),
    )
