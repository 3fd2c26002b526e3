"""Where the posterior of a lag lies: its top, the width around it, draws put right by their weights."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, logit

from tandem.maths.enquiries import Floats
from tandem.maths.lag_cells import LagCells
from tandem.maths.lag_families import TWO_SPEEDS
from tandem.maths.lag_likelihood import LagPoints, log_evidence, priors

_TRIED: Final = 256
# Degrees of freedom of the multivariate t that draws are proposed from: tails heavier than the posterior's.
_TAILS: Final = 5.0
_SHIFT: Final = 1e-4
_STEP: Final = 0.02
# So much less likely at its top, as a logarithm, that every loss is recorded need not be looked at any
# further; so much, in no family any more.
_HOPELESS: Final = 10.0
_FAR: Final = 25.0


@dataclass(frozen=True)
class Top:
    """The most likely lag of a family, as d numbers."""

    family: int
    cells: LagCells
    values: Floats
    """Shape (d,), as many as `lag_likelihood.priors` has rows."""

    @staticmethod
    def of(family: int, cells: LagCells) -> "Top":
        """Where a share of the losses is recorded, or no loss is."""
        return Top(family, cells, _uphill(family, cells, _start(family, cells)))

    def always(self) -> "Top":
        """From here to where every loss is recorded, which is one number fewer."""
        # To the last digit the same both ways, as the search wants it.
        covariance = (self.covariance + self.covariance.T)[:-1, :-1] / 2
        return Top(self.family, self.cells, _uphill(self.family, self.cells, self.values[:-1], covariance))

    @cached_property
    def height(self) -> float:
        """Logarithm of prior times likelihood."""
        points = LagPoints.of(self.family, self.values[None], self.cells)
        return float(log_evidence(points, self.cells)[0])

    @cached_property
    def covariance(self) -> Floats:
        """Around it, shape (d, d)."""
        return _covariance(self.family, self.cells, self.values)


def tops_of_always(tops: list[Top]) -> list[Top]:
    """The most likely lag of each family if every loss is recorded; only where that is not hopeless.

    It is where many are open that are too old to be winners, though nobody wrote down that they are lost.
    """
    found = []
    for top in tops:
        always = top.always()
        less = top.height - always.height
        if less < _HOPELESS:
            found.append(always)
        if less > _FAR:
            break
    return found


def weighted_points(top: Top, generator: np.random.Generator) -> tuple[LagPoints, Floats]:
    """Lags of a family around its top, t of them, and the logarithm of the weight of each, shape (t,).

    The mean of the weights is the family's marginal likelihood.
    """
    cells = top.cells
    root = np.linalg.cholesky(top.covariance)
    size = len(top.values)
    normal = generator.standard_normal((_TRIED, size))
    steps = normal * np.sqrt(_TAILS / generator.chisquare(_TAILS, (_TRIED, 1)))
    points = LagPoints.of(top.family, top.values + steps @ root.T, cells)
    proposed = -0.5 * (_TAILS + size) * np.log1p((steps**2).sum(axis=1) / _TAILS)
    proposed += gammaln(0.5 * (_TAILS + size)) - gammaln(0.5 * _TAILS) - 0.5 * size * np.log(_TAILS * np.pi)
    return points, log_evidence(points, cells) - (proposed - np.log(np.diag(root)).sum())


def _start(family: int, cells: LagCells) -> Floats:
    """Where to begin: mean and spread of the logarithms of the lags seen, drawn to the prior."""
    prior = priors(family, cells)

    def seen(counts: Floats) -> list[float]:
        logs, known = np.log(cells.bins.middle), counts.sum()
        mean = (counts @ logs + prior[0, 0]) / (known + 1.0)
        variance = (counts @ (logs - mean) ** 2 + 1.0) / (known + 1.0)
        return [float(mean), float(0.5 * np.log(variance))]

    start = seen(np.append(0.0, cells.won_after[1:])) + ([0.0, 1.0] if family == TWO_SPEEDS else [])
    if cells.won_after[0]:
        start.append(float(logit(cells.won_after[0] / (cells.won_after.sum() + 1.0))))
    if cells.lost.any():
        rest = cells.lost.sum() + cells.open.sum()
        start += [*seen(cells.lost_after), float(logit(np.clip(cells.lost.sum() / rest, 0.02, 0.98)))]
    return np.array(start)


def _uphill(family: int, cells: LagCells, start: Floats, covariance: Floats | None = None) -> Floats:
    """By quasi-Newton steps, shape (d,), the first as long as a `covariance` lets expect."""
    size = len(start)
    shifts = _SHIFT * np.eye(size)

    def value_and_slope(values: Floats) -> tuple[float, Floats]:
        around = np.vstack([values, values + shifts, values - shifts])
        found = log_evidence(LagPoints.of(family, around, cells), cells)
        return -float(found[0]), -(found[1 : size + 1] - found[size + 1 :]) / (2 * _SHIFT)

    options = {"gtol": 1e-2, "maxiter": 60, "hess_inv0": covariance}
    return np.asarray(minimize(value_and_slope, start, jac=True, method="BFGS", options=options).x)


def _covariance(family: int, cells: LagCells, best: Floats) -> Floats:
    """From second differences, shape (d, d); what the data say little of is held to the width of a prior."""
    size = len(best)
    single = _STEP * np.eye(size)
    pairs = (single[:, None, :] + single[None, :, :]).reshape(size * size, size)
    around = np.vstack([best, best + single, best - single, best + pairs, best - pairs])
    found = log_evidence(LagPoints.of(family, around, cells), cells)
    up, down = found[1 : size + 1], found[size + 1 : 2 * size + 1]
    both = found[2 * size + 1 :].reshape(2, size, size).sum(axis=0)
    crossed = (both - up[:, None] - up - down[:, None] - down + 2 * found[0]) / (2 * _STEP**2)
    crossed[np.diag_indices(size)] = (up + down - 2 * found[0]) / _STEP**2
    values, vectors = np.linalg.eigh(-crossed)
    return np.asarray(vectors @ np.diag(1.0 / np.maximum(values, 0.25)) @ vectors.T)
