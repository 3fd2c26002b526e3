"""The tiles multiply: what is written on the page, typed into a calculator, gives the revenue beside it."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.together.evidence.periods import Span
from tandem.together.verdict.equation import LEEWAY, even_value, shown, step_below
from tandem.together.verdict.reading import Range, Side

MAY = Span(datetime.date(2026, 5, 1), datetime.date(2026, 7, 31))


def side(enquiries: int, share: float, sale: float) -> Side:
    exactly = Range(share, share, share), Range(sale, sale, sale), Range(0, 0, 0)
    return Side(MAY, enquiries, 0, 0, *exactly, Range(0, 0, 0), None)


def test_the_firm_of_the_pictures() -> None:
    told = shown(side(500, 0.1598, 601))
    assert told is not None
    assert (told.enquiries, told.parts, told.scale, told.value, told.revenue) == (500, 16, 100, 600, 48000)


@given(
    enquiries=st.integers(20, 20_000),
    share=st.floats(0.002, 0.95),
    sale=st.floats(1, 200_000),
)
def test_tiles_multiply_and_stay_near_what_is_known(enquiries: int, share: float, sale: float) -> None:
    told = shown(side(enquiries, share, sale))
    assert told is not None
    # To the whole unit, as written:
    assert abs(told.enquiries * told.parts * told.value / told.scale - told.revenue) <= 0.5
    # The share is the nearest that is written so, and the sale is near.
    assert abs(told.share - share) <= 0.5 / told.scale + 1e-9
    assert abs(told.value - sale) <= max(LEEWAY * sale, 0.5) + 1e-6


@given(customers=st.integers(1, 10**6), value=st.floats(100, 10_000))
def test_the_product_is_even_wherever_a_near_value_makes_it_so(customers: int, value: float) -> None:
    found = even_value(customers, 100, value)
    even = 100 // math.gcd(customers, 100)
    nearest = round(value / even) * even
    if abs(nearest - value) <= LEEWAY * value and nearest:
        assert customers * found % 100 == 0


@pytest.mark.parametrize(
    ("enquiries", "share", "sale"), [(19, 0.2, 600), (0, 0.2, 600), (100, 0.0, 600), (100, 0.2, 0.5)]
)
def test_nothing_is_multiplied_of_too_few_or_of_nothing(enquiries: int, share: float, sale: float) -> None:
    assert shown(side(enquiries, share, sale)) is None


@pytest.mark.parametrize(("size", "step"), [(0.3, 1), (1, 1), (3, 2), (6, 5), (19, 10), (250, 200)])
def test_steps(size: float, step: int) -> None:
    assert step_below(size) == step


def test_just_below_a_power_of_ten() -> None:
    assert step_below(99.99999999999999) == 50
