"""What is told of those who are still open where nobody has asked for two months: too much or too little?"""

from dataclasses import replace
from typing import Final

import numpy as np

from tandem.maths.conversion import conversions, won_within
from tandem.maths.enquiries import WON, Floats
from tandem.maths.process import process_of
from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.firms import FIRST_DAY, FUTURE_WEEKS, SimulatedFirm, firm
from tandem.maths.simulation.lags import Lag
from tandem.maths.simulation.plans import PERIOD
from tandem.maths.simulation.varieties import c2_plan
from tandem.maths.weekly import WEEK

# Nobody has asked for so many days; before that 2,000 had, in a year, half of them in its second half.
QUIET: Final = 60
HISTORY: Final = 2 * PERIOD
EXPECTED: Final = 1000
MONTH: Final = 30
LEVEL: Final = 0.9


def quiet_sums(seed: int, family: str, losses: float, *, late: bool = False, sigma: float = 1.1) -> Sums:
    """Of a firm of which nobody asks any more.

    Where it began to sell `late`, half a year after the first enquiries, these waited for it.
    """
    rng = np.random.default_rng([seed, 9])
    plan = replace(
        c2_plan(rng, EXPECTED, Lag(family, sigma=sigma), losses),
        history=HISTORY,
        began=HISTORY if late else 0,
        wait=QUIET,
        jump=0.0,
        jump_days=QUIET,
    )
    return _sums(firm(rng, plan))


def _sums(made: SimulatedFirm) -> Sums:
    """As the application tells it: with the beginning and the break, where they are found."""
    process = process_of(made.enquiries, np.arange(FIRST_DAY, made.enquiries.as_of + 1, MONTH))
    known, lag, size = process.enquiries, process.lag, made.enquiries.channels
    if lag is None:
        return {}
    whole = conversions(known, known.channel, size, lag, later=process.later).whole
    within = won_within(known, known.channel, size, lag, FUTURE_WEEKS * WEEK, later=process.later)
    soon = within.sum(axis=1) - known.counted(WON)
    came, came_soon = float(made.truth.still_to_come.sum()), float(made.future.customers_open.sum())
    sums = {
        "told": (whole.still_to_come.estimate, came),
        "held": counted(whole.still_to_come.low <= came <= whole.still_to_come.high),
        "told soon": (float(np.median(soon)), came_soon),
        "held soon": counted(_holds(soon, came_soon)),
    }
    if whole.conversion is not None and whole.naive is not None:
        truth = made.truth.overall
        sums["error"] = ((whole.conversion.estimate - truth) ** 2, (whole.naive - truth) ** 2)
    return sums


def _holds(draws: Floats, true: float) -> bool:
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return bool(low <= true <= high)
