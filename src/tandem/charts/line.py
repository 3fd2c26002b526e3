from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import Label, Scale, apart, inside, telling
from tandem.charts.svg import Svg, element, framed, number, scaled, text

LABELS: Final = 20
LETTERS: Final = 22


@dataclass(frozen=True)
class Point:
    """One month. `value` is None where there is too little to say; `open` while it can still change."""

    label: str
    name: str
    value: float | None
    written: str
    low: float | None = None
    high: float | None = None
    open: bool = False
    current: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Drawn:
    x: float
    y: float
    point: Point


def line(
    months: Sequence[Point],
    *,
    title: str,
    head: Sequence[str],
    tone: Tone = "t",
    width: float = 260,
    height: float = 120,
    floor: float = 0,
    note: str = "",
) -> Figure:
    """A line with its band. Open months hang on a dashed line with hollow dots; the baseline is `floor`."""
    scale = Scale(floor, _highest(months, floor), bottom=height - LETTERS, top=LABELS)
    place = width / max(len(months), 1)
    drawn = [
        None if point.value is None else _Drawn((i + 0.5) * place, scale(max(point.value, floor)), point)
        for i, point in enumerate(months)
    ]
    known = [mark for mark in drawn if mark is not None]
    drawing = [
        *_bands(months, scale, place),
        *_strokes(drawn),
        element("path", "chart-baseline", d=f"M0 {number(height - LETTERS)}H{number(width)}"),
        *(_dot(mark, last=mark is _last_closed(known)) for mark in known),
        *(_letter(point, (i + 0.5) * place, height) for i, point in enumerate(months)),
        *(text(label.words, label.x, label.y, "chart-label chart-middle") for label in _labels(drawn, width)),
    ]
    svg = framed(scaled("".join(drawing), title, tone, width, height, "chart-small"))
    rows = table([(point.name, point.written, *point.cells) for point in months])
    return Figure(svg, title, tuple(head), rows, note)


def _highest(months: Sequence[Point], floor: float) -> float:
    reached = [end for point in months for end in (point.value, point.high) if end is not None]
    return max([floor, *reached])


def _bands(months: Sequence[Point], scale: Scale, place: float) -> Iterator[Svg]:
    """One area for each run of months that have a range."""
    run: list[tuple[float, float, float]] = []
    for i, point in enumerate([*months, Point("", "", None, "")]):
        if point.low is not None and point.high is not None:
            run.append(((i + 0.5) * place, scale(max(point.low, scale.low)), scale(point.high)))
            continue
        if len(run) > 1:
            edge = [(x, high) for x, _, high in run] + [(x, low) for x, low, _ in reversed(run)]
            yield element("path", "chart-band chart-print-edge", d=_path(edge) + "Z")
        run = []


def _strokes(drawn: Sequence[_Drawn | None]) -> Iterator[Svg]:
    """Solid between closed months, dashed towards open ones, nothing across a gap."""
    run: list[tuple[float, float]] = []
    for one, other in pairwise(drawn):
        if one is None or other is None:
            continue
        if other.point.open or one.point.open:
            yield element("path", "chart-line chart-dashed", d=_path([(one.x, one.y), (other.x, other.y)]))
            continue
        if run and run[-1] != (one.x, one.y):
            yield element("path", "chart-line", d=_path(run))
            run = []
        run = [*(run or [(one.x, one.y)]), (other.x, other.y)]
    if run:
        yield element("path", "chart-line", d=_path(run))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _last_closed(known: Sequence[_Drawn]) -> _Drawn | None:
    return next((mark for mark in reversed(known) if not mark.point.open), None)


def _dot(mark: _Drawn, *, last: bool) -> Svg:
    if mark.point.open:
        return element("circle", "chart-hollow", cx=mark.x, cy=mark.y, r=3.5)
    return element("circle", "chart-dot", cx=mark.x, cy=mark.y, r=4.5) if last else Svg()


def _letter(point: Point, x: float, height: float) -> Svg:
    weight = "chart-strong" if point.current else "chart-mute"
    return text(point.label, x, height - 6, f"{weight} chart-middle")


def _labels(drawn: Sequence[_Drawn | None], width: float) -> list[Label]:
    """Above their point, and above the line where that rises beside it."""
    sizes = [None if mark is None else mark.point.value for mark in drawn]
    current = [mark is not None and mark.point.open for mark in drawn]
    labels = []
    for i in telling(sizes, current):
        mark = drawn[i]
        if mark is None:
            continue
        label = inside(Label(mark.point.written, mark.x, 0), width)
        near = [other.y for other in drawn if other is not None and abs(other.x - label.x) <= label.half]
        labels.append(Label(label.words, label.x, min([mark.y, *near]) - 9))
    return apart(labels)
