"""Customers of the coming weeks: from enquiries that are open now, and from those that are yet to come.

Everywhere s are draws of what is not known (lag, conversions, values), c channels and w coming weeks.
"""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from tandem.maths.enquiries import SAME_DAY, Floats, Integers
from tandem.maths.weekly import WEEK

# Open enquiries are put together by day, then by week, then by four: the lag moves ever less within one.
_SINGLE_DAYS: Final = 14
_SINGLE_WEEKS: Final = 84
_MONTH: Final = 28
_TINY: Final = 1e-12


class Lag(Protocol):
    """What is asked of a lag; `tandem.maths.lag.LagPosterior` is one."""

    def known(self, days: Floats) -> Floats:
        """Share of the final wins with a lag of at most so many days, shape (draws, n)."""

    def lost_by(self, days: Floats) -> Floats:
        """Share of the recorded losses that are recorded within so many days, shape (draws, n)."""


class Chances(Protocol):
    """What is asked of conversions, d joint draws; `tandem.maths.conversion_grid.GridDraws` is one."""

    @property
    def conversion(self) -> Floats:
        """Final conversion of each channel, shape (d, c)."""

    @property
    def recorded(self) -> Floats:
        """Share of each channel's losses that are ever recorded, shape (d, c)."""

    @property
    def lag(self) -> Integers:
        """Which draw of the lag each belongs to, shape (d,)."""


@dataclass(frozen=True)
class LagTable:
    """A lag by whole days of age, from 0, shape (draws, days) each."""

    known: Floats
    """Share of the final wins."""
    lost: Floats
    """Share of the recorded losses."""

    def of(self, draws: Integers) -> "LagTable":
        return LagTable(self.known[draws], self.lost[draws])


@dataclass(frozen=True)
class OpenByAge:
    """Open enquiries, by ages that are known to the day or the week."""

    ages: Integers
    """Days, shape (a,), at most two weeks more than the oldest."""
    counts: Floats
    """Shape (a, c)."""


@dataclass(frozen=True)
class Wins:
    """Wins that are to be expected, from enquiries whose number is given."""

    expected: Floats
    """By week of the win, shape (s, c, w)."""
    squares: Floats
    """Sum over the enquiries of each one's squared chance to be won within all the weeks, shape (s, c)."""


def lag_table(lag: Lag, days: int) -> LagTable:
    """The lag at ages 0, 1, ... `days`: what is known at the end of that day, half a day past its number."""
    ends = np.arange(days + 1, dtype=np.float64) + SAME_DAY
    return LagTable(lag.known(ends), lag.lost_by(ends))


def open_by_age(
    ages: Integers, channels: Integers, counts: Integers | Floats, channel_count: int
) -> OpenByAge:
    """Adds open enquiries up. `ages` in days, `channels` and `counts` have shape (n,)."""
    step = np.where(ages < _SINGLE_DAYS, 1, np.where(ages < _SINGLE_WEEKS, WEEK, _MONTH))
    grouped = ages // step * step + step // 2
    unique, place = np.unique(grouped, return_inverse=True)
    cells = np.bincount(place * channel_count + channels, counts, len(unique) * channel_count).astype(
        np.float64
    )
    return OpenByAge(unique, cells.reshape(len(unique), channel_count))


def wins_of_open(
    waiting: OpenByAge, table: LagTable, conversion: Floats, recorded: Floats, weeks: int
) -> Wins:
    """Wins among the open enquiries in the coming weeks.

    An enquiry open at age t is won by age u with chance c (F(u) - F(t)) / (c (1 - F(t)) + (1 - c) (1 - r
    G(t))), where F is the share of wins known, r the share of losses ever recorded and G that of these known:
    in the end c (1 - F(t)) / (1 - c F(t)) where no loss is recorded (evidence.md D; mixture cure model, Boag
    1949). `conversion` and `recorded` have shape (s, c), `table` s draws and days up to the oldest age and
    `weeks` more.
    """
    steps = table.known[:, waiting.ages[:, None] + WEEK * np.arange(weeks + 1)]
    ever, gone = 1 - steps[:, :, 0], table.lost[:, waiting.ages]
    gained = np.diff(steps, axis=2)
    expected = np.empty((*conversion.shape, weeks))
    squares = np.empty(conversion.shape)
    for channel in range(conversion.shape[1]):
        chance = conversion[:, channel, None]
        never = (1 - chance) * (1 - recorded[:, channel, None] * gone)
        each = chance / np.maximum(chance * ever + never, _TINY)
        counts = waiting.counts[:, channel]
        expected[:, channel] = np.matmul((each * counts)[:, None, :], gained)[:, 0]
        whole = np.minimum(each * (steps[:, :, -1] - steps[:, :, 0]), 1)
        squares[:, channel] = whole**2 @ counts
    return Wins(expected, squares)


def wins_of_new(heard: Floats, table: LagTable, conversion: Floats) -> Wins:
    """Wins among enquiries that are heard in the coming weeks, evenly on the days of each.

    `heard`, shape (s, c, w), are their numbers; `conversion`, shape (s, c), is their final conversion. The
    convolution of what comes with the lag.
    """
    weeks = np.arange(heard.shape[2])
    by_end = table.known[:, WEEK * weeks[:, None] + np.arange(WEEK)].mean(axis=2)
    within = np.diff(by_end, axis=1, prepend=0.0)
    after = weeks - weeks[:, None]
    spread = np.where(after >= 0, within[:, np.maximum(after, 0)], 0.0)
    expected = np.matmul(heard, spread)
    whole = conversion[:, :, None] * by_end[:, None, ::-1]
    return Wins(expected * conversion[:, :, None], (heard * whole**2).sum(axis=2))


def draw_wins(wins: Wins, generator: np.random.Generator) -> Integers:
    """Numbers of wins by week, shape (s, c, w): the luck of the single enquiry.

    The sum of chances that differ is drawn from the binomial with its mean and (nearly) its variance, and
    then spread over the weeks. Source: binomial approximation of the Poisson binomial, Ehm 1991.
    """
    total = wins.expected.sum(axis=2)
    chance = np.clip(wins.squares / np.maximum(total, _TINY), _TINY, 1)
    tries = np.ceil(total / chance)
    drawn = generator.binomial(tries.astype(np.int64), np.minimum(total / np.maximum(tries, 1), 1))
    # A little is taken off, as NumPy refuses shares that rounding has brought to more than 1.
    share = wins.expected / np.maximum(total, _TINY)[:, :, None] * (1 - _TINY)
    return np.asarray(generator.multinomial(drawn, share), dtype=np.int64)


def draw_channels(counts: Integers, share: Floats, generator: np.random.Generator) -> Integers:
    """Spreads counts by week, shape (s, w), over channels with these shares, shape (s, c); gives (s, c,
    w)."""
    spread = generator.multinomial(counts, share[:, None, :] * (1 - _TINY))
    return np.asarray(np.moveaxis(spread, 2, 1), dtype=np.int64)
