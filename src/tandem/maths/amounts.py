"""First sales as numbers that one giant order cannot drive: their logarithms, tamed, and what they are
like."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit

from tandem.maths.enquiries import Floats, Integers

# An order farther from the middle than so many spreads counts as one that is so far.
FAR: Final = 3.0
# But no more than one, or this share, are taken for strays: where large orders come regularly they count.
_STRAYS: Final = 0.02
# A middle of its own is believed of a part with so many sales.
_OWN_MIDDLE: Final = 5
# What spread is expected before anything is seen, and how many sales that is worth.
EXPECTED_SPREAD: Final = 0.7
_WORTH: Final = 4.0
# Hardly a business has first sales that scatter more.
_GREAT_SPREAD: Final = 1.75
_OF_A_NORMAL: Final = 1.4826  # standard deviation over median absolute deviation
# Jarque and Bera's statistic has mean 2 for logarithms that are normal; from about here they are not.
_NOT_NORMAL: Final = 12.0
_SOFTNESS: Final = 1.5


@dataclass(frozen=True)
class Amounts:
    """First sales by cell, k of them, in numbers that are enough to know."""

    positive: Floats
    """Sales above 0, shape (k,)."""
    other: Floats
    """Sales of nothing, or less after a credit note, shape (k,)."""
    other_mean: float
    """Mean amount of those, at most 0."""
    mean: Floats
    """Of the tamed logarithms, shape (k,); the middle of all where a cell has none."""
    middle: float
    """Median logarithm of all."""
    largest: float
    """Logarithm of an order above which none is expected: FAR great spreads above the largest tamed one."""
    within: float
    """Sum of squares of the tamed logarithms around their cell's mean."""
    excess: float
    """Logarithm of the mean of exp(what a logarithm is above its cell's mean)."""
    excess_error: float
    """Its standard error."""
    not_normal: float
    """From 0, the logarithms are normal as far as one sees, to 1, they are surely not."""


def amounts_by(cell: Integers, part: Integers, amount: Floats, size: int) -> Amounts | None:
    """Adds up first sales: cell and part of each, shape (n,), and its amount. None where none is above 0.

    `size` is the number of cells. A part is a channel (or a segment of one), over both periods.
    """
    above = amount > 0
    if not above.any():
        return None
    logs, place = np.log(amount[above]), cell[above]
    middle = float(np.median(logs))
    logs = tamed(logs, part[above])
    count = np.bincount(place, minlength=size).astype(np.float64)
    mean = np.bincount(place, logs, minlength=size) / np.maximum(count, 1.0)
    left = logs - mean[place]
    excess = np.exp(left)
    return Amounts(
        positive=count,
        other=np.bincount(cell[~above], minlength=size).astype(np.float64),
        other_mean=float(amount[~above].mean()) if (~above).any() else 0.0,
        mean=np.where(count > 0, mean, middle),
        middle=middle,
        largest=float(logs.max()) + FAR * _GREAT_SPREAD,
        within=float(left @ left),
        excess=float(np.log(excess.mean())),
        excess_error=float(excess.std() / excess.mean() / np.sqrt(len(excess))),
        not_normal=_not_normal(left),
    )


def tamed(logs: Floats, part: Integers) -> Floats:
    """Logarithms of amounts, shape (n,), with strays drawn in to FAR spreads from the middle of their part.

    The spread is the median absolute deviation, as of a normal, drawn to EXPECTED_SPREAD where there are few.
    Parts with fewer than five sales are held against the middle of all. At most one in fifty, or one, is
    taken for a stray at either end: more than that is how this business sells. Source: winsorising, Tukey
    (1962), The future of data analysis, Annals of Mathematical Statistics 33.
    """
    _, place, counts = np.unique(part, return_inverse=True, return_counts=True)
    order = np.lexsort((logs, place))
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    own = (logs[order][first + (counts - 1) // 2] + logs[order][first + counts // 2]) / 2
    known = counts >= _OWN_MIDDLE
    middle = np.where(known, own, np.median(logs))
    left = logs - middle[place]
    near = left[known[place]] if known.any() else left
    spread = np.hypot(
        _OF_A_NORMAL * np.median(np.abs(near)) * np.sqrt(len(near)), EXPECTED_SPREAD * _WORTH**0.5
    )
    spread /= np.sqrt(len(near) + _WORTH)
    among = float(own[known].std()) if known.sum() > 1 else EXPECTED_SPREAD
    scale = np.where(known, spread, np.hypot(spread, among))[place]
    away = left / scale
    low, high = _bounds(away)
    return np.asarray(middle[place] + scale * np.clip(away, low, high))


def _bounds(away: Floats) -> tuple[float, float]:
    strays = max(1, int(_STRAYS * len(away)))
    if len(away) <= 2 * strays:
        return -FAR, FAR
    ranked = np.sort(away)
    return min(-FAR, float(ranked[strays])), max(FAR, float(ranked[-strays - 1]))


def _not_normal(left: Floats) -> float:
    """Source: Jarque and Bera (1980), Economics Letters 6, n/6 (skewness² + excess kurtosis²/4)."""
    spread = float(left.std())
    if spread < 1e-9:
        return 0.0
    moments = [float(((left / spread) ** power).mean()) for power in (3, 4)]
    statistic = len(left) / 6 * (moments[0] ** 2 + (moments[1] - 3) ** 2 / 4)
    return float(expit((statistic - _NOT_NORMAL) / _SOFTNESS))
