"""Intervals are stretched or tightened by how wrong one's own past forecasts were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.maths.own_errors import PastForecast, stretch_of, stretched
from tandem.maths.results import Estimate

SAID = Estimate(100.0, 80.0, 125.0)
EDGE = np.log(1.25)


def past_of(logs: list[float], *, every: int = 28, steady: bool = True) -> list[PastForecast]:
    """Windows of four weeks with these logarithms of what came over what was said, on an offset of 0."""
    return [
        PastForecast(every * place, 4, SAID, 100.0 * float(np.exp(log)), steady)
        for place, log in enumerate(logs)
    ]


def test_without_a_past_nothing_is_stretched() -> None:
    assert stretch_of([], 0.8, 0.0) == 1.0
    assert stretch_of(past_of([0.9, 0.9], steady=False), 0.8, 0.0) == 1.0


def test_a_long_past_says_all() -> None:
    # given: 400 windows with errors of twice the usual size
    errors = np.random.default_rng(1).normal(0, 2 * EDGE / 1.2816, 400)
    # when
    stretch = stretch_of(past_of(list(errors)), 0.8, 0.0)
    # then: it is the quantile of their sizes
    assert stretch == pytest.approx(np.quantile(np.abs(errors) / EDGE, 0.8), rel=0.03)
    assert 1.75 < stretch < 2.25


def test_the_next_error_is_held_as_often_as_is_said() -> None:
    generator = np.random.default_rng(2)
    held = 0
    for _ in range(400):
        errors = generator.standard_t(4, 41) * EDGE
        said = stretched(SAID, stretch_of(past_of(list(errors[:40])), 0.8, 0.0), 0.0)
        held += said.low <= 100 * np.exp(errors[40]) <= said.high
    assert 0.75 * 400 <= held <= 0.85 * 400


def test_windows_that_overlap_count_by_what_they_cover() -> None:
    errors = list(np.linspace(0.1, 0.9, 12))
    apart = stretch_of(past_of(errors), 0.8, 0.0)
    overlapping = stretch_of(past_of(errors, every=7), 0.8, 0.0)

    assert 1.0 < overlapping < apart


def test_a_past_that_was_right_tightens_but_not_without_end() -> None:
    assert 0.5 <= stretch_of(past_of([0.0] * 60), 0.8, 0.0) < 0.7


@given(
    st.floats(1, 1e6),
    st.floats(0, 1),
    st.floats(1, 3),
    st.floats(0.5, 4),
    st.floats(0.5, 4),
    st.floats(0.1, 10),
)
def test_a_larger_stretch_never_makes_an_interval_narrower(
    estimate: float, low: float, high: float, one: float, other: float, offset: float
) -> None:
    said = Estimate(estimate, estimate * low, estimate * high)
    narrow, wide = (stretched(said, factor, offset) for factor in sorted([one, other]))

    assert narrow.estimate == wide.estimate == estimate
    assert 0 <= wide.low <= narrow.low + 1e-9 * estimate
    assert narrow.high <= wide.high + 1e-9 * estimate
    assert narrow.low <= estimate * (1 + 1e-9)
    assert narrow.high >= estimate * (1 - 1e-9)


def test_a_stretch_of_one_changes_nothing() -> None:
    same = stretched(Estimate(10.0, 4.0, 21.0), 1.0, 0.5)

    assert (same.low, same.high) == pytest.approx((4.0, 21.0))


def test_where_nothing_at_all_was_possible_it_stays_so() -> None:
    assert stretched(Estimate(2.0, 0.0, 5.0), 0.5, 0.5).low == 0.0
