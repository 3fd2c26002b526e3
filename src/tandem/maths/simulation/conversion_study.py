"""What the estimates of final conversion are worth: coverage, bias, and the error beside that of won /
all."""

import numpy as np

from tandem.maths.conversion import conversions
from tandem.maths.enquiries import Floats
from tandem.maths.lag import fit_lag
from tandem.maths.results import Estimate
from tandem.maths.simulation.best_conversion import best_conversions
from tandem.maths.simulation.figures import Sums
from tandem.maths.simulation.firms import SimulatedFirm, firm
from tandem.maths.simulation.lags import Lag
from tandem.maths.simulation.varieties import any_plan, c2_plan

LEVEL = 0.9


def c2_sums(seed: int, expected: float, family: str, losses: float) -> Sums:
    """Of the firm of evidence.md, C2, with a lag of this family and this share of the losses recorded."""
    rng = np.random.default_rng([seed, int(expected), 1])
    made = firm(rng, c2_plan(rng, expected, Lag(family), losses))
    sums = _sums(made)
    if "error" in sums:
        sums["least error"] = (_error_of_best(made), sums["error"][1])
    return sums


def any_sums(seed: int) -> Sums:
    """Of a firm of any kind."""
    rng = np.random.default_rng([seed, 2])
    return _sums(firm(rng, any_plan(rng)))


def _error_of_best(made: SimulatedFirm) -> float:
    """Sum over channels of the square error that is to be expected at least."""
    asked = np.isfinite(made.truth.conversion)
    return float(((best_conversions(made) - made.truth.conversion)[asked] ** 2).sum())


def _sums(made: SimulatedFirm) -> Sums:
    known, truth = made.enquiries, made.truth
    if not known.total:
        return {}
    lag = fit_lag(known, known.channel, known.channels)
    found = conversions(known, known.channel, known.channels, lag, level=LEVEL)
    sums: dict[str, Floats] = {}
    for channel, told in enumerate(found.groups):
        if told.conversion is None or told.naive is None:
            continue
        true, asked = truth.conversion[channel], told.enquiries
        error, naive = told.conversion.estimate - true, told.naive - true
        of_channel = {
            "coverage": (_holds(told.conversion, true), 1.0),
            "coverage still to come": (_holds(told.still_to_come, truth.still_to_come[channel]), 1.0),
            "bias": (error, 1.0),
            "error": (error**2, naive**2),
            "weighted error": (asked * error**2, asked * naive**2),
        }
        for name, pair in of_channel.items():
            sums[name] = sums.get(name, np.zeros(2)) + pair
    whole = found.whole
    if whole.conversion is not None and whole.naive is not None:
        error, naive = whole.conversion.estimate - truth.overall, whole.naive - truth.overall
        sums["coverage of all"] = np.array([_holds(whole.conversion, truth.overall), 1.0])
        sums["error of all"] = np.array([error, naive]) ** 2
    return {name: (float(pair[0]), float(pair[1])) for name, pair in sums.items()}


def _holds(told: Estimate, true: float) -> float:
    return float(told.low <= true <= told.high)
