import re

import pytest

from tandem.charts.figure import Figure
from tandem.charts.svg import Svg
from tandem.charts.waits import Line, Wait, waits
from tests.charts.reading import having, words


def drawn(
    dots: list[Wait], lines: tuple[Line, ...] = (Line(0, 1, 4),), line_words: str = "4 hours"
) -> Figure:
    return waits(
        dots,
        lines=lines,
        line_words=line_words,
        top=16,
        ticks=[(0, "1 Sep"), (0.5, "15 Sep"), (1, "1 Oct")],
        hours=[(0, "0"), (16, "16 h")],
        title="Most came in time",
        head=("Week", "In time"),
        rows=[("1 Sep", "3 of 4")],
    )


def wide(figure: Figure) -> Svg:
    return Svg(re.findall(r"<svg.*?</svg>", figure.svg)[0])


def places(svg: str, classes: str) -> list[tuple[float, float]]:
    paths = "".join(path.get("d", "") for path in having(svg, classes))
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", paths)]


def test_a_dot_stands_at_its_day_and_its_hours() -> None:
    # the plot is 592 wide from 40 on and 184 high, from 42 down to 226
    svg = wide(drawn([Wait(0, 0), Wait(0.5, 8), Wait(1, 16)]))
    assert places(svg, "chart-dots") == [(40, 226), (336, 134), (632, 42)]
    assert having(svg, "chart-dots-hole") == []


def test_who_waits_still_is_hollow() -> None:
    svg = wide(drawn([Wait(0, 2), Wait(1, 4, still=True)]))
    assert len(places(svg, "chart-dots")) == 2
    assert places(svg, "chart-dots-hole") == [(632, 180)]


def test_what_took_longer_than_the_scale_is_an_arrow_at_its_edge() -> None:
    svg = wide(drawn([Wait(0.5, 17), Wait(1, 40, still=True)]))
    assert places(svg, "chart-full") == [(331, 38)]
    assert places(svg, "chart-hollow") == [(627, 38)]
    assert places(svg, "chart-dots") == []


def test_a_promise_that_was_changed_is_a_line_with_a_step() -> None:
    svg = wide(drawn([Wait(0, 2)], (Line(0, 0.5, 8), Line(0.5, 1, 4))))
    lines = [(line.get("x1"), line.get("x2"), line.get("y1")) for line in having(svg, "chart-promise")]
    assert lines[:2] == [("40", "336", "134"), ("336", "632", "180")]
    # and a piece of it stands beside its words
    assert lines[2:] == [("40", "62", "8")]


def test_on_a_phone_it_is_drawn_anew_with_fewer_days() -> None:
    figure = drawn([Wait(0, 2)])
    narrow = re.findall(r"<svg.*?</svg>", figure.svg)[1]
    assert 'viewBox="0 0 300 240"' in narrow
    assert words(wide(figure)) == ["0", "16 h", "1 Sep", "15 Sep", "1 Oct", "4 hours"]
    assert words(narrow) == ["0", "16 h", "1 Sep", "1 Oct", "4 hours"]


def test_hundreds_of_dots_stay_light() -> None:
    assert len(drawn([Wait(i / 300, i % 15) for i in range(300)]).svg) < 14_000


def test_without_a_promise_there_is_no_line() -> None:
    assert having(wide(drawn([Wait(0, 2)], ())), "chart-promise") == []


def test_a_wait_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="no wait below"):
        drawn([Wait(0, -1)])
