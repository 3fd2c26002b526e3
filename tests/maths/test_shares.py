"""The range of a share without NumPy: the same as SciPy's."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc, betaincinv

from tandem.maths.shares import beta_below, share_range


@given(whole=st.integers(1, 20_000), luck=st.floats(0, 1), level=st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_it_is_the_interval_of_jeffreys(whole: int, luck: float, level: float) -> None:
    part = round(whole * luck)
    told = share_range(part, whole, level=level)
    a, b, tail = part + 0.5, whole - part + 0.5, (1 - level) / 2
    assert told.low == (0 if part == 0 else pytest.approx(betaincinv(a, b, tail), abs=1e-9))
    assert told.high == (1 if part == whole else pytest.approx(betaincinv(a, b, 1 - tail), abs=1e-9))
    assert 0 <= told.low <= told.estimate <= told.high <= 1


# Nearer to the ends SciPy is the one that is off, as the closed form below tells.
@given(x=st.floats(1e-12, 1 - 1e-12), a=st.floats(0.5, 2_000), b=st.floats(0.5, 2_000))
def test_the_incomplete_beta_function_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert beta_below(x, a, b) == pytest.approx(float(betainc(a, b, x)), abs=1e-9)


@given(x=st.floats(0, 1))
def test_it_is_the_arcsine_law_where_that_is_known(x: float) -> None:
    """Beta(½, ½) in closed form: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2, 25.3."""
    # Of the two halves the smaller one is told, where a double still tells it from its end.
    below = (
        2 / math.pi * math.asin(math.sqrt(x)) if x < 0.5 else 1 - 2 / math.pi * math.asin(math.sqrt(1 - x))
    )
    assert beta_below(x, 0.5, 0.5) == pytest.approx(below, abs=1e-12)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (2, 1), (-1, 4)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="so many of"):
        share_range(part, whole)
