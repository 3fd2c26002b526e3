import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.charts.svg import Svg, element, fluid, percent, text

THICK: Final = 5
Place = Callable[[float], float]  # from a value to its share of the width


@dataclass(frozen=True)
class Interval:
    """One row of a table. `estimate` is None where there is too few to say; `written` then says so."""

    name: str
    estimate: float | None
    low: float | None
    high: float | None
    written: str
    range_written: str = ""


def interval_dot(
    row: Interval,
    *,
    title: str,
    head: Sequence[str],
    top: float,
    whole: float | None = None,
    tone: Tone = "t",
    height: float = 32,
) -> Figure:
    """A dot on its range, from nought to `top`, the same in every row. Dashed: where the whole stands."""
    svg = fluid(_drawing(row, _plain(top), whole, height), title, tone, height)
    return Figure(svg, title, tuple(head), _rows(row))


def ratio_dot(
    row: Interval,
    *,
    title: str,
    head: Sequence[str],
    top: float,
    tone: Tone = "t",
    height: float = 32,
) -> Figure:
    """As `interval_dot`, for ratios: from 1 / `top` to `top`, where twice and half are as far from 1.

    Dashed: where 1 stands, no difference. Raises ValueError where `top` is not above 1, or a ratio not above
    nought.
    """
    svg = fluid(_drawing(row, _doubling(top), 1.0, height), title, tone, height)
    return Figure(svg, title, tuple(head), _rows(row))


def interval_axis(ticks: Sequence[tuple[float, str]], *, title: str, top: float, height: float = 18) -> Svg:
    """The numbers in the head of the column, at the same places as in its rows."""
    return _axis(ticks, _plain(top), title, height)


def ratio_axis(ticks: Sequence[tuple[float, str]], *, title: str, top: float, height: float = 18) -> Svg:
    """The head of a column of `ratio_dot`: ½, 1 and 2, say."""
    return _axis(ticks, _doubling(top), title, height)


def _plain(top: float) -> Place:
    """Beyond `top` a mark stays at the edge: the number beside it says where it really is."""
    if top <= 0:
        raise ValueError("The scale of an interval ends above nought.")
    return lambda value: min(max(value / top, 0.0), 1.0)


def _doubling(top: float) -> Place:
    if top <= 1:
        raise ValueError("The scale of a ratio ends above 1.")

    def place(value: float) -> float:
        if value <= 0:
            raise ValueError("A ratio is above nought.")
        return min(max(0.5 + math.log(value) / math.log(top) / 2, 0.0), 1.0)

    return place


def _rows(row: Interval) -> tuple[tuple[str, ...], ...]:
    return ((row.name, row.written, row.range_written),)


def _axis(ticks: Sequence[tuple[float, str]], place: Place, title: str, height: float) -> Svg:
    words = [
        text(words, percent(place(value)), height - 5, "chart-mute chart-middle") for value, words in ticks
    ]
    return fluid("".join(words), title, "t", height)


def _drawing(row: Interval, place: Place, whole: float | None, height: float) -> str:
    drawing = []
    if whole is not None:
        x = percent(place(whole))
        drawing.append(element("line", "chart-whole", x1=x, x2=x, y1=0, y2="100%"))
    if row.estimate is None or row.low is None or row.high is None:
        drawing.append(element("line", "chart-too-few", x1=0, x2="100%", y1=height / 2, y2=height / 2))
    else:
        start, end = place(row.low), place(row.high)
        reach = {"x": percent(start), "width": percent(end - start)}
        drawing.append(element("rect", "chart-soft", y=(height - THICK) / 2, height=THICK, rx=2, **reach))
        drawing.append(element("circle", "chart-dot", cx=percent(place(row.estimate)), cy=height / 2, r=5.5))
    return "".join(drawing)
