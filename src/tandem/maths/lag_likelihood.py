"""How well a lag explains what is known, with the conversion of each group integrated out.

The model. An enquiry of group g becomes a customer with chance c_g, after a lag with distribution F. One that
never will is written down as lost with chance r, after a lag with distribution G; else it stays open.
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
from tandem.maths.lag_families import LOGNORMAL, share_by

# Priors (evidence.md D1): the median lag is around 30 days, within a factor of 4.5; its spread around 1.
MEDIAN: Final = (float(np.log(30.0)), 1.5)
SPREAD: Final = (0.0, 0.6)
# Losses may be recorded never, always or in part: a wide prior on the logit scale.
RECORDED: Final = (0.0, 2.0)
# Conversions of groups scatter around a common one, near 15 %: only for weighing lags against each other.
COMMON: Final = (float(np.log(0.15 / 0.85)), 1.5)
SCATTER: Final = 0.8

_TINY: Final = 1e-300
_BATCH: Final = 1_500_000


@dataclass(frozen=True)
class LagPoints:
    """b possible lags: of wins, and of losses with the share of losses that are recorded."""

    family: int
    values: Floats
    """Log median and log spread; the same of losses, logit of the share recorded. Shape (b, 2) or (b, 5)."""

    @property
    def with_losses(self) -> bool:
        return bool(self.values.shape[1] > 2)

    def known(self, days: Floats) -> Floats:
        """F: share of final wins that come within so many days, shape (b, n)."""
        return share_by(self.family, days, np.exp(self.values[:, 0]), np.exp(self.values[:, 1]))

    def lost_by(self, days: Floats) -> Floats:
        """G: share of recorded losses that are recorded within so many days, shape (b, n)."""
        return share_by(LOGNORMAL, days, np.exp(self.values[:, 2]), np.exp(self.values[:, 3]))

    def recorded(self) -> Floats:
        """Share of losses that are ever recorded, shape (b,)."""
        return np.asarray(expit(self.values[:, 4]))


def log_evidence(points: LagPoints, cells: LagCells) -> Floats:
    """Logarithm of prior times likelihood of each lag, conversions integrated out, shape (b,)."""
    size = max(1, _BATCH // max(1, cells.open.size))
    parts = [
        _conversions(LagPoints(points.family, points.values[begin : begin + size]), cells)
        for begin in range(0, len(points.values), size)
    ]
    return np.concatenate(parts) + _lags(points, cells) + _prior(points)


def _prior(points: LagPoints) -> Floats:
    centres = np.array([MEDIAN, SPREAD, MEDIAN, SPREAD, RECORDED])[: points.values.shape[1]]
    return np.asarray(
        (-0.5 * ((points.values - centres[:, 0]) / centres[:, 1]) ** 2 - np.log(centres[:, 1])).sum(axis=1)
    )


def _lags(points: LagPoints, cells: LagCells) -> Floats:
    """The part of the likelihood that holds no conversion."""
    bins = cells.bins
    result = np.log(np.maximum(points.known(bins.end) - points.known(bins.start), _TINY)) @ cells.won_after
    if cells.won_within.any():
        result = result + np.log(np.maximum(points.known(bins.middle), _TINY)) @ cells.won_within
    if points.with_losses:
        shares = np.maximum(points.lost_by(bins.end) - points.lost_by(bins.start), _TINY)
        result = (
            result + np.log(shares) @ cells.lost_after + cells.lost.sum() * log_expit(points.values[:, 4])
        )
    return np.asarray(result)


def open_shares(points: LagPoints, days: Floats) -> tuple[Floats, Floats]:
    """The share still open after so many days of those who will buy, and of the others, shape (b, n)."""
    winners = 1.0 - points.known(days)
    if not points.with_losses:
        return winners, np.ones_like(winners)
    return winners, 1.0 - points.recorded()[:, None] * points.lost_by(days)


def _conversions(points: LagPoints, cells: LagCells) -> Floats:
    """The part with conversions: their logits (and the common one) at their best, then Laplace's method."""
    used = cells.open.any(axis=0)
    winners, others = (part[:, None, :] for part in open_shares(points, cells.bins.middle[used]))
    still_open = cells.open[:, used]
    total = cells.won + cells.lost + still_open.sum(axis=1)
    groups, precision = len(total), SCATTER**-2
    logit = np.full((len(points.values), groups), COMMON[0])
    common = np.full((len(points.values), 1), COMMON[0])
    for _ in range(40):
        share = expit(logit)
        alike = share[:, :, None] * winners
        will = alike / np.maximum(alike + (1 - share)[:, :, None] * others, _TINY)
        slope = cells.won + (still_open * will).sum(axis=2) - total * share - precision * (logit - common)
        curve = np.maximum(total * share * (1 - share) - (still_open * will * (1 - will)).sum(axis=2), 0.0)
        curve += precision
        common_slope = (
            precision * (logit - common).sum(axis=1, keepdims=True) - (common - COMMON[0]) / COMMON[1] ** 2
        )
        common_curve = (
            groups * precision + COMMON[1] ** -2 - (precision**2 / curve).sum(axis=1, keepdims=True)
        )
        common_step = (common_slope + (precision * slope / curve).sum(axis=1, keepdims=True)) / common_curve
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
