"""The chance of one enquiry to be won, so that its stream keeps the mean chance of the plan."""

from typing import Final

import numpy as np
from scipy.special import expit, logit

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.simulation.plans import Plan

NODES: Final = 15
HALVINGS: Final = 60
WIDEST: Final = 25.0


def chance_to_win(
    plan: Plan, period: Integers, stream: Integers, worker: Integers, slowness: Floats, slowness_sd: float
) -> Floats:
    """Of accepted enquiries, shape (n,), by who works them and by how slowly they were answered.

    `slowness` is the base-10 logarithm of the hours to the first answer less its mean, normal with sd
    `slowness_sd`. The mean over sellers and answers is `plan.levels.selling`, by construction.
    """
    team = plan.team
    if len(team.skill) == 1 and not team.answer:
        return np.asarray(plan.levels.selling[period, stream])
    start = _starts(plan, slowness_sd)[period, stream]
    return np.asarray(expit(start + team.skill[worker] + team.answer * slowness))


def _starts(plan: Plan, slowness_sd: float) -> Floats:
    """Log odds of each stream in each period for skill 0 and the usual answer, shape (2, k), by bisection."""
    team = plan.team
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    work = team.assignment * (1 - team.reassigned) + team.reassigned / len(team.skill)
    offsets = (team.skill[:, None] + team.answer * slowness_sd * nodes).ravel()
    shares = (work[plan.channel][:, :, None] * (weights / weights.sum())).reshape(len(plan.channel), -1)
    wanted = plan.levels.selling
    low, high = logit(wanted) - WIDEST, logit(wanted) + WIDEST
    for _again in range(HALVINGS):
        middle = (low + high) / 2
        too_low = (shares * expit(middle[..., None] + offsets)).sum(axis=-1) < wanted
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return np.asarray((low + high) / 2)
