"""How well a lag explains what is known, with the conversion of each group integrated out.

The model. An enquiry of group g becomes a customer with chance c_g, after a lag with distribution F. One
that never will is written down as lost with chance r, after a lag with distribution G; else it stays open.
So at age a

    won after t     c f(t)
    lost after t    (1 - c) r g(t)
    open            c (1 - F(a)) + (1 - c) (1 - r G(a))

With no loss recorded the last line is 1 - c F(a), the mixture cure model (Boag 1949; Farewell 1982). Leaving
r G out where losses are recorded would be wrong: open enquiries are then richer in future wins than new ones,
because losses have been taken out of them. A win without a day is known to have come by now: c F(a).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, log_expit

from tandem.maths.enquiries import Floats
from tandem.maths.lag_cells import LagCells
from tandem.maths.lag_families import LOGNORMAL, TWO_SPEEDS, share_by

# Normal priors, mean and standard deviation, after evidence.md D1, narrowed by simulation (docs/method.md).
# The middle of the lag is around 30 days, its spread around 1 on the log scale.
MEDIAN: Final = (float(np.log(30.0)), 1.2)
SPREAD: Final = (0.0, 0.6)
# Losses may be recorded never, always or in part: a wide prior on the logit scale.
RECORDED: Final = (0.0, 2.0)
# Where there are two speeds: log odds of being slow, and of the variance lying between quick and slow.
SLOW: Final = (0.0, 1.0)
BETWEEN: Final = (1.0, 1.5)
# Conversions of groups scatter around a common one, near 15 %: only for weighing lags against each other.
COMMON: Final = (float(np.log(0.15 / 0.85)), 1.5)
SCATTER: Final = 0.8

_TINY: Final = 1e-300
_BATCH: Final = 1_500_000


@dataclass(frozen=True)
class LagPoints:
    """b possible lags of one family: of wins, and of losses with the share of losses that are recorded."""

    family: int
    wins: Floats
    """As `lag_families.share_by` takes them, shape (b, 2), or (b, 4) for two speeds."""
    losses: Floats
    """Log median and log spread, and the log odds that a loss is recorded, shape (b, 3); (b, 0) for never."""

    @staticmethod
    def of(family: int, values: Floats) -> "LagPoints":
        """From columns side by side, shape (b, d)."""
        size = wins_size(family)
        return LagPoints(family, values[:, :size], values[:, size:])

    def part(self, begin: int, end: int) -> "LagPoints":
        return LagPoints(self.family, self.wins[begin:end], self.losses[begin:end])

    @property
    def with_losses(self) -> bool:
        return bool(self.losses.shape[1])

    def known(self, days: Floats) -> Floats:
        """F: share of final wins that come within so many days, shape (b, n)."""
        return share_by(self.family, days, self.wins)

    def lost_by(self, days: Floats) -> Floats:
        """G: share of recorded losses that are recorded within so many days, shape (b, n)."""
        return share_by(LOGNORMAL, days, self.losses)

    def still_open(self, days: Floats) -> tuple[Floats, Floats]:
        """The share still open after so many days of those who will buy, and of the others, shape (b, n)."""
        winners = 1.0 - self.known(days)
        if not self.with_losses:
            return winners, np.ones_like(winners)
        return winners, 1.0 - expit(self.losses[:, 2:]) * self.lost_by(days)


def wins_size(family: int) -> int:
    """How many numbers tell a lag of that family."""
    return 4 if family == TWO_SPEEDS else 2


def priors(family: int, with_losses: bool) -> Floats:
    """Mean and standard deviation of each number's normal prior, shape (d, 2)."""
    wins = [MEDIAN, SPREAD] + ([SLOW, BETWEEN] if family == TWO_SPEEDS else [])
    return np.array(wins + ([MEDIAN, SPREAD, RECORDED] if with_losses else []))


def log_evidence(points: LagPoints, cells: LagCells) -> Floats:
    """Logarithm of prior times likelihood of each lag, conversions integrated out, shape (b,)."""
    size = max(1, _BATCH // max(1, cells.open.size))
    parts = [
        _conversions(points.part(begin, begin + size), cells) for begin in range(0, len(points.wins), size)
    ]
    prior = priors(points.family, points.with_losses)
    away = (np.hstack([points.wins, points.losses]) - prior[:, 0]) / prior[:, 1]
    believed = -(0.5 * away**2 + np.log(prior[:, 1]) + 0.5 * np.log(2 * np.pi)).sum(axis=1)
    return np.asarray(np.concatenate(parts) + _lags(points, cells) + believed)


def _lags(points: LagPoints, cells: LagCells) -> Floats:
    """The part of the likelihood that holds no conversion."""
    bins = cells.bins
    result = np.log(np.maximum(points.known(bins.end) - points.known(bins.start), _TINY)) @ cells.won_after
    if cells.won_within.any():
        result = result + np.log(np.maximum(points.known(bins.middle), _TINY)) @ cells.won_within
    if points.with_losses:
        shares = np.maximum(points.lost_by(bins.end) - points.lost_by(bins.start), _TINY)
        result = result + np.log(shares) @ cells.lost_after
        result = result + cells.lost.sum() * log_expit(points.losses[:, 2])
    return np.asarray(result)


def _conversions(points: LagPoints, cells: LagCells) -> Floats:
    """The part with conversions: their logits (and the common one) at their best, then Laplace's method."""
    used = cells.open.any(axis=0)
    winners, others = (part[:, None, :] for part in points.still_open(cells.bins.middle[used]))
    still_open = cells.open[:, used]
    total = cells.won + cells.lost + still_open.sum(axis=1)
    groups, precision = len(total), SCATTER**-2
    logit = np.full((len(points.wins), groups), COMMON[0])
    common = np.full((len(points.wins), 1), COMMON[0])
    for _ in range(40):
        share = expit(logit)
        alike = share[:, :, None] * winners
        will = alike / np.maximum(alike + (1 - share)[:, :, None] * others, _TINY)
        slope = cells.won + (still_open * will).sum(axis=2) - total * share - precision * (logit - common)
        curve = np.maximum(total * share * (1 - share) - (still_open * will * (1 - will)).sum(axis=2), 0.0)
        curve += precision
        common_slope = precision * (logit - common).sum(axis=1, keepdims=True)
        common_slope -= (common - COMMON[0]) / COMMON[1] ** 2
        common_curve = groups * precision - (precision**2 / curve).sum(axis=1, keepdims=True)
        common_curve += COMMON[1] ** -2
        common_step = common_slope + (precision * slope / curve).sum(axis=1, keepdims=True)
        common_step /= common_curve
        step = np.clip((slope + precision * common_step) / curve, -2.0, 2.0)
        logit, common = logit + step, common + np.clip(common_step, -2.0, 2.0)
        if np.abs(step).max(initial=0.0) < 1e-6:
            break
    share = expit(logit)
    mixed = np.maximum(share[:, :, None] * winners + (1 - share)[:, :, None] * others, _TINY)
    explained = (cells.won * log_expit(logit) + cells.lost * log_expit(-logit)).sum(axis=1)
    explained += (still_open * np.log(mixed)).sum(axis=(1, 2))
    scattered = 0.5 * precision * ((logit - common) ** 2).sum(axis=1) - 0.5 * groups * np.log(precision)
    centred = 0.5 * ((common[:, 0] - COMMON[0]) / COMMON[1]) ** 2 + np.log(COMMON[1])
    volume = 0.5 * (np.log(curve).sum(axis=1) + np.log(common_curve[:, 0]))
    return np.asarray(explained - scattered - centred - volume)
