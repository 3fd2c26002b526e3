"""What the comparison of sellers is worth: coverage, false differences, and refusals where nothing can be
told."""

import numpy as np

from tandem.maths.lag import fit_lag
from tandem.maths.sellers import sellers
from tandem.maths.sellers_result import REFUSED
from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.firms import firm
from tandem.maths.simulation.plans import Habits
from tandem.maths.simulation.teams import team_plan

SIZES = (150.0, 400.0, 1000.0)


def sellers_sums(seed: int, design: str, spread: float) -> Sums:
    """Of a firm of this design (`teams`), of 150, 400 or 1,000 enquiries; the sellers' sd is in log odds."""
    rng = np.random.default_rng([seed, 6])
    habits = Habits(losses=float(rng.choice([1.0, 0.2, 0.0])), answers=bool(rng.random() < 0.5))
    reassigned = float(rng.choice([0.0, 0.1]))
    plan = team_plan(
        rng, float(rng.choice(SIZES)), design, spread=spread, habits=habits, reassigned=reassigned
    )
    made = firm(rng, plan)
    lag = fit_lag(made.enquiries, made.enquiries.channel, made.enquiries.channels)
    found = sellers(made.enquiries, lag)
    judged = [one for one in found.effects if one.odds_ratio is not None]
    truth = made.truth.skill[[one.seller for one in judged]]
    held = [
        one.odds_ratio.low <= ratio <= one.odds_ratio.high
        for one, ratio in zip(judged, np.exp(truth - truth.mean()) if judged else (), strict=True)
        if one.odds_ratio is not None
    ]
    return {
        "refused": counted(found.status == REFUSED),
        "coverage": counted(*held),
        "differs": counted(*(one.differs for one in judged)),
    }
