"""What the estimates of final conversion are worth: coverage, bias, and the error beside that of won /
all."""

import numpy as np

from tandem.maths.conversion import conversion_draws
from tandem.maths.enquiries import WON, Enquiries, Floats
from tandem.maths.lag import fit_lag
from tandem.maths.results import estimate_of
from tandem.maths.simulation.figures import Sums
from tandem.maths.simulation.firms import SimulatedFirm, firm
from tandem.maths.simulation.lags import Lag
from tandem.maths.simulation.varieties import any_plan, c2_plan

LEVEL = 0.9
DRAWS = 480


def c2_sums(seed: int, expected: float, family: str, losses: float) -> Sums:
    """Of the firm of evidence.md, C2, with a lag of this family and this share of the losses recorded."""
    rng = np.random.default_rng([seed, int(expected), 1])
    return _sums(firm(rng, c2_plan(rng, expected, Lag(family), losses)))


def any_sums(seed: int) -> Sums:
    """Of a firm of any kind."""
    rng = np.random.default_rng([seed, 2])
    return _sums(firm(rng, any_plan(rng)))


def _sums(made: SimulatedFirm) -> Sums:
    known, truth = made.enquiries, made.truth
    asked, won = _by_channel(known, None), _by_channel(known, WON)
    if not asked.sum():
        return {}
    lag = fit_lag(known, known.channel, known.channels)
    drawn = conversion_draws(known, known.channel, known.channels, lag, draws=DRAWS, seed=0)
    there = np.flatnonzero(asked)
    told = [estimate_of(drawn[:, channel], LEVEL) for channel in there]
    whole = estimate_of(drawn @ asked / asked.sum(), LEVEL)
    true = truth.conversion[there]
    errors = np.array([one.estimate for one in told]) - true
    naive = won[there] / asked[there] - true
    held = sum(one.low <= value <= one.high for one, value in zip(told, true, strict=True))
    return {
        "coverage": (float(held), float(len(there))),
        "coverage of all": (float(whole.low <= truth.overall <= whole.high), 1.0),
        "bias": (float(errors.sum()), float(len(there))),
        "error": (float((errors**2).sum()), float((naive**2).sum())),
        "weighted error": (float(errors**2 @ asked[there]), float(naive**2 @ asked[there])),
        "error of all": (
            (whole.estimate - truth.overall) ** 2,
            float(won.sum() / asked.sum() - truth.overall) ** 2,
        ),
    }


def _by_channel(known: Enquiries, state: int | None) -> Floats:
    wanted = np.full(len(known.count), True) if state is None else known.state == state
    return np.bincount(known.channel[wanted], known.count[wanted], known.channels).astype(np.float64)
