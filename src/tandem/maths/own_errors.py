"""Intervals from the firm's own past forecast errors: stretched or tightened by how wrong they were.

A past forecast is one that could have been made then, from what was known then, and what came is known now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtri

from tandem.maths.enquiries import Floats
from tandem.maths.results import Estimate

# Fixed on simulated series: how many windows that do not overlap the usual errors are worth, beside one's
# own.
USUAL_WINDOWS: Final = 3.0
USUAL_ERRORS: Final = 199
LEAST_STRETCH: Final = 0.5
MOST_STRETCH: Final = 8.0


@dataclass(frozen=True)
class PastForecast:
    """One window that is over: what was said before it, unstretched, and what came."""

    start: int
    """First day of the window."""
    weeks: int
    said: Estimate
    came: float
    steady: bool = True
    """False where the level of enquiries changed within it: it counts as a miss or a hit, but is no usual
    error."""


def stretch_of(past: Sequence[PastForecast], level: float, offset: float) -> float:
    """By what to stretch the logarithmic half-widths of an interval at `level`, so that it fits one's own
    errors.

    A window's score is its logarithmic error, over the half-width that was said on that side; 1 lies on the
    edge. The stretch is the `level` quantile of the absolute scores, among which the usual errors (half-
    normal, with that quantile at 1) count as USUAL_WINDOWS windows; windows that overlap count by what they
    cover. So with no past it is 1, and with a long one it is that of conformal prediction.

    `past` are windows of equal length, with `said` at `level`. `offset` is added before logarithms are taken
    (about one unit of what is counted), so that nothing at all has one. Source: locally weighted split
    conformal prediction, Lei et al. 2018, Distribution-free predictive inference for regression.
    """
    steady = [window for window in past if window.steady]
    if not steady:
        return 1.0
    scores = np.abs([_score(window, offset) for window in steady])
    own = _worth(steady)
    usual = ndtri(0.5 + (np.arange(USUAL_ERRORS) + 0.5) / (2 * USUAL_ERRORS)) / ndtri(0.5 + level / 2)
    values = np.concatenate([scores, usual])
    weights = np.concatenate(
        [np.full(len(scores), own / len(scores)), np.full(USUAL_ERRORS, USUAL_WINDOWS / USUAL_ERRORS)]
    )
    return float(np.clip(_weighted_quantile(values, weights, level), LEAST_STRETCH, MOST_STRETCH))


def stretched(said: Estimate, stretch: float, offset: float) -> Estimate:
    """The same estimate with logarithmic half-widths times `stretch`; where nothing at all was possible, it
    stays so.

    Never below 0, and never without the estimate, which rounding might leave out by its last digit.
    """
    centre = np.log(said.estimate + offset)
    low = float(np.exp(centre - stretch * (centre - np.log(said.low + offset))) - offset)
    high = float(np.exp(centre + stretch * (np.log(said.high + offset) - centre)) - offset)
    lowest = min(max(low, 0.0), said.estimate) if said.low > 0 else 0.0
    return Estimate(said.estimate, lowest, max(high, said.estimate))


def _score(window: PastForecast, offset: float) -> float:
    error = np.log(max(window.came, 0.0) + offset) - np.log(window.said.estimate + offset)
    edge = window.said.high if error > 0 else window.said.low
    width = abs(np.log(edge + offset) - np.log(window.said.estimate + offset))
    return float(error / max(width, 1e-6))


def _worth(past: Sequence[PastForecast]) -> float:
    """How many windows that do not overlap they are worth: the weeks that they cover, over a window's
    length."""
    covered = {window.start + 7 * week for window in past for week in range(window.weeks)}
    return len(covered) / past[0].weeks


def _weighted_quantile(values: Floats, weights: Floats, level: float) -> float:
    order = np.argsort(values)
    share = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    return float(np.interp(level, share, values[order]))
