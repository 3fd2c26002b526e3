"""What is told of those who are still open where nobody has asked for two months: too much or too little?"""

from dataclasses import replace
from typing import Final

import numpy as np

from tandem.maths.breaks import find_break
from tandem.maths.conversion import conversions, won_within
from tandem.maths.enquiries import WON, Floats
from tandem.maths.lag import fit_lag
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
    """As the application tells it: with the break, where one is found."""
    known, size = made.enquiries, made.enquiries.channels
    lag = fit_lag(known, known.channel, size)
    if lag is None:
        return {}
    broken = find_break(known, lag, np.arange(FIRST_DAY, known.as_of + 1, MONTH))
    later = known.heard >= broken.day if broken else None
    used = broken.lag if broken else lag
    whole = conversions(known, known.channel, size, used, later=later).whole
    within = won_within(known, known.channel, size, used, FUTURE_WEEKS * WEEK, later=later)
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
