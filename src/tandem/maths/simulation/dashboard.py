"""What a dashboard of raw percentages says about the same firm, and whom it blames."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import WON
from tandem.maths.period_lags import Period
from tandem.maths.simulation.firms import SimulatedFirm
from tandem.maths.simulation.truth import Effects
from tandem.maths.simulation.varieties import MARKETING, SALES

FELL: Final = "fell"
ROSE: Final = "rose"
# A dashboard turns red or green at ten per cent.
THRESHOLD: Final = 0.10
# A desk that truly moved by less than this did not do it.
LEAST_TRUE: Final = float(np.log(1.03))


@dataclass(frozen=True)
class Dashboard:
    """Two periods side by side: before, after."""

    enquiries: tuple[int, int]
    won: tuple[int, int]
    conversion: tuple[float, float]
    """Won of all, as a share, repeat customers and open enquiries in it; NaN in an empty period."""
    named: dict[str, str]
    """Desk to FELL or ROSE: marketing by the number of enquiries, sales by the raw conversion."""


def dashboard(firm: SimulatedFirm) -> Dashboard:
    """Raw counts by the period in which the enquiry came, as known at `as_of`, and the desks they point at.

    Marketing is named where the number of enquiries moved by more than THRESHOLD, sales where won / all did.
    """
    counts = [_counted(firm, period) for period in (firm.before, firm.after)]
    (asked_before, won_before), (asked_after, won_after) = counts
    shares = [won / asked if asked else float("nan") for asked, won in counts]
    moved = {MARKETING: _moved(asked_before, asked_after), SALES: _moved(*shares)}
    return Dashboard(
        enquiries=(asked_before, asked_after),
        won=(won_before, won_after),
        conversion=(shares[0], shares[1]),
        named={desk: direction for desk, direction in moved.items() if direction},
    )


def named_wrongly(named: dict[str, str], truth: Effects) -> bool:
    """Whether a named desk truly moved by less than 3 %, or the other way."""
    return any(_wrong(direction, truth.of_desk(desk)) for desk, direction in named.items())


def _wrong(direction: str, effect: float) -> bool:
    return (-effect if direction == FELL else effect) < LEAST_TRUE


def _counted(firm: SimulatedFirm, period: Period) -> tuple[int, int]:
    seen = firm.enquiries.heard_within(period.first, period.last)
    repeat = (firm.repeats.heard >= period.first) & (firm.repeats.heard <= period.last)
    won_again = int((firm.repeats.won & repeat).sum())
    return seen.total + int(repeat.sum()), seen.counted(WON) + won_again


def _moved(before: float, after: float) -> str | None:
    """NaN, or a share of nothing, moves nothing."""
    if after < before * (1 - THRESHOLD):
        return FELL
    if after > before * (1 + THRESHOLD):
        return ROSE
    return None
