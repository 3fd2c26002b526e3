"""The chance of one enquiry to be won, by its stream, its seller and its first answer."""

from typing import Final

import numpy as np
from scipy.special import expit, logit

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.simulation.plans import SD_LOG_HOURS, Plan, Team

NODES: Final = 15
HALVINGS: Final = 60
WIDEST: Final = 25.0


def chance_to_win(
    plan: Plan, period: Integers, stream: Integers, worker: Integers, slowness: Floats
) -> Floats:
    """Of accepted enquiries, shape (n,), by who works them and by how slowly they were answered.

    `slowness` is the base-10 logarithm of the hours to the first answer less its mean. The mean over the
    sellers of the stream and over answers is `plan.levels.selling`, by construction.
    """
    team = plan.team
    if len(team.skill) == 1 and not team.answer:
        return np.asarray(plan.levels.selling[period, stream])
    start = _starts(plan)[period, stream]
    return np.asarray(expit(start + team.skill[worker] + team.answer * slowness))


def mean_chance(log_odds: Floats, channel: Integers, team: Team) -> Floats:
    """Mean over each stream's sellers and answers, shape (..., k).

    `log_odds` are those of the streams with skill 0 and the usual answer, shape (..., k).
    """
    offsets, shares = _offsets(channel, team)
    return np.asarray((shares * expit(log_odds[..., None] + offsets)).sum(axis=-1))


def _offsets(channel: Integers, team: Team) -> tuple[Floats, Floats]:
    """Log odds that sellers and answers add, shape (o,), and how often in each stream, shape (k, o)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    work = team.assignment * (1 - team.reassigned) + team.reassigned / len(team.skill)
    offsets = (team.skill[:, None] + team.answer * SD_LOG_HOURS * nodes).ravel()
    return offsets, (work[channel][:, :, None] * (weights / weights.sum())).reshape(len(channel), -1)


def _starts(plan: Plan) -> Floats:
    """Log odds of each stream in each period for skill 0 and the usual answer, shape (2, k), by bisection."""
    wanted = plan.levels.selling
    low, high = logit(wanted) - WIDEST, logit(wanted) + WIDEST
    for _again in range(HALVINGS):
        middle = (low + high) / 2
        too_low = mean_chance(middle, plan.channel, plan.team) < wanted
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return np.asarray((low + high) / 2)
