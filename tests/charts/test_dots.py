import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.charts.dots import Band, Promise, dot_strip, odds
from tandem.charts.figure import Figure
from tests.charts.reading import having, words

IN_TIME = [0.1 + 3.9 * i / 59 for i in range(60)]
LATE = [4.1 + 11 * i / 37 for i in range(38)]


def drawn(values: list[float], at: float = 4) -> Figure:
    return dot_strip(
        values,
        promise=Promise(at, "our promise: 4 hours", "60 in time", "38 came later"),
        ticks=[(0, "0"), (4, "4"), (8, "8"), (16, "16 h or more")],
        bands=[Band(1, "up to 1 hour"), Band(4, "up to 4"), Band(math.inf, "longer")],
        title="6 in 10 first answers come in time",
        head=("Working hours", "First answers"),
        each_dot=lambda each: f"each dot is up to {each}",
    )


def places(figure: Figure, classes: str) -> list[list[tuple[float, float]]]:
    """Where the dots stand, in the wide and in the narrow drawing."""
    return [
        [(float(x), float(y)) for x, y in (point.split() for point in path.get("d", "")[1:-2].split("h0M"))]
        for path in having(figure.svg, classes)
    ]


def test_every_dot_is_a_person_in_both_drawings() -> None:
    figure = drawn(IN_TIME + LATE)
    assert [len(dots) for dots in places(figure, "chart-dots")] == [60, 38, 60, 38]
    assert [len(dots) for dots in places(figure, "chart-dots-hole")] == [38, 38]
    assert figure.note == "each dot is up to 1"


def test_the_promise_parts_filled_from_hollow() -> None:
    figure = drawn(IN_TIME + LATE)
    lines = [float(mark.get("x1", "")) for mark in having(figure.svg, "chart-promise")]
    kept_wide, late_wide, kept_narrow, late_narrow = places(figure, "chart-dots")
    for line, kept, late in zip(lines, (kept_wide, kept_narrow), (late_wide, late_narrow), strict=True):
        assert max(x for x, _ in kept) < line < min(x for x, _ in late)


def test_just_in_time_is_in_time() -> None:
    figure = drawn([4])
    assert len(having(figure.svg, "chart-dots")) == 2
    assert not having(figure.svg, "chart-dots-hole")


def test_the_table_counts_everybody_once() -> None:
    assert drawn([0.5, 1, 1.5, 4, 4.1, 30]).rows == (("up to 1 hour", "2"), ("up to 4", "2"), ("longer", "2"))


def test_very_many_share_a_dot_and_the_note_says_so() -> None:
    figure = drawn((IN_TIME + LATE) * 20)
    assert figure.note == "each dot is up to 20"
    assert figure.rows == (("up to 1 hour", "280"), ("up to 4", "920"), ("longer", "760"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 40), max_size=400), st.floats(0, 20))
def test_dots_never_leave_the_figure_nor_cover_each_other(values: list[float], at: float) -> None:
    figure = drawn(values, at)
    for dots in places(figure, "chart-dots"):
        assert len(dots) == len(set(dots))
        assert all(-2 <= x <= 440 and 30 <= y <= 176 for x, y in dots)


@pytest.mark.parametrize(("at", "side"), [(0.5, "chart-start"), (16, "chart-end")])
def test_words_go_where_there_is_room(at: float, side: str) -> None:
    figure = drawn(IN_TIME, at)
    assert len(having(figure.svg, f"chart-strong {side}")) == 2
    assert "60 in time · 38 came later" in words(figure.svg)


def test_nobody_yet_is_a_scale_and_a_promise() -> None:
    figure = drawn([])
    assert not having(figure.svg, "chart-dots")
    assert len(having(figure.svg, "chart-promise")) == 2


def test_values_below_nought_and_tables_that_stop_short_are_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        drawn([-1])
    with pytest.raises(ValueError, match="reach the largest value"):
        dot_strip(
            [5],
            promise=Promise(4, "", "", ""),
            ticks=[(0, "0"), (8, "8")],
            bands=[Band(4, "up to 4")],
            title="x",
            head=("a", "b"),
            each_dot=str,
        )


@pytest.mark.parametrize("sure", [0, 9, 10])
def test_odds_are_told_in_ten_dots(sure: int) -> None:
    svg = odds(sure, title=f"{sure} in 10 sure", tone="s")
    assert (len(having(svg, "chart-full")), len(having(svg, "chart-empty"))) == (sure, 10 - sure)


def test_odds_end_at_ten() -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        odds(11, title="x")
