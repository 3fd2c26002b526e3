"""A scan over months: the one that parts the others best, held against how well the best does so by chance.

Sources: the scan over change points with its own null distribution, Worsley (1983), The power of likelihood
ratio and cumulative sum tests for a change in a binomial probability, Biometrika 70, 455-464; luck beyond
that of counts from neighbours, von Neumann (1941), Annals of Mathematical Statistics 12, 367-395.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from tandem.maths.enquiries import Flags, Floats, Integers

# At least so many months on each side.
MONTHS: Final = 2
_REPLICATES: Final = 2000


@dataclass(frozen=True)
class Scan:
    """What was seen in m months, less what was to be expected if nothing changed."""

    excess: Floats
    """By s draws of what is not known for sure, shape (s, m)."""
    variance: Floats
    """Of the excess of a month by luck alone, shape (m,)."""
    size: Floats
    """What the excess is divided by to compare months, shape (m,)."""

    @cached_property
    def middle(self) -> Floats:
        """The excess of each month over the draws."""
        return np.asarray(self.excess.mean(axis=0))

    @cached_property
    def luck(self) -> float:
        """How much more than by luck alone neighbours differ, at least 1; a break adds little."""
        size = np.maximum(self.size, 1e-9)
        known = size >= 1.0
        pairs = known[1:] & known[:-1]
        if pairs.sum() < 3:
            return 1.0
        error = self.variance / size**2
        steps = (np.diff(self.middle / size) ** 2)[pairs] / (error[1:] + error[:-1])[pairs]
        # The largest step may be the break itself.
        return float(max(np.sort(steps)[:-1].mean(), 1.0))

    def parted(self, excess: Floats, places: Integers) -> Floats:
        """How far the excess since each place is from nothing, in standard errors: shape (..., places)."""
        whole = self.variance.sum()
        later = self.variance[::-1].cumsum()[::-1][places]
        since = excess[..., ::-1].cumsum(axis=-1)[..., ::-1][..., places]
        share = later / whole
        # Given the sum over all months, which tells nothing of when.
        centred = since - share * excess.sum(axis=-1, keepdims=True)
        return np.asarray(centred / np.sqrt(np.maximum(whole * share * (1 - share), 1e-12)))

    def chance_of(self, seen: float, places: Integers, generator: np.random.Generator) -> float:
        """How often the best of the places parts so well by luck, and by what is not known for sure."""
        drawn = self.excess[generator.integers(len(self.excess), size=_REPLICATES)]
        spread = np.sqrt(self.luck * self.variance)
        excess = self.middle - drawn + spread * generator.standard_normal(drawn.shape)
        found = np.abs(self.parted(excess, places)).max(axis=1)
        return float((1 + (found >= seen).sum()) / (1 + _REPLICATES))


def places_of(*enough: tuple[Floats, float]) -> Integers:
    """Months that may begin something new: of each of the values, (m,), the least is before and since."""
    months = len(enough[0][0])
    places = np.arange(MONTHS, months - MONTHS + 1)
    known: Flags = np.ones(len(places), dtype=np.bool_)
    for values, least in enough:
        before = np.append(0.0, values.cumsum())[places]
        known &= np.minimum(before, values.sum() - before) >= least
    return np.asarray(places[known], dtype=np.int64)
