import pytest

from tandem.charts.line import Point, line
from tests.charts.figures import MONTHS
from tests.charts.reading import having, words

SHARES = [0.24, 0.25, 0.24, 0.25, 0.25, 0.25, 0.26, 0.24, 0.25, 0.19, 0.165, 0.14]
HEAD = ("Month", "Become customers")


def months(missing: frozenset[int] = frozenset()) -> list[Point]:
    return [
        Point(
            letter, f"Month {i}", None if i in missing else share, f"{share:.0%}", open=i > 8, current=i > 8
        )
        for i, (letter, share) in enumerate(zip(MONTHS, SHARES, strict=True))
    ]


def test_open_months_hang_on_a_dashed_line_with_hollow_dots() -> None:
    figure = line(months(), title="Since August, fewer buy", head=HEAD, tone="s")
    assert len(having(figure.svg, "chart-dashed")) == 3
    assert len(having(figure.svg, "chart-line")) == 4
    assert len(having(figure.svg, "chart-hollow")) == 3
    assert len(having(figure.svg, "chart-dot")) == 1


def test_the_last_closed_and_the_last_month_are_labelled() -> None:
    figure = line(months(), title="Since August, fewer buy", head=HEAD)
    assert words(figure.svg) == [*MONTHS, "25%", "14%"]


def test_points_stand_at_their_height_above_nought() -> None:
    some = [Point("S", "September", 10, "10"), Point("O", "October", 5, "5", open=True)]
    figure = line(some, title="Half as many", head=HEAD, height=122)
    [closed], [hollow] = having(figure.svg, "chart-dot"), having(figure.svg, "chart-hollow")
    assert (float(closed.get("cy", "")), float(hollow.get("cy", ""))) == (20, 60)


def test_a_range_is_a_band_and_counts_for_the_scale() -> None:
    some = [Point("S", "September", 10, "10", 5, 20), Point("O", "October", 10, "10", 5, 20)]
    figure = line(some, title="About the same", head=HEAD, width=200, height=122)
    [band] = having(figure.svg, "chart-band")
    assert band.get("d") == "M50 20L150 20L150 80L50 80Z"


def test_nothing_is_drawn_across_a_gap() -> None:
    figure = line(months(missing=frozenset({3, 4})), title="Two months unknown", head=HEAD)
    solid = [mark for mark in having(figure.svg, "chart-line") if "chart-dashed" not in mark.get("class", "")]
    assert [mark.get("d", "").count("L") for mark in solid] == [2, 3]


@pytest.mark.parametrize("some", [[], [Point("O", "October", None, "too few to say")]])
def test_nothing_to_say_is_a_baseline(some: list[Point]) -> None:
    figure = line(some, title="Too few to say", head=HEAD)
    assert len(having(figure.svg, "chart-baseline")) == 1
    assert not having(figure.svg, "chart-line")
    assert figure.rows == tuple((point.name, point.written) for point in some)


def test_the_table_has_the_range() -> None:
    some = [Point("O", "October", 0.14, "14%", 0.1, 0.19, cells=("10 to 19%",))]
    figure = line(some, title="Fewer buy", head=(*HEAD, "Likely"))
    assert figure.rows == (("October", "14%", "10 to 19%"),)
