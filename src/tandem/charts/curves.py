"""How many have become customers by the age of their enquiry: the whole and its channels, side by side."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import LINE, Scale, shortened, wrapped
from tandem.charts.svg import Svg, element, fluid, inner, paired, percent, plane, points, text, toned

MOST: Final = 6
GAP: Final = 0.05  # of the width, between two panels
HEAD: Final = 58
PLOT: Final = 100
FOOT: Final = 26
BETWEEN: Final = 16
END: Final = 0.97  # of a panel's width: the last dot has to be inside
LETTERS: Final = 20  # of a name, in the narrowest panel


@dataclass(frozen=True)
class Curve:
    """Shares by age in days. `written` is where it ends (“16%”), `range_written` its range there.

    Empty `days` mean that there is too few to say, and `written` then says so. `sub` is how many it is
    made from; `cells` are further cells of its row in the table.
    """

    name: str
    days: tuple[float, ...]
    estimate: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    written: str
    range_written: str = ""
    sub: str = ""
    cells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len({len(self.days), len(self.estimate), len(self.low), len(self.high)}) != 1:
            raise ValueError(f"The curve of {self.name!r} has not one share with its range for each day.")


@dataclass(frozen=True)
class _Axes:
    """The same for all panels; `head` is the room above the plot, for names of as many lines as one needs."""

    days: float
    top: float
    ticks: tuple[tuple[float, str], ...]
    head: float

    def across(self, day: float) -> float:
        return min(day / self.days, 1.0) * END

    @property
    def up(self) -> Scale:
        return Scale(0, self.top, bottom=PLOT, top=0)


def curves(
    whole: Curve,
    channels: Sequence[Curve] = (),
    *,
    title: str,
    head: Sequence[str],
    ticks: Sequence[tuple[float, str]],
    tone: Tone = "s",
    note: str = "",
) -> Figure:
    """The whole first, then up to five channels on the same scale, each with the whole as a dashed line.

    The last tick is where the axis of days ends. The table has a row a curve: name, end, range and `cells`.
    """
    drawn = [whole, *channels]
    if len(drawn) > MOST or not ticks or ticks[-1][0] <= 0:
        raise ValueError("Curves need an axis of days, and at most five channels beside the whole.")
    reached = max((share for curve in drawn for share in curve.high), default=0)
    lines = max(len(_lines_of(curve.name)) for curve in drawn)
    axes = _Axes(ticks[-1][0], reached or 1.0, tuple(ticks), HEAD + (lines - 1) * LINE)
    wide = _grid(drawn, axes, tone, columns=min(len(drawn), 2 if len(drawn) == 4 else 3))
    narrow = _grid(drawn, axes, tone, columns=min(len(drawn), 2))
    svg = paired(*(fluid(drawing, title, tone, height) for drawing, height in (wide, narrow)))
    rows = table([(curve.name, curve.written, curve.range_written, *curve.cells) for curve in drawn])
    return Figure(svg, title, tuple(head), rows, note)


def _grid(drawn: Sequence[Curve], axes: _Axes, tone: Tone, *, columns: int) -> tuple[str, float]:
    lines = math.ceil(len(drawn) / columns)
    height = axes.head + PLOT + FOOT
    share = (1 - GAP * (columns - 1)) / columns
    panels = [
        inner(
            _panel(curve, axes, drawn[0] if i else None, "t" if i == 0 else tone),
            x=percent((i % columns) * (share + GAP)),
            y=(i // columns) * (height + BETWEEN),
            width=percent(share),
            height=height,
        )
        for i, curve in enumerate(drawn)
    ]
    return "".join(panels), lines * (height + BETWEEN) - BETWEEN


def _lines_of(name: str) -> list[str]:
    """At most two, the second cut where it is too long."""
    first, *rest = wrapped(name, LETTERS) or [""]
    return [shortened(line, LETTERS) for line in (first, " ".join(rest))[: 2 if rest else 1]]


def _panel(curve: Curve, axes: _Axes, whole: Curve | None, tone: Tone) -> Svg:
    # A name of one line among ones of two stands lower, so that all plots of a row begin at one height.
    lines = _lines_of(curve.name)
    first = axes.head - HEAD + 13 - (len(lines) - 1) * LINE
    bottom = axes.head + PLOT
    drawing = [
        *(text(line, 0, first + i * LINE, "chart-strong chart-start") for i, line in enumerate(lines)),
        text(curve.sub, 0, axes.head - HEAD + 29, "chart-mute chart-start"),
        element("line", "chart-baseline", x1=0, x2=percent(END), y1=bottom, y2=bottom),
        *_ticks(axes),
    ]
    if not curve.days:
        y = axes.head + PLOT / 2
        drawing.append(element("line", "chart-too-few", x1=0, x2=percent(END), y1=y, y2=y))
        drawing.append(text(curve.written, 0, y - 8, "chart-mute chart-start"))
    else:
        drawing.append(plane(_marks(curve, axes, whole), y=axes.head, height=PLOT))
        drawing += _end(curve, axes)
    return toned("".join(drawing), tone)


def _marks(curve: Curve, axes: _Axes, whole: Curve | None) -> str:
    at = [axes.across(day) for day in curve.days]
    high, low, middle = (
        [axes.up(share) for share in shares] for shares in (curve.high, curve.low, curve.estimate)
    )
    edge = [*zip(at, high, strict=True), *reversed(list(zip(at, low, strict=True)))]
    marks = [
        element("path", "chart-band", d=points(edge) + "Z"),
        element("path", "chart-edge", d=points(list(zip(at, high, strict=True)))),
        element("path", "chart-edge", d=points(list(zip(at, low, strict=True)))),
    ]
    if whole is not None and whole.days:
        beside = [
            (axes.across(day), axes.up(share)) for day, share in zip(whole.days, whole.estimate, strict=True)
        ]
        marks.append(element("path", "chart-other", d=points(beside)))
    marks.append(element("path", "chart-line", d=points(list(zip(at, middle, strict=True)))))
    return "".join(marks)


def _end(curve: Curve, axes: _Axes) -> Iterator[Svg]:
    x, y = axes.across(curve.days[-1]), axes.head + axes.up(curve.estimate[-1])
    yield element("circle", "chart-dot", cx=percent(x), cy=y, r=4.5)
    yield text(curve.written, "100%", axes.head + axes.up(curve.high[-1]) - 8, "chart-big chart-end")
    yield text(curve.range_written, "100%", axes.head - HEAD + 29, "chart-mute chart-end")


def _ticks(axes: _Axes) -> Iterator[Svg]:
    for day, words in axes.ticks:
        x = axes.across(day)
        side = "chart-start" if day == 0 else "chart-end" if x >= END else "chart-middle"
        yield text(words, percent(x), axes.head + PLOT + 17, f"chart-mute {side}")
