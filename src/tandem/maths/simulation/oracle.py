"""How often the rule of the contract could name the right desk at most, if all but the change were known.

The error of a desk's effect is the least that an unbiased estimate can have (Cramér and Rao), by one who
knows that all channels moved alike, how long everything takes, how much weeks and first sales differ and how
often losses are written down. What remains is the luck of the counts, and no method can leave it out.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.stats import norm

from tandem.maths.enquiries import Floats
from tandem.maths.rates import WEEK
from tandem.maths.simulation.firms import expected_rates
from tandem.maths.simulation.plans import Plan, lag_of_losses
from tandem.maths.simulation.truth import effects_of
from tandem.maths.simulation.varieties import MARKETING, SALES
from tandem.maths.verdict import SMALL, SURE_OF_SIGN, odds_of

# Luck of an estimate, in standard errors, and how likely it is.
_LUCK: Final = np.linspace(-4, 4, 801)
_LIKELY: Final = norm.pdf(_LUCK) / norm.pdf(_LUCK).sum()


def chance_of_right(plan: Plan, desk: str) -> float:
    """That the rule names this desk, in its true direction, and not the other, from the best estimates there
    can be."""
    rates = _rates(plan)
    levels = replace(plan.levels, rate=rates.mean(axis=1))
    effects = effects_of(levels, acceptance_recorded=plan.habits.acceptance)
    errors = least_errors(plan)
    named = {each: _named(effects.of_desk(each), errors[each]) for each in errors}
    other = named[SALES if desk == MARKETING else MARKETING]
    return named[desk][int(effects.of_desk(desk) > 0)] * (1 - sum(other))


def least_errors(plan: Plan) -> dict[str, float]:
    """The least standard error of each desk's effect, where every channel moved alike and mix did not."""
    rates = _rates(plan)
    asked = rates.sum(axis=1)
    by_channel = np.array([np.bincount(plan.channel, row, minlength=plan.channels) for row in asked])
    quality = plan.levels.quality
    # The logarithm of a count varies by 1 over its mean, and by as much as its weeks do over their number.
    marketing = _alike(1 / by_channel + WEEK / (plan.days * plan.dispersion))
    if plan.habits.acceptance:
        marketing += _alike((1 - quality) / (quality * asked))
    outcomes = _outcomes(plan, rates)
    sales = _alike(1 / outcomes.information) + _alike(plan.value_sigma**2 / outcomes.won)
    return {MARKETING: float(np.sqrt(marketing)), SALES: float(np.sqrt(sales))}


@dataclass(frozen=True)
class _Outcomes:
    """By period and stream, shape (2, k)."""

    information: Floats
    """Fisher's, of the logarithm of the chance to be won."""
    won: Floats
    """Wins expected by `as_of`, each with its amount."""


def _rates(plan: Plan) -> Floats:
    """Enquiries expected on each day of both periods, shape (2, days, k)."""
    all_days = expected_rates(plan, plan.history + 2 * plan.days)[plan.history :]
    return all_days.reshape(2, plan.days, -1)


def _outcomes(plan: Plan, rates: Floats) -> _Outcomes:
    day = np.arange(2 * plan.days).reshape(2, plan.days)
    age = (2 * plan.days + plan.wait - day - 0.5) / np.array([[1.0], [plan.lag_times]])
    known = plan.lag.reached(age)[..., None]
    lost_by = plan.habits.losses * lag_of_losses(plan).reached(age)[..., None]
    levels = plan.levels
    sold_to = rates * levels.quality[:, None] if plan.habits.acceptance else rates
    chance = (levels.selling if plan.habits.acceptance else levels.conversion)[:, None]
    won, lost = chance * known, (1 - chance) * lost_by
    still_open = np.maximum(1 - won - lost, 1e-12)
    # The square of the slope of the logarithm of each ending's chance, by how often it comes.
    each = won + lost * (chance / (1 - chance)) ** 2 + (chance * (lost_by - known)) ** 2 / still_open
    return _Outcomes((sold_to * each).sum(axis=1), (sold_to * won).sum(axis=1))


def _alike(variances: Floats) -> float:
    """Of a change that all have in common, from the variances of each before and after, shape (2, k)."""
    return float(1 / (1 / variances.sum(axis=0)).sum())


def _named(effect: float, error: float) -> tuple[float, float]:
    """How often the rule says that it fell, and that it rose."""
    estimate = effect + error * _LUCK
    odds = odds_of(estimate, error)
    fell = (odds.fell >= SURE_OF_SIGN) & (estimate <= -SMALL)
    rose = (odds.rose >= SURE_OF_SIGN) & (estimate >= SMALL)
    return float(_LIKELY @ fell), float(_LIKELY @ rose)
