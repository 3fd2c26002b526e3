"""How long it takes from an enquiry to a win: fitted with the conversions, because open ones hide both."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit, logsumexp

from tandem.maths.enquiries import SAME_DAY, Enquiries, Flags, Floats, Integers
from tandem.maths.lag_cells import LagCells, lag_cells
from tandem.maths.lag_families import FAMILIES, LOGNORMAL, day_by, share_by
from tandem.maths.lag_likelihood import MEDIAN, RECORDED, SPREAD, LagPoints, log_evidence

DRAWS: Final = 48
# Two lags instead of one: a business is told so only where the data are this clear.
LOG_ODDS: Final = float(np.log(20.0))
_TRIED: Final = 256
_TAILS: Final = 5.0


@dataclass(frozen=True)
class LagPosterior:
    """What may be believed of the lag: s equally likely draws, from all families by how well they explain."""

    family: str
    """The most likely family: "lognormal", "weibull" or "gamma"."""
    probability: float
    """How likely that family is among the three."""
    families: Integers
    """Family of each draw, shape (s,)."""
    values: Floats
    """Log median and log spread of wins, the same of losses, logit of the share recorded; shape (s, 5)."""
    median: float
    """Day by which half of the final wins have come: the middle of the draws."""
    p90: float
    """Day by which nine in ten have come: the middle of the draws."""
    dated: int
    """Wins with a usable day, which the lag is made from."""
    undated: int
    """Wins and losses without a day: known, but no lag."""
    before_contact: int
    """Wins dated before their enquiry: reported, not used in the lag."""
    evidence: float
    """Logarithm of how well the lag explains what is known (marginal likelihood)."""

    def share_known(self, ages: Floats) -> Floats:
        """F: share of the final wins that are known for enquiries of these ages, shape (s, n).

        `ages` are days as from `Enquiries.ages()`, shape (n,), at least half a day.
        """
        return self.known(_end_of_day(ages))

    def share_lost(self, ages: Floats) -> Floats:
        """Share of those who will never buy that are recorded as lost at these ages, shape (s, n)."""
        return np.asarray(expit(self.values[:, 4:5]) * self.lost_by(_end_of_day(ages)))

    def known(self, days: Floats) -> Floats:
        """F: share of the final wins with a lag of at most so many days, shape (s, n)."""
        return self._by_draw(days, 0)

    def lost_by(self, days: Floats) -> Floats:
        """G: share of the recorded losses that are recorded within so many days, shape (s, n)."""
        return self._by_draw(days, 2)

    def _by_draw(self, wanted: Floats, column: int) -> Floats:
        days, place = np.unique(wanted, return_inverse=True)
        median, spread = np.exp(self.values[:, column]), np.exp(self.values[:, column + 1])
        result = np.empty((len(self.values), len(days)))
        families = self.families if column == 0 else np.full(len(self.values), LOGNORMAL)
        for family in range(len(FAMILIES)):
            these = families == family
            if these.any():
                result[these] = share_by(family, days, median[these], spread[these])
        return result[:, place]


def _end_of_day(ages: Floats) -> Floats:
    """Whole days run half a day past their number, as in `lag_cells.DayBins`."""
    return np.where(ages < 1.0, SAME_DAY, ages + SAME_DAY)


def fit_lag(
    enquiries: Enquiries, groups: Integers, group_count: int, *, seed: int = 0
) -> LagPosterior | None:
    """Fits the lag together with a conversion for each group; None where no win has a usable day.

    `groups` is the group of each cell (a channel, say, or a channel in a period), shape (n,), from 0 to
    `group_count` - 1. The model stands in `lag_likelihood`. Each family's posterior is found by Laplace's
    method and put right by importance sampling; families are averaged by their marginal likelihood.
    """
    cells = lag_cells(enquiries, groups, group_count)
    if not cells.won_after.any():
        return None
    generator = np.random.default_rng(seed)
    tried = [_try(family, cells, generator) for family in range(len(FAMILIES))]
    evidence = np.array([logsumexp(weights) - np.log(len(weights)) for _, weights in tried])
    weights = np.concatenate([weights for _, weights in tried])
    shares = np.exp(weights - logsumexp(weights))
    place = (np.arange(DRAWS) + 0.5) / DRAWS
    chosen = np.searchsorted(np.cumsum(shares), place * (1 - 1e-12))
    values = np.concatenate([_complete(points) for points, _ in tried])[chosen]
    families = np.repeat(np.arange(len(FAMILIES)), [len(weights) for _, weights in tried])[chosen]
    best = int(evidence.argmax())
    return LagPosterior(
        family=FAMILIES[best],
        probability=float(np.exp(evidence[best] - logsumexp(evidence))),
        families=families,
        values=values,
        median=_middle(0.5, families, values),
        p90=_middle(0.9, families, values),
        dated=int(cells.won_after.sum()),
        undated=cells.undated,
        before_contact=cells.before_contact,
        evidence=float(logsumexp(evidence) - np.log(len(FAMILIES))),
    )


def prior_lag(*, seed: int = 0) -> LagPosterior:
    """What is believed of the lag before any win has a day: the prior, as draws."""
    generator = np.random.default_rng(seed)
    centres = np.array([MEDIAN, SPREAD, MEDIAN, SPREAD, RECORDED])
    values = centres[:, 0] + centres[:, 1] * generator.standard_normal((DRAWS, 5))
    families = np.arange(DRAWS) % len(FAMILIES)
    return LagPosterior(
        family=FAMILIES[LOGNORMAL],
        probability=1 / len(FAMILIES),
        families=families,
        values=values,
        median=_middle(0.5, families, values),
        p90=_middle(0.9, families, values),
        dated=0,
        undated=0,
        before_contact=0,
        evidence=0.0,
    )


def _middle(share: float, families: Integers, values: Floats) -> float:
    days = [
        day_by(int(family), share, np.exp(row[:1]), np.exp(row[1:2]))[0]
        for family, row in zip(families, values, strict=True)
    ]
    return float(np.median(days))


def _complete(points: LagPoints) -> Floats:
    """With columns for losses also where there was none: nothing recorded then."""
    if points.with_losses:
        return points.values
    nothing = np.array([MEDIAN[0], SPREAD[0], -40.0])
    return np.hstack([points.values, np.broadcast_to(nothing, (len(points.values), 3))])


def _start(cells: LagCells) -> Floats:
    """Where to begin: mean and spread of the logarithms of the lags seen, drawn to the prior."""

    def seen(counts: Floats) -> list[float]:
        logs, known = np.log(cells.bins.middle), counts.sum()
        mean = (counts @ logs + MEDIAN[0]) / (known + 1.0)
        variance = (counts @ (logs - mean) ** 2 + 1.0) / (known + 1.0)
        return [float(mean), float(0.5 * np.log(variance))]

    start = seen(cells.won_after)
    if cells.lost.any():
        total = cells.won.sum() + cells.lost.sum() + cells.open.sum()
        start += seen(cells.lost_after)
        start.append(float(logit(np.clip(cells.lost.sum() / (total - cells.won.sum()), 0.02, 0.98))))
    return np.array(start)


def _try(family: int, cells: LagCells, generator: np.random.Generator) -> tuple[LagPoints, Floats]:
    """Draws around the best lag of a family, and the logarithm of the weight of each, shape (t,)."""
    best, covariance = _laplace(family, cells)
    root = np.linalg.cholesky(covariance)
    normal = generator.standard_normal((_TRIED, len(best)))
    stretch = np.sqrt(_TAILS / generator.chisquare(_TAILS, (_TRIED, 1)))
    steps = normal * stretch
    points = LagPoints(family, best + steps @ root.T)
    size = len(best)
    proposed = (
        -0.5 * (_TAILS + size) * np.log1p((steps**2).sum(axis=1) / _TAILS) - np.log(np.diag(root)).sum()
    )
    return points, log_evidence(points, cells) - proposed


def _laplace(family: int, cells: LagCells) -> tuple[Floats, Floats]:
    """The most likely lag of a family, shape (d,), and the covariance around it, shape (d, d)."""
    start = _start(cells)
    size = len(start)

    def value_and_slope(values: Floats) -> tuple[float, Floats]:
        shifts = 1e-4 * np.eye(size)
        found = log_evidence(LagPoints(family, np.vstack([values, values + shifts, values - shifts])), cells)
        return -float(found[0]), -(found[1 : size + 1] - found[size + 1 :]) / 2e-4

    best = minimize(value_and_slope, start, jac=True, method="BFGS", options={"gtol": 1e-2, "maxiter": 60}).x
    return best, _covariance(family, cells, best)


def _covariance(family: int, cells: LagCells, best: Floats) -> Floats:
    """From second differences; directions that the data say little of are held to the width of a prior."""
    size, step = len(best), 0.02
    single = step * np.eye(size)
    shifts = (single[:, None, :] + single[None, :, :]).reshape(size * size, size)
    around = np.vstack([best, best + single, best - single, best + shifts, best - shifts])
    found = log_evidence(LagPoints(family, around), cells)
    up, down = found[1 : size + 1], found[size + 1 : 2 * size + 1]
    both = (found[2 * size + 1 :].reshape(2, size, size)).sum(axis=0)
    crossed = (both - up[:, None] - up - down[:, None] - down + 2 * found[0]) / (2 * step**2)
    crossed[np.diag_indices(size)] = (up + down - 2 * found[0]) / step**2
    values, vectors = np.linalg.eigh(-crossed)
    return np.asarray(vectors @ np.diag(1.0 / np.maximum(values, 0.25)) @ vectors.T)


@dataclass(frozen=True)
class TwoLags:
    """One lag for two parts of the enquiries, or one for each: which the data speak for."""

    together: LagPosterior | None
    before: LagPosterior | None
    after: LagPosterior | None
    log_odds: float
    """Natural logarithm of the odds of two lags against one; 0 where a part has no win with a day."""

    @property
    def differ(self) -> bool:
        """Whether the data speak for two lags: odds of 20 to 1 or more."""
        return self.log_odds >= LOG_ODDS


def fit_two_lags(enquiries: Enquiries, groups: Integers, group_count: int, after: Flags) -> TwoLags:
    """Fits one lag for all, and one for each part. `after` marks the cells of the second part, shape (n,).

    Let no group be in both parts (a channel in a period is a group, not a channel), or a change of conversion
    is taken for one of the lag.
    """
    nothing = np.zeros(len(enquiries.sales.heard), dtype=np.bool_)
    together = fit_lag(enquiries, groups, group_count)
    parts = []
    for wanted in (~after, after):
        kept, codes = np.unique(groups[wanted], return_inverse=True)
        parts.append(fit_lag(enquiries.of(wanted, nothing), codes, len(kept)))
    before, later = parts
    if together is None or before is None or later is None:
        return TwoLags(together, before, later, 0.0)
    return TwoLags(together, before, later, before.evidence + later.evidence - together.evidence)
