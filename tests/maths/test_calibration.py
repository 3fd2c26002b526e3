"""The bars of the method on a few simulated firms of each kind; in full by `tandem bench --calibration`.

A band here is the bar's, wider by three standard errors: so few firms cannot tell more, and a method that has
gone wrong is far outside. Which bars are not met yet stands in docs/method.md, “Where the method is weak”.
"""

import pytest

from tandem.maths.simulation.calibration import STUDIES, Study, rows_of
from tandem.maths.simulation.figures import Row

# Studies of the short run, and how many firms of each.
FEW = {
    "Conversion, 40 enquiries, log-normal lag, losses recorded": 12,
    "Conversion, 600 enquiries, log-normal lag, losses recorded": 12,
    "Conversion, 600 enquiries, weibull lag, losses recorded": 10,
    "Conversion, 600 enquiries, log-normal lag, a fifth of the losses recorded": 10,
    "Conversion, firms of any kind": 20,
    "What changed, firms of any kind, on the last day": 16,
    "What changed, nothing did, many open": 16,
    "Sellers, channels shared alike": 16,
    "Sellers, each channel wholly with one": 20,
    "Sellers, all alike, channels shared alike": 16,
}


def misses(rows: tuple[Row, ...]) -> list[Row]:
    """Outside the bar by more than three standard errors, or than three that the bar itself would give."""
    return [row for row in rows if row.figure is not None and not _close(row, row.figure)]


def _close(row: Row, figure: float) -> bool:
    assert row.error is not None
    room = 3 * max(row.error, 0.25 / row.firms**0.5 / 3)
    return (row.low is None or figure >= row.low - room) and (row.high is None or figure <= row.high + room)


def few(study: Study) -> tuple[Row, ...]:
    return rows_of(study, share=FEW[study.name] / study.firms)


@pytest.mark.parametrize("name", FEW)
def test_a_few_firms_are_near_the_bars(name: str) -> None:
    (study,) = (one for one in STUDIES if one.name == name)

    assert misses(few(study)) == []
