"""How long it takes from an enquiry to a win: fitted with the conversions, because open ones hide both."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, logsumexp

from tandem.maths.enquiries import SAME_DAY, Enquiries, Flags, Floats, Integers
from tandem.maths.lag_cells import LagCells, lag_cells
from tandem.maths.lag_families import FAMILIES, LOGNORMAL, TWO_SPEEDS, share_by
from tandem.maths.lag_likelihood import MEDIAN, NEVER, RECORDED, SPREAD, LagPoints, wins_size
from tandem.maths.lag_search import Top, tops_of_always, weighted_points

DRAWS: Final = 48
# Two lags instead of one: a business is told so only where the data are this clear.
LOG_ODDS: Final = float(np.log(20.0))
# How likely it is beforehand that every loss is recorded sooner or later, where any is: of businesses that
# record more than nine in ten, which RECORDED believes of .12, then nearly half record all.
ALL_RECORDED: Final = 0.1
# How likely each family is beforehand: two speeds only where the data speak for them.
_BELIEVED: Final = np.log(np.array([0.3, 0.3, 0.3, 0.1]))
# Longest lag looked at, in days, for the middle and the ninth tenth.
_LONGEST: Final = 1e5


@dataclass(frozen=True)
class LagPosterior:
    """What may be believed of the lag: s equally likely draws, from all families by how well they explain."""

    family: str
    """The most likely family, of `lag_families.FAMILIES`."""
    probability: float
    """How likely that family is among them."""
    families: Integers
    """Family of each draw, shape (s,)."""
    values: Floats
    """Log median, log spread of wins; the same of losses, log odds of recording them; shape (s, 5)."""
    speeds: Floats
    """Where there are two: log odds of being slow, and of the variance lying between them; shape (s, 2)."""
    at_once: Floats
    """Log odds that a win takes no time, shape (s, 1)."""
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
        unique, place = np.unique(days, return_inverse=True)
        return _known(unique, self.families, self.values, self.speeds, self.at_once)[:, place]

    def lost_by(self, days: Floats) -> Floats:
        """G: share of the recorded losses that are recorded within so many days, shape (s, n)."""
        unique, place = np.unique(days, return_inverse=True)
        return share_by(LOGNORMAL, unique, self.values[:, 2:4])[:, place]


def fit_lag(
    enquiries: Enquiries, groups: Integers, group_count: int, *, seed: int = 0
) -> LagPosterior | None:
    """Fits the lag together with a conversion for each group; None where no win has a usable day.

    `groups` is the group of each cell (a channel, say, or a channel in a period), shape (n,), from 0 to
    `group_count` - 1. The model stands in `lag_likelihood`. Each family's posterior is found by Laplace's
    method and put right by importance sampling; families are averaged by their marginal likelihood.
    """
    cells = lag_cells(enquiries, groups, group_count)
    return lag_of(cells, seed=seed) if cells.won_after.any() else None


def lag_of(cells: LagCells, *, seed: int = 0) -> LagPosterior:
    """The lag from sufficient statistics; little more than its prior where no win has a day."""
    generator = np.random.default_rng(seed)
    tried = _tried(cells, generator)
    weights = np.concatenate([weights for _, weights in tried])
    shares = np.cumsum(np.exp(weights - logsumexp(weights)))
    chosen = np.minimum(np.searchsorted(shares, (np.arange(DRAWS) + 0.5) / DRAWS), len(weights) - 1)
    of_family = np.concatenate([np.full(len(weights), points.family) for points, weights in tried])
    explained = np.array([logsumexp(weights[of_family == family]) for family in range(len(FAMILIES))])
    evidence = explained - np.log(len(tried[0][1]))
    best = int(evidence.argmax())
    families = of_family[chosen]
    columns = [np.concatenate(part)[chosen] for part in zip(*map(_columns, tried), strict=True)]
    return LagPosterior(
        family=FAMILIES[best],
        probability=float(np.exp(evidence[best] - logsumexp(evidence))),
        families=families,
        values=columns[0],
        speeds=columns[1],
        at_once=columns[2],
        median=_day_by(0.5, families, *columns),
        p90=_day_by(0.9, families, *columns),
        dated=int(cells.won_after.sum()),
        undated=cells.undated,
        before_contact=cells.before_contact,
        evidence=float(logsumexp(evidence)),
    )


def _tried(cells: LagCells, generator: np.random.Generator) -> list[tuple[LagPoints, Floats]]:
    """Points of each family, and the logarithms of their weights with what is believed beforehand.

    Equally many each time: once where a share of the losses is recorded, and, where any loss is and it is
    not hopeless, once where every one is.
    """
    tops = [Top.of(family, cells) for family in range(len(FAMILIES))]
    tried = [weighted_points(top, generator) for top in tops]
    if not cells.lost.any():
        return [(points, weights + _BELIEVED[points.family]) for points, weights in tried]
    tried += [weighted_points(top, generator) for top in tops_of_always(tops)]
    return [
        (
            points,
            weights + _BELIEVED[points.family] + np.log(ALL_RECORDED if points.always else 1 - ALL_RECORDED),
        )
        for points, weights in tried
    ]


def prior_lag(*, seed: int = 0) -> LagPosterior:
    """What is believed of the lag before any win has a day: the prior, as draws.

    Without every loss being recorded, which nothing here could weigh against those that are open.
    """
    generator = np.random.default_rng(seed)
    prior = np.array([MEDIAN, SPREAD, MEDIAN, SPREAD, RECORDED])
    values = prior[:, 0] + prior[:, 1] * generator.standard_normal((DRAWS, len(prior)))
    families = np.arange(DRAWS) % TWO_SPEEDS
    columns = (values, np.zeros((DRAWS, 2)), np.full((DRAWS, 1), NEVER))
    return LagPosterior(
        family=FAMILIES[LOGNORMAL],
        probability=1 / TWO_SPEEDS,
        families=families,
        values=columns[0],
        speeds=columns[1],
        at_once=columns[2],
        median=_day_by(0.5, families, *columns),
        p90=_day_by(0.9, families, *columns),
        dated=0,
        undated=0,
        before_contact=0,
        evidence=0.0,
    )


def _end_of_day(ages: Floats) -> Floats:
    """Whole days run half a day past their number, as in `lag_cells.DayBins`."""
    return np.where(ages < 1.0, SAME_DAY, ages + SAME_DAY)


def _known(days: Floats, families: Integers, values: Floats, speeds: Floats, at_once: Floats) -> Floats:
    result = np.empty((len(values), len(days)))
    for family in range(len(FAMILIES)):
        these = families == family
        if these.any():
            lag = np.hstack([values[these, :2], speeds[these]])[:, : wins_size(family)]
            result[these] = share_by(family, days, lag)
    return np.asarray(1.0 - expit(-at_once) * (1.0 - result))


def _day_by(share: float, families: Integers, values: Floats, speeds: Floats, at_once: Floats) -> float:
    """Day by which that share of the final wins has come: the middle of the draws."""
    days = np.geomspace(0.01, _LONGEST, 2000)
    reached = (_known(days, families, values, speeds, at_once) >= share).argmax(axis=1)
    return float(np.median(days[reached]))


def _columns(tried: tuple[LagPoints, Floats]) -> tuple[Floats, Floats, Floats]:
    """`LagPosterior.values`, `.speeds` and `.at_once` of points of any family."""
    points, size = tried[0], len(tried[0].wins)
    losses = points.losses[:, :2] if points.with_losses else np.tile([MEDIAN[0], SPREAD[0]], (size, 1))
    values = np.hstack([points.wins[:, :2], losses, points.recorded])
    speeds = points.wins[:, 2:] if points.family == TWO_SPEEDS else np.zeros((size, 2))
    return values, speeds, points.at_once if points.at_once.shape[1] else np.full((size, 1), NEVER)


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
