from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.charts.svg import Svg, element, fluid, percent, text

THICK: Final = 5


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
    drawing = []
    if whole is not None:
        drawing.append(_upright(whole, top))
    if row.estimate is None or row.low is None or row.high is None:
        drawing.append(element("line", "chart-too-few", x1=0, x2="100%", y1=height / 2, y2=height / 2))
    else:
        drawing.append(_range(row.low, row.high, top, height / 2))
        drawing.append(element("circle", "chart-dot", cx=_at(row.estimate, top), cy=height / 2, r=5.5))
    svg = fluid("".join(drawing), title, tone, height)
    return Figure(svg, title, tuple(head), ((row.name, row.written, row.range_written),))


def interval_axis(ticks: Sequence[tuple[float, str]], *, title: str, top: float, height: float = 18) -> Svg:
    """The numbers in the head of the column, at the same places as in its rows."""
    words = [text(words, _at(value, top), height - 5, "chart-mute chart-middle") for value, words in ticks]
    return fluid("".join(words), title, "t", height)


def _share(value: float, top: float) -> float:
    """Beyond `top` a mark stays at the edge: the number beside it says where it really is."""
    if top <= 0:
        raise ValueError("The scale of an interval ends above nought.")
    return min(max(value / top, 0.0), 1.0)


def _at(value: float, top: float) -> str:
    return percent(_share(value, top))


def _upright(value: float, top: float) -> Svg:
    x = _at(value, top)
    return element("line", "chart-whole", x1=x, x2=x, y1=0, y2="100%")


def _range(low: float, high: float, top: float, y: float) -> Svg:
    start, end = _share(low, top), _share(high, top)
    place = {"x": percent(start), "width": percent(end - start)}
    return element("rect", "chart-soft", y=y - THICK / 2, height=THICK, rx=2, **place)
