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
    "Conversion, firms of any kind": 12,
    "Selling began late, 500 enquiries, losses never recorded": 8,
    "What changed, firms of any kind, on the last day": 10,
    "What changed, nothing did, many open": 10,
    "Break, firms of any kind, nothing changed": 16,
    "Sellers, channels shared alike": 12,
    "Sellers, each channel wholly with one": 12,
    "Sellers, all alike, channels shared alike": 12,
}


def misses(rows: tuple[Row, ...]) -> list[Row]:
    """Outside the bar by more than three standard errors, or than three that the bar itself would give."""
    return [row for row in rows if row.figure is not None and not _close(row, row.figure)]


def _close(row: Row, figure: float) -> bool:
    return (row.low is None or figure >= row.low - _room(row, row.low)) and (
        row.high is None or figure <= row.high + _room(row, row.high)
    )


def _room(row: Row, bar: float) -> float:
    """Three standard errors, of a share at most those of independent firms that are just at the bar.

    Without that limit a method gone wrong would widen its own band: 8 of 16 are .5 ± .12.
    """
    assert row.error is not None
    found = max(row.error, 0.25 / row.firms**0.5 / 3)
    share = 0 < bar < 1 and (row.low is None or row.low >= 0) and "error" not in row.name
    return 3 * (min(found, (bar * (1 - bar) / row.firms) ** 0.5) if share else found)


def few(study: Study) -> tuple[Row, ...]:
    return rows_of(study, share=FEW[study.name] / study.firms)


@pytest.mark.parametrize("name", FEW)
def test_a_few_firms_are_near_the_bars(name: str) -> None:
    (study,) = (one for one in STUDIES if one.name == name)

    assert misses(few(study)) == []
