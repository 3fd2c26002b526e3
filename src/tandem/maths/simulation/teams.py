"""Who gets which enquiries: the three designs of evidence.md, C3, with any number of sellers."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import logit

from tandem.maths.enquiries import Floats
from tandem.maths.simulation.chances import mean_chance
from tandem.maths.simulation.plans import Habits, Plan, Team
from tandem.maths.simulation.varieties import c2_plan

BALANCED: Final = "balanced"
STEERED: Final = "steered"
CONFOUNDED: Final = "confounded"
STEERED_SHARE: Final = 0.9  # of a channel's enquiries go to its own seller


def assignment(rng: Generator, design: str, channels: int, sellers: int) -> Floats:
    """Shares of each channel's enquiries, shape (channels, sellers).

    BALANCED: all sellers alike. STEERED: nine in ten of a channel go to one seller. CONFOUNDED: all of them.
    In the latter two every seller has a channel of their own where there are enough of them.
    """
    if design == BALANCED:
        return np.full((channels, sellers), 1 / sellers)
    own = rng.permutation(np.arange(channels) % sellers)
    mine = STEERED_SHARE if design == STEERED else 1.0
    shares = np.full((channels, sellers), (1 - mine) / max(sellers - 1, 1))
    shares[np.arange(channels), own] = mine
    return shares


def team_plan(
    seed: int | Generator,
    expected: float,
    design: str,
    *,
    spread: float = 0.5,
    sellers: int | None = None,
    habits: Habits | None = None,
    reassigned: float = 0.0,
) -> Plan:
    """The firm of C2 with two to five sellers, whose skills are normal with this sd in log odds."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 6)) if sellers is None else sellers
    plan = c2_plan(rng, expected)
    shares = assignment(rng, design, plan.channels, count)
    team = Team(spread * rng.standard_normal(count), shares, reassigned, answer=-0.4)
    # What a channel is worth does not depend on who works it.
    selling = mean_chance(logit(plan.levels.selling), plan.channel, team)
    return replace(
        plan,
        levels=replace(plan.levels, selling=selling),
        team=team,
        habits=Habits(answers=bool(rng.random() < 0.5)) if habits is None else habits,
    )
