"""Pieces that every result is made of."""

from dataclasses import dataclass

import numpy as np

from tandem.maths.enquiries import Floats


@dataclass(frozen=True)
class Estimate:
    """A number that is not known exactly: `low` to `high` holds it with the level that was asked for."""

    estimate: float
    low: float
    high: float


def estimate_of(draws: Floats, level: float, *, centre: float | None = None) -> Estimate:
    """From draws of a posterior, shape (d,): their mean (or `centre`), and the range without equal tails.

    `level` is a share, such as 0.9. Raises ValueError where there is no draw or one is not finite.
    """
    if not len(draws) or not np.isfinite(draws).all():
        raise ValueError("An estimate is made from at least one draw, and from finite draws only.")
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return Estimate(float(draws.mean()) if centre is None else centre, float(low), float(high))
