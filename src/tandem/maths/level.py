"""How many enquiries a week come at present: a level, its spread, its season, and whether it has just
changed."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.season import month_factors, months_of

# The numbers below were fixed on simulated series (steady, with a season, a trend, a walk or a jump), never
# on a file: tests/maths/test_forecast_level.py. A week counts 15 % less than the one after it.
FORGETTING: Final = 0.15
# Standard deviation of the log level's own walk, a week: firms grow and shrink without a jump.
WALK: Final = 0.045
# Dispersion is shrunk towards a usual one, as if it had been seen for so many weeks: a part that is always
# there, and weeks' rates that vary by so large a share (their variance over the squared mean).
USUAL_DISPERSION: Final = 1.2
USUAL_VARIATION: Final = 0.15**2
WEEKS_OF_USUAL_DISPERSION: Final = 8
LEAST_DISPERSION: Final = 1.02
# A change is looked for in the last year, with so many weeks on both sides, and told from so large a ratio
# on.
WEEKS_LOOKED_AT: Final = 52
WEEKS_BEFORE: Final = 4
WEEKS_AFTER: Final = 3
LEAST_RATIO: Final = 1.5
LEAST_EVIDENCE: Final = 11.0
# What a level of nothing is worth: half an enquiry in all the weeks that tell of it.
HALF: Final = 0.5


@dataclass(frozen=True)
class LevelChange:
    """From this week on, about `ratio` times as many enquiries came as before."""

    start: int
    """First day of the first week of the new level."""
    ratio: float


@dataclass(frozen=True)
class Level:
    """Enquiries a week, the season taken out."""

    mean: float
    weeks: float
    """How many whole weeks' counts the mean is worth."""
    dispersion: float
    """Variance of a week's count over its mean, above 1."""
    season: Floats
    """Factors of the months, January first, shape (12,)."""
    change: LevelChange | None
    weights: Floats
    """What each past week counts, shape (w,), oldest first, 1 for the last, 0 before a change."""


def level_of(counts: Integers, starts: Integers) -> Level:
    """Exponentially weighted mean of weekly counts since the last change of level, with month-of-year
    factors.

    `counts` and `starts`, shape (w,), at least one week, oldest first. Assumes counts whose variance is a
    multiple of their mean (negative binomial). Raises ValueError without a week.
    """
    if not len(counts):
        raise ValueError("A level is made from at least one whole week.")
    season = month_factors(counts, starts)
    exposure = season[months_of(starts)]
    at = _last_change(counts, exposure)
    weights = (1 - FORGETTING) ** np.arange(len(counts), dtype=np.float64)[::-1]
    change = None
    if at:
        change = LevelChange(int(starts[at]), _ratio(counts, exposure, at))
        weights[:at] = 0
    worth = float((weights @ exposure) ** 2 / (weights**2 @ exposure))
    mean = max(float(weights @ counts / (weights @ exposure)), HALF / worth)
    return Level(mean, worth, _dispersion(counts[-WEEKS_LOOKED_AT:]), season, change, weights)


def expected_weeks(level: Level, starts: Integers, draws: int, generator: np.random.Generator) -> Floats:
    """Draws of how many enquiries are to be expected in each coming week, shape (draws, len(starts)).

    A gamma posterior of the level (with mean `level.mean` exactly, in the long run), times a log-normal walk
    of mean 1, times the season. The luck of the counts is not in it: see `count_weeks`.
    """
    shape = level.mean * level.weeks / level.dispersion + HALF
    now = generator.gamma(shape, level.mean / shape, size=(draws, 1))
    steps = generator.normal(-(WALK**2) / 2, WALK, size=(draws, len(starts)))
    return np.asarray(now * np.exp(np.cumsum(steps, axis=1)) * level.season[months_of(starts)])


def count_weeks(expected: Floats, dispersion: float, generator: np.random.Generator) -> Integers:
    """Negative binomial counts with those means and variance `dispersion` times as large, shape of
    `expected`.

    `dispersion` is above 1. Source: the Poisson-gamma mixture.
    """
    rates = generator.gamma(np.maximum(expected, 1e-12) / (dispersion - 1), dispersion - 1)
    return np.asarray(generator.poisson(rates), dtype=np.int64)


def _dispersion(counts: Integers) -> float:
    """Half the squared steps from week to week over the mean count, shrunk: a jump adds one large step
    only."""
    steps = np.diff(counts).astype(np.float64)
    mass = float((counts[1:] + counts[:-1]).sum())
    usual = USUAL_DISPERSION + USUAL_VARIATION * float(counts.mean())
    own = float(steps @ steps) / mass if mass else usual
    prior = WEEKS_OF_USUAL_DISPERSION
    return max((own * len(steps) + usual * prior) / (len(steps) + prior), LEAST_DISPERSION)


def _last_change(counts: Integers, exposure: Floats) -> int:
    """Position of the first week of the last new level, 0 where none stands out.

    Scans the likelihood ratio of one level against two, over-dispersion divided out, and looks on after a
    change.
    """
    first = max(len(counts) - WEEKS_LOOKED_AT, 0)
    found = 0
    while True:
        at = _change_after(counts[first:], exposure[first:])
        if not at:
            return found
        first += at
        found = first


def _change_after(counts: Integers, exposure: Floats) -> int:
    splits = np.arange(WEEKS_BEFORE, len(counts) - WEEKS_AFTER + 1)
    if not len(splits):
        return 0
    evidence = _evidence(counts, exposure, splits) / _dispersion(counts)
    at = int(splits[int(evidence.argmax())])
    ratio = _ratio(counts, exposure, at)
    told = evidence.max() >= LEAST_EVIDENCE and max(ratio, 1 / ratio) >= LEAST_RATIO
    return at if told else 0


def _evidence(counts: Integers, exposure: Floats, splits: Integers) -> Floats:
    """Twice the Poisson log likelihood ratio of two levels against one, at each split. Source: Kulldorff's
    scan."""
    came = np.cumsum(counts).astype(np.float64)
    weeks = np.cumsum(exposure)
    before, share = came[splits - 1], weeks[splits - 1] / weeks[-1]
    after = came[-1] - before
    return 2 * (_surprise(before, came[-1] * share) + _surprise(after, came[-1] * (1 - share)))


def _surprise(came: Floats, expected: Floats) -> Floats:
    ratio = np.where(came > 0, came, 1) / np.where(came > 0, expected, 1)
    return np.asarray(came * np.log(ratio))


def _ratio(counts: Integers, exposure: Floats, at: int) -> float:
    before = (counts[:at].sum() + HALF) / exposure[:at].sum()
    return float((counts[at:].sum() + HALF) / exposure[at:].sum() / before)
