"""A column of shares: one scale for all rows and their head."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.charts.shares import share_axis, share_dot, share_top
from tandem.maths.shares import ShareRange

HEAD = ("Channel", "Said no", "Range")


def up_to(high: float) -> ShareRange:
    return ShareRange(high / 2, high / 4, high, 20)


def ticks(top: float) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", share_axis(top, title="Said no"))


@pytest.mark.parametrize(
    ("highs", "top"), [([], 0.2), ([0.04], 0.2), ([0.58], 0.6), ([0.2, 1], 1), ([0.3], 0.3)]
)
def test_the_scale_ends_at_the_next_tenth_above_every_range(highs: Sequence[float], top: float) -> None:
    assert share_top(map(up_to, highs)) == pytest.approx(top)


def test_its_head_counts_in_whole_tenths() -> None:
    assert ticks(0.2) == ["0", "10", "20%"]
    assert ticks(0.5) == ["0", "10", "20", "30", "40", "50%"]
    assert ticks(1.0) == ["0", "20", "40", "60", "80", "100%"]


@given(st.lists(st.floats(0, 1), max_size=6))
def test_every_range_lies_on_the_scale(highs: list[float]) -> None:
    top = share_top(map(up_to, highs))
    assert all(high <= top + 1e-9 for high in highs)
    assert len(ticks(top)) <= 6


def test_a_row_is_told_in_words_too() -> None:
    written = ("40%", "24 to 58%")
    figure = share_dot("Fairs", up_to(0.58), written, head=HEAD, top=0.6, whole=0.3, tone="m")
    assert figure.title == "Fairs: 40% · 24 to 58%"
    assert figure.rows == (("Fairs", "40%", "24 to 58%"),)
    few = share_dot("Flyers", None, ("too few to say", ""), head=HEAD, top=0.6, whole=None, tone="m")
    assert few.title == "Flyers: too few to say"
    assert "chart-too-few" in few.svg
