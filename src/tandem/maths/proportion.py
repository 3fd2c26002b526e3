"""The range of a plain share: so many of so many, nothing else known. Without NumPy, as pages ask for it."""

import math
from dataclasses import dataclass
from statistics import NormalDist

USUAL_LEVEL = 0.9


@dataclass(frozen=True)
class Proportion:
    """`part` of `whole`, and the two ends that hold the true share with the level that was asked for."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def estimate(self) -> float:
        return self.part / self.whole


def proportion(part: int, whole: int, *, level: float = USUAL_LEVEL) -> Proportion:
    """By the score interval of Wilson (1927), without continuity correction: right for few, and at 0 and 1.

    Raises ValueError where there is nothing to take a share of, and for a level outside 0 to 1.
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError("A share is so many of so many, and of one at the least.")
    if not 0 < level < 1:
        raise ValueError("A level lies between 0 and 1.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = z * math.sqrt((share * (1 - share) + spread / 4) / whole) / (1 + spread)
    low = 0.0 if part == 0 else middle - reach
    high = 1.0 if part == whole else middle + reach
    return Proportion(part, whole, low, high)
