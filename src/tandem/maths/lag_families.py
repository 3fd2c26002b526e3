"""Families of the time from an enquiry to its win: by which day which share of the final wins is known.

Every family is told by the same two numbers, its middle in days and its spread (the standard deviation of the
logarithm of the lag), so that one prior holds for all of them and their likelihoods may be compared. The last
one has two numbers more: customers who decide at once beside customers who take their time.
"""

from typing import Final

import numpy as np
from scipy.special import expit, gammainc, gammaincinv, ndtr, polygamma, zeta

from tandem.maths.enquiries import Floats

LOGNORMAL: Final = 0
WEIBULL: Final = 1
GAMMA: Final = 2
TWO_SPEEDS: Final = 3
FAMILIES: Final = ("lognormal", "weibull", "gamma", "two_lognormals")

# The logarithm of a Weibull lag has standard deviation pi / sqrt(6) / shape.
_WEIBULL_SPREAD: Final = float(np.pi / np.sqrt(6.0))
# Log days, and log odds of being slow: beyond the first no enquiry or every one is won, beyond the second
# there is one speed, to the last digit.
_FARTHEST: Final = 600.0
_ONE_SPEED: Final = 80.0


def share_by(family: int, days: Floats, lag: Floats) -> Floats:
    """Share of final wins that come within so many days, shape (b, n).

    `days`, at least 0, has shape (n,). `lag` has shape (b, 2): log of the median in days, log of the spread.
    For TWO_SPEEDS it has shape (b, 4): mean of the logarithm instead of the median's, then the log odds of
    being slow, and the log odds of the share of the variance that lies between quick and slow.
    """
    ratio = days[None, :] / np.exp(np.clip(lag[:, :1], -_FARTHEST, _FARTHEST))
    spread = np.exp(np.clip(lag[:, 1:2], -6.0, 6.0))
    if family == WEIBULL:
        # Beyond this power the share is 1 to the last digit.
        power = np.minimum(np.log(np.maximum(ratio, 1e-300)) * _WEIBULL_SPREAD / spread, 50.0)
        return np.asarray(-np.expm1(-np.log(2.0) * np.exp(power)))
    if family == GAMMA:
        shape = _gamma_shape(spread)
        return np.asarray(gammainc(shape, ratio * gammaincinv(shape, 0.5)))
    score = np.log(np.maximum(ratio, 1e-300)) / spread
    if family == LOGNORMAL:
        return np.asarray(ndtr(score))
    # From odds, not from shares: 1 - share is 0 long before the search for the top stops trying.
    odds, between = np.clip(lag[:, 2:3], -_ONE_SPEED, _ONE_SPEED), expit(lag[:, 3:4])
    apart, within = np.sqrt(between), np.sqrt(np.maximum(1.0 - between, 1e-4))
    quick_part = ndtr((score + apart * np.exp(odds / 2)) / within)
    slow_part = ndtr((score - apart * np.exp(-odds / 2)) / within)
    # The two weights may add up to a last digit more than 1.
    return np.asarray(np.minimum(expit(-odds) * quick_part + expit(odds) * slow_part, 1.0))


def _gamma_shape(spread: Floats) -> Floats:
    """Shape of the gamma whose logarithm has that spread: trigamma(shape) = spread², by Newton's method."""
    wanted = np.clip(spread, 0.02, 30.0) ** 2
    # Exact at both ends: trigamma(k) is near 1/k² for small and near 1/k for large shapes.
    shape = (1.0 + np.sqrt(1.0 + 4.0 * wanted)) / (2.0 * wanted)
    for _ in range(6):
        value = polygamma(1, shape)
        slope = -2.0 * zeta(3.0, shape)
        # On the reciprocal, which is nearly a straight line in the shape, so that it never overshoots.
        shape = np.maximum(shape + (1.0 / wanted - 1.0 / value) * value**2 / -slope, shape / 4)
    return np.asarray(shape)
