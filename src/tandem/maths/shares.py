"""A share with its range from two counts, in plain Python: pages ask for it while they are made."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HALVINGS: Final = 60
_TERMS: Final = 10_000
_CLOSE: Final = 1e-14
_TINY: Final = 1e-300


@dataclass(frozen=True)
class ShareRange:
    """A share between 0 and 1: `estimate` is the plain `part / n`, `low` to `high` holds what it may be."""

    estimate: float
    low: float
    high: float
    n: int


@lru_cache(maxsize=1024)
def share_range(part: int, whole: int, *, level: float = 0.9) -> ShareRange:
    """Jeffreys' interval of a share: the middle `level` of a Beta(part + ½, rest + ½).

    The end at nought or one is nought or one where none or all were counted (Brown, Cai and DasGupta 2001,
    section 4.1). Raises ValueError without a whole, or with more than the whole.
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError("A share is so many of at least one.")
    tail = (1 - level) / 2
    a, b = part + 0.5, whole - part + 0.5
    low = 0.0 if part == 0 else _quantile(a, b, tail)
    high = 1.0 if part == whole else _quantile(a, b, 1 - tail)
    return ShareRange(part / whole, low, high, whole)


def _quantile(a: float, b: float, share: float) -> float:
    """By halving: slower than Newton's way, and never wrong."""
    low, high = 0.0, 1.0
    for _round in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function: how likely a Beta(a, b) is below x."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz' way (DLMF 8.17.22)."""
    upper, lower = 1.0, 1 / _away_from_nought(1 - (a + b) * x / (a + 1))
    value = lower
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1 / _away_from_nought(1 + term * lower)
            upper = _away_from_nought(1 + term / upper)
            step = upper * lower
            value *= step
        if abs(step - 1) < _CLOSE:
            return value
    raise ArithmeticError("The range of this share was not found.")


def _away_from_nought(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
