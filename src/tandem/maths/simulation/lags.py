"""How long an enquiry takes to its end: families of lags, each told by its median in days."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy import stats

from tandem.maths.enquiries import Floats

LOG_NORMAL: Final = "log_normal"
WEIBULL: Final = "weibull"
GAMMA: Final = "gamma"
TWO_POINT: Final = "two_point"
FAMILIES: Final = (LOG_NORMAL, WEIBULL, GAMMA, TWO_POINT)

LOG_NORMAL_SIGMA: Final = 1.1
WEIBULL_SHAPE: Final = 0.6
GAMMA_SHAPE: Final = 2.0
# Half of the wins come at the first, half at the second of these multiples of the median.
TWO_POINTS: Final = (0.4, 1.6)


@dataclass(frozen=True)
class Lag:
    """From the enquiry to the sale."""

    family: str = LOG_NORMAL
    """One of FAMILIES; the shapes are those of the calibration table (evidence.md): Weibull .6, gamma 2."""
    median: float = 25.0
    """Days, of those that are not won on the very day."""
    sigma: float = LOG_NORMAL_SIGMA
    """Of the logarithm; for the log-normal family only."""
    same_day: float = 0.0
    """Share of the wins that are made on the day of the enquiry."""

    def draw(self, rng: Generator, size: int) -> Floats:
        """Days, shape (size,), 0 for a win on the very day."""
        days = self._of_family(rng, size)
        return np.where(rng.random(size) < self.same_day, 0.0, days)

    def _of_family(self, rng: Generator, size: int) -> Floats:
        if self.family == LOG_NORMAL:
            return self.median * np.exp(self.sigma * rng.standard_normal(size))
        if self.family == TWO_POINT:
            return self.median * rng.choice(np.array(TWO_POINTS), size)
        shares = rng.random(size)
        if self.family == WEIBULL:
            return np.asarray(self.median * (-np.log1p(-shares) / np.log(2)) ** (1 / WEIBULL_SHAPE))
        if self.family == GAMMA:
            scale = self.median / stats.gamma.ppf(0.5, GAMMA_SHAPE)
            return np.asarray(stats.gamma.ppf(shares, GAMMA_SHAPE, scale=scale), dtype=np.float64)
        raise ValueError(f"No lag family “{self.family}”.")

    def reached(self, age: Floats) -> Floats:
        """Share of all wins that have come by an age in days, in its shape: the distribution function."""
        ratio = np.asarray(age, dtype=np.float64) / self.median
        if self.family == LOG_NORMAL:
            share = stats.norm.cdf(np.log(np.maximum(ratio, 1e-12)) / self.sigma)
        elif self.family == TWO_POINT:
            share = (ratio >= TWO_POINTS[0]) * 0.5 + (ratio >= TWO_POINTS[1]) * 0.5
        elif self.family == WEIBULL:
            share = 1 - np.exp2(-(np.maximum(ratio, 0.0) ** WEIBULL_SHAPE))
        elif self.family == GAMMA:
            share = stats.gamma.cdf(ratio * stats.gamma.ppf(0.5, GAMMA_SHAPE), GAMMA_SHAPE)
        else:
            raise ValueError(f"No lag family “{self.family}”.")
        return np.asarray(self.same_day + (1 - self.same_day) * share, dtype=np.float64)
