"""The score interval of a share, against published figures and its own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.maths.proportion import proportion

# Newcombe (1998), Two-sided confidence intervals for the single proportion, Table I, method 3, at 95%.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), PUBLISHED)
def test_as_published(part: int, whole: int, low: float, high: float) -> None:
    found = proportion(part, whole, level=0.95)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_share_lies_within_and_the_range_within_nought_and_one(counted: tuple[int, int]) -> None:
    found = proportion(*counted)
    assert 0 <= found.low <= found.estimate <= found.high <= 1


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_lost_and_kept_are_mirrored(counted: tuple[int, int]) -> None:
    part, whole = counted
    lost, kept = proportion(part, whole), proportion(whole - part, whole)
    assert (lost.low, lost.high) == pytest.approx((1 - kept.high, 1 - kept.low), abs=1e-12)


def test_more_is_known_of_more() -> None:
    few, many = proportion(5, 20), proportion(50, 200)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("part", "whole", "level"), [(1, 0, 0.9), (3, 2, 0.9), (-1, 2, 0.9), (1, 2, 1.0), (1, 2, 0)]
)
def test_nothing_to_take_a_share_of(part: int, whole: int, level: float) -> None:
    with pytest.raises(ValueError, match="A "):
        proportion(part, whole, level=level)
