"""Families of the time from an enquiry to its win: by which day which share of the final wins is known.

Every family is told by the same two numbers, its median in days and its spread (the standard deviation of the
logarithm of the lag), so that one prior holds for all of them and their likelihoods may be compared.
"""

from typing import Final

import numpy as np
from scipy.special import gammainc, gammaincinv, ndtr, ndtri, polygamma, zeta

from tandem.maths.enquiries import Floats

LOGNORMAL: Final = 0
WEIBULL: Final = 1
GAMMA: Final = 2
FAMILIES: Final = ("lognormal", "weibull", "gamma")

# The logarithm of a Weibull lag has standard deviation pi / sqrt(6) / shape.
_WEIBULL_SPREAD: Final = float(np.pi / np.sqrt(6.0))


def share_by(family: int, days: Floats, median: Floats, spread: Floats) -> Floats:
    """Share of final wins that come within so many days, shape (b, n).

    `days` has shape (n,), at least 0; `median` (days) and `spread` (log scale) have shape (b,), above 0.
    """
    ratio = days[None, :] / median[:, None]
    if family == LOGNORMAL:
        with np.errstate(divide="ignore"):
            return np.asarray(ndtr(np.log(ratio) / spread[:, None]))
    if family == WEIBULL:
        shape = _WEIBULL_SPREAD / spread
        return np.asarray(-np.expm1(-np.log(2.0) * ratio ** shape[:, None]))
    shape = _gamma_shape(spread)
    return np.asarray(gammainc(shape[:, None], ratio * gammaincinv(shape, 0.5)[:, None]))


def day_by(family: int, share: float, median: Floats, spread: Floats) -> Floats:
    """Day by which that share of the final wins has come, shape (b,): the inverse of `share_by`."""
    if family == LOGNORMAL:
        return np.asarray(median * np.exp(spread * ndtri(share)))
    if family == WEIBULL:
        return np.asarray(median * (-np.log1p(-share) / np.log(2.0)) ** (spread / _WEIBULL_SPREAD))
    shape = _gamma_shape(spread)
    return np.asarray(median * gammaincinv(shape, share) / gammaincinv(shape, 0.5))


def _gamma_shape(spread: Floats) -> Floats:
    """Shape of the gamma whose logarithm has that spread: trigamma(shape) = spread², by Newton."""
    wanted = np.clip(spread, 0.02, 30.0) ** 2
    # Exact at both ends: trigamma(k) is near 1/k² for small and near 1/k for large shapes.
    shape = (1.0 + np.sqrt(1.0 + 4.0 * wanted)) / (2.0 * wanted)
    for _ in range(6):
        value = polygamma(1, shape)
        slope = -2.0 * zeta(3.0, shape)
        # Newton on the reciprocal, which is nearly a straight line in the shape, so it never overshoots.
        shape = np.maximum(shape + (1.0 / wanted - 1.0 / value) * value**2 / -slope, shape / 4)
    return np.asarray(shape)
