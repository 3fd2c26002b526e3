"""The lag in two periods: one for both or one for each, as far as the data speak for it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import expit, logsumexp

from tandem.maths.cells import chosen_nodes
from tandem.maths.enquiries import Enquiries, Flags, Floats, Integers
from tandem.maths.lag import ALL_RECORDED, LagPosterior, fit_two_lags, prior_lag
from tandem.maths.lag_likelihood import ALWAYS, MEDIAN, RECORDED, SPREAD

DRAWS: Final = 24
# Beforehand, two lags are as likely as this; where there are two, their numbers (log median and log spread
# of wins and of losses, log odds that a loss is recorded) differ by about so much.
TWO: Final = 0.5
_APART: Final = np.array([0.5, 0.25, 0.5, 0.25, 1.0])
_WIDE: Final = np.sqrt(2.0) * np.array([MEDIAN[1], SPREAD[1], MEDIAN[1], SPREAD[1], RECORDED[1]])
# Where all losses are recorded in one of two periods, they are in the other one as well with this chance.
_STILL_ALL: Final = 0.8
# From here on the data speak for two lags.
SURE: Final = 0.95
# Log odds below this stand for losses that are never recorded.
NEVER: Final = -30.0
# Lags are taken from so many days before the first period as well.
_MEMORY: Final = 365
# Conversions of so many of the largest channels are kept apart while the lag is fitted.
_CHANNELS: Final = 5


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class PeriodLags:
    """s equally likely pairs of a lag before and a lag after."""

    known: Floats
    """F: share of the final wins known, by pair, period and day, shape (s, 2, b)."""
    lost: Floats
    """G: share of the losses that are ever recorded which are recorded by that day, shape (s, 2, b)."""
    recorded: Floats
    """Log odds that a loss is ever recorded, shape (s, 2)."""
    two: float
    """Probability that the lag is not the same in both periods."""
    differ: bool
    """Whether the data speak for two lags."""


def period_lags(
    enquiries: Enquiries, before: Period, after: Period, days: Floats, generator: Generator
) -> PeriodLags:
    """Fits the lag of wins and losses for two periods, the earlier one first.

    `enquiries` are those that can be won (accepted ones, where acceptance is recorded) with what was heard
    before and since; `days` are lags at which the shares are wanted, shape (b,). What was heard before the
    later period has the first lag. Periods that overlap have one. Where no win has a day, draws come from the
    prior.
    """
    used = enquiries.heard_within(before.first - _MEMORY, max(before.last, after.last))
    later = used.heard >= after.first
    era = np.where(later, 2, (used.heard >= before.first).astype(np.int64))
    groups, size = _groups(used, era)
    lags = fit_two_lags(used, groups, size, later)
    one = lags.together or prior_lag()
    overlap = after.first <= before.last
    if lags.before is None or lags.after is None or overlap:
        alike = _even(one, DRAWS)
        return PeriodLags(*_pairs((one, alike), (one, alike), days), 0.0, False)
    weights = _weights(lags.before, lags.after)
    odds = lags.log_odds + float(logsumexp(weights) - np.log(weights.size)) + np.log(TWO / (1 - TWO))
    two = float(expit(odds))
    apart = chosen_nodes(weights.ravel(), round(DRAWS * two), generator)
    first, second = np.divmod(apart, weights.shape[1])
    alike = _even(one, DRAWS - len(apart))
    same = _pairs((one, alike), (one, alike), days)
    other = _pairs((lags.before, first), (lags.after, second), days)
    known, lost, recorded = (np.concatenate(pair) for pair in zip(same, other, strict=True))
    return PeriodLags(known, lost, recorded, two, two >= SURE)


def _groups(used: Enquiries, era: Integers) -> tuple[Integers, int]:
    """The largest channels and the rest, in each era apart: nothing that changes between eras bends the
    lag."""
    rank = np.argsort(-np.bincount(used.channel, used.count, minlength=used.channels), kind="stable")
    place = np.full(used.channels, _CHANNELS, dtype=np.int64)
    place[rank[:_CHANNELS]] = np.arange(min(_CHANNELS, used.channels))
    found, groups = np.unique(place[used.channel] * 3 + era, return_inverse=True)
    return groups, len(found)


def _weights(before: LagPosterior, after: LagPosterior) -> Floats:
    """Logarithm of what each pair of a draw before and one after is worth, shape (s, t).

    Both were fitted as if lags of two periods had nothing in common; in truth they differ by about _APART.
    The ratio of the two priors of the difference makes up for it (Savage and Dickey; importance weights).
    Of how often losses are recorded see `_recorded`; where none is in one of the periods, that period says
    nothing of it.
    """
    step = after.values[None, :, :] - before.values[:, None, :]
    nearer = -0.5 * (step / _APART) ** 2 + 0.5 * (step / _WIDE) ** 2 + np.log(_WIDE / _APART)
    first, second = before.values[:, None, 4], after.values[None, :, 4]
    if min(first.min(), second.min()) <= NEVER:
        return np.asarray(nearer[..., :2].sum(axis=-1))
    recorded = _recorded(first >= ALWAYS, second >= ALWAYS, nearer[..., 4])
    return np.asarray(nearer[..., :4].sum(axis=-1) + recorded)


def _recorded(first: Flags, second: Flags, nearer: Floats) -> Floats:
    """Logarithm of what pairs are worth by how often losses are recorded, shape (s, t).

    With q = ALL_RECORDED, either fit believed q of every loss being recorded, and 1 - q of a share of them.
    A business that records all in one period does so in the other one with chance k = _STILL_ALL. So, what is
    believed of a pair over what the two fits believed of it:

        all in both periods    q k / q²
        all in one of them     q (1 - k) / (q (1 - q))
        a share in both        (1 - 2 q + q k) / (1 - q)², times that of the difference of log odds, `nearer`

    `first` and `second` mark where all are, shapes (s, 1) and (1, t).
    """
    both = ALL_RECORDED * _STILL_ALL
    one, none = ALL_RECORDED - both, 1 - 2 * ALL_RECORDED + both
    in_one = np.log(one / (ALL_RECORDED * (1 - ALL_RECORDED)))
    in_none = np.log(none / (1 - ALL_RECORDED) ** 2) + nearer
    in_both = np.log(both / ALL_RECORDED**2)
    return np.asarray(np.where(first & second, in_both, np.where(first | second, in_one, in_none)))


def _even(lag: LagPosterior, wanted: int) -> Integers:
    return np.linspace(0, len(lag.values) - 1, wanted).round().astype(np.int64)


def _pairs(
    before: tuple[LagPosterior, Integers], after: tuple[LagPosterior, Integers], days: Floats
) -> tuple[Floats, Floats, Floats]:
    """Shares known, shares of recorded losses and log odds of recording, by pair and period."""
    sides = (before, after)
    return (
        np.stack([lag.known(days)[place] for lag, place in sides], axis=1),
        np.stack([lag.lost_by(days)[place] for lag, place in sides], axis=1),
        np.stack([lag.values[place, 4] for lag, place in sides], axis=1),
    )
