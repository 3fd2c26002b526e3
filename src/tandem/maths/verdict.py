"""What may be said of an effect and of the two desks: sceptical, as a wrong blame costs more than a missed
one.

An effect is a natural logarithm of a ratio, after to before. The rule is that of contracts/analysis.md: a
prior with half its weight on no change and half on change, and words only where odds and size are both large
enough.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr, ndtri

from tandem.maths.enquiries import Floats

NO_CHANGE_SPREAD: Final = 0.02
CHANGE_SPREAD: Final = 0.5
"""Standard deviations of the two halves of the prior, both around no change."""
SMALL: Final = 0.10
"""An effect up to this size is about the same; one below it is never called fell or rose."""
SURE_OF_SIGN: Final = 0.9
SURE_OF_STEADY: Final = 0.8
LEAST_ENQUIRIES: Final = 30
"""In each of the periods."""
LEAST_CUSTOMERS: Final = 5
"""In both periods together."""

DriverWord = Literal["fell", "rose", "steady", "cannot_tell", "not_recorded"]
DeskWord = Literal["marketing", "sales", "both", "neither", "cannot_tell", "not_enough_data"]
MOVED: Final = frozenset({"fell", "rose"})


@dataclass(frozen=True)
class Odds:
    """Probabilities of an effect, each of the shape of the effects that were asked about."""

    fell: Floats
    """That it is below 0."""
    rose: Floats
    """That it is above 0."""
    steady: Floats
    """That it is within ±0.10."""


@dataclass(frozen=True)
class Verdict:
    """What may be said of one driver or one desk."""

    word: DriverWord
    fell: float
    rose: float
    steady: float

    @property
    def probability(self) -> float | None:
        """Of what the word says; None where it says nothing."""
        if self.word == "fell":
            return self.fell
        if self.word == "rose":
            return self.rose
        return self.steady if self.word == "steady" else None


@dataclass(frozen=True)
class ChangeVerdict:
    """Which desk moved revenue, with the probability of what is said; None where nothing is."""

    desk: DeskWord
    probability: float | None


def spread_of(draws: Floats) -> float:
    """The standard error that belongs to joint draws of an effect, shape (d,), wild ones left out.

    It is half the width between the 5th and the 95th hundredth, over that of a standard normal (1.645): so
    who reads a 90 % interval can do the sum again. Raises ValueError where there is no draw or one is not
    finite.
    """
    if not len(draws) or not np.isfinite(draws).all():
        raise ValueError("A standard error is made from at least one draw, and from finite draws only.")
    low, high = np.quantile(draws, [0.05, 0.95])
    return float((high - low) / (2 * ndtri(0.95)))


def odds_of(effects: ArrayLike, spreads: ArrayLike) -> Odds:
    """Sceptical probabilities of effects with normal errors, element by element, in closed form.

    `effects` are estimated logarithms of ratios and `spreads` their standard errors, of shapes that
    broadcast. An infinite spread leaves the prior as it is. Raises ValueError for a spread below 0 or one
    that is not a number, and for an effect that is not finite.

    Source: a mixture of two normal priors with a normal likelihood; Gelman et al., Bayesian Data Analysis,
    3rd edition, sections 2.4 (mixtures of conjugate priors) and 2.5 (normal mean with known variance).
    """
    effect, spread = np.broadcast_arrays(
        np.asarray(effects, dtype=np.float64), np.asarray(spreads, dtype=np.float64)
    )
    if np.isnan(spread).any() or (spread < 0).any() or not np.isfinite(effect).all():
        raise ValueError("An effect is judged by a finite estimate and a standard error of 0 or more.")
    spread = np.maximum(spread, 1e-9)
    on_change = expit(
        _log_density(effect, spread, CHANGE_SPREAD) - _log_density(effect, spread, NO_CHANGE_SPREAD)
    )
    halves = [
        (1 - on_change, *_posterior(effect, spread, NO_CHANGE_SPREAD)),
        (on_change, *_posterior(effect, spread, CHANGE_SPREAD)),
    ]
    fell = sum(weight * ndtr(-mean / sd) for weight, mean, sd in halves)
    rose = sum(weight * ndtr(mean / sd) for weight, mean, sd in halves)
    steady = sum(
        weight * (ndtr((SMALL - mean) / sd) - ndtr((-SMALL - mean) / sd)) for weight, mean, sd in halves
    )
    return Odds(np.asarray(fell), np.asarray(rose), np.asarray(steady))


def verdict_of(effect: float, spread: float) -> Verdict:
    """The word for one effect (logarithm of a ratio) and its standard error, and the odds behind it.

    Raises ValueError as `odds_of` does.
    """
    odds = odds_of(effect, spread)
    fell, rose, steady = float(odds.fell), float(odds.rose), float(odds.steady)
    return Verdict(_word(effect, fell, rose, steady), fell, rose, steady)


def verdict_of_desks(
    marketing: Verdict, sales: Verdict, *, enquiries_before: int, enquiries_after: int, customers: int
) -> ChangeVerdict:
    """Which desk moved the revenue between two periods, from the verdicts of the two.

    `customers` counts those won in both periods together. The probability of `both` and of `neither` is the
    product of the desks' own, as how many ask and what becomes of them are apart.
    """
    if min(enquiries_before, enquiries_after) < LEAST_ENQUIRIES or customers < LEAST_CUSTOMERS:
        return ChangeVerdict("not_enough_data", None)
    if marketing.word in MOVED and sales.word in MOVED:
        return ChangeVerdict("both", _together(marketing, sales))
    if marketing.word in MOVED:
        return ChangeVerdict("marketing", marketing.probability)
    if sales.word in MOVED:
        return ChangeVerdict("sales", sales.probability)
    if marketing.word == sales.word == "steady":
        return ChangeVerdict("neither", _together(marketing, sales))
    return ChangeVerdict("cannot_tell", None)


def _word(effect: float, fell: float, rose: float, steady: float) -> DriverWord:
    if fell >= SURE_OF_SIGN and effect <= -SMALL:
        return "fell"
    if rose >= SURE_OF_SIGN and effect >= SMALL:
        return "rose"
    return "steady" if steady >= SURE_OF_STEADY else "cannot_tell"


def _together(one: Verdict, other: Verdict) -> float:
    return (one.probability or 0.0) * (other.probability or 0.0)


def _log_density(effect: Floats, spread: Floats, prior: float) -> Floats:
    """Of the estimate under one half of the prior, up to what both halves share."""
    wide = np.hypot(spread, prior)
    share = np.asarray(-0.5 * (effect / wide) ** 2, dtype=np.float64)
    # The ratio to the spread keeps an infinite spread from becoming inf - inf.
    return share - np.log(np.hypot(1.0, prior / spread))


def _posterior(effect: Floats, spread: Floats, prior: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the effect under one half of the prior."""
    sd = np.asarray(prior / np.hypot(1.0, prior / spread), dtype=np.float64)
    return effect * (sd / spread) ** 2, sd
