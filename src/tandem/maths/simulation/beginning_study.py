"""What the search for a beginning is worth, where half of the enquiries had waited for selling to begin."""

from dataclasses import replace

import numpy as np

from tandem.maths.conversion import conversions
from tandem.maths.process import process_of
from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.firms import FIRST_DAY, firm
from tandem.maths.simulation.plans import PERIOD
from tandem.maths.simulation.quiet_study import MONTH, QUIET
from tandem.maths.simulation.varieties import c2_plan
from tandem.maths.weekly import WEEK

BEGAN = 3 * PERIOD


def late_sums(seed: int, number: int, losses: float, *, factor: float = 1.0) -> Sums:
    """Of a firm of a year and a half that sold from the middle of it, and has not been asked for two months.

    `number` enquiries are expected; since selling began `factor` times as many of them buy.
    """
    rng = np.random.default_rng([seed, 29])
    plan = c2_plan(rng, number / 2, losses=losses)
    once = plan.levels.selling[0]
    # None above what it is where nothing changed.
    selling = np.array([once / max(factor, 1.0), once * min(factor, 1.0)])
    made = firm(
        rng,
        replace(
            plan,
            levels=replace(plan.levels, selling=selling),
            history=2 * PERIOD,
            began=BEGAN,
            wait=QUIET,
            jump=0.0,
            jump_days=QUIET,
        ),
    )
    process = process_of(made.enquiries, np.arange(FIRST_DAY, made.enquiries.as_of + 1, MONTH))
    known = process.enquiries
    whole = conversions(known, known.channel, known.channels, process.lag, later=process.later).whole
    came = float(made.truth.still_to_come.sum())
    found = process.began is not None and abs(process.began.day - FIRST_DAY - BEGAN) <= WEEK
    return {
        "found": counted(found),
        "told": (whole.still_to_come.estimate, came),
        "held": counted(whole.still_to_come.low <= came <= whole.still_to_come.high),
    }
