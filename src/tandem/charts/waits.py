import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import WORD_LETTER
from tandem.charts.svg import Svg, element, number, paired, scaled, text

WIDE: Final = (640.0, 250.0)
NARROW: Final = (300.0, 240.0)
LEFT, RIGHT, TOP, BELOW = 40, 8, 42, 24
SAMPLE: Final = 22  # of the line, beside what it means
MANY: Final = 120  # from here on the dots are smaller


@dataclass(frozen=True)
class Wait:
    """One dot: when, as a share of the time shown, and how long it took. `still`: it has not ended yet."""

    at: float
    hours: float
    still: bool = False


@dataclass(frozen=True)
class Line:
    """What was promised from one share of the time shown to another."""

    start: float
    end: float
    hours: float


@dataclass(frozen=True)
class _Plot:
    width: float
    height: float
    top_hours: float

    def x(self, at: float) -> float:
        return LEFT + min(max(at, 0), 1) * (self.width - LEFT - RIGHT)

    def y(self, hours: float) -> float:
        """Longer than the scale stays at its upper edge, where another mark says so."""
        return self.ground - min(hours / self.top_hours, 1) * (self.ground - TOP)

    @property
    def ground(self) -> float:
        return self.height - BELOW


def waits(
    dots: Sequence[Wait],
    *,
    lines: Sequence[Line],
    line_words: str,
    top: float,
    ticks: Sequence[tuple[float, str]],
    hours: Sequence[tuple[float, str]],
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    tone: Tone = "s",
    note: str = "",
) -> Figure:
    """How long each one waited, by when the waiting began, against what was promised.

    Filled where it ended, hollow where it still goes on, an arrow upwards where it took longer than `top`.
    `ticks` stand below and `hours` at the left. Raises ValueError for a scale or a wait below nought.
    """
    if top <= 0 or any(dot.hours < 0 or not math.isfinite(dot.hours) for dot in dots):
        raise ValueError("Waits want a scale above nought and no wait below it.")
    wide, narrow = (
        scaled(
            "".join(_drawing(dots, _Plot(*size, top), lines, line_words, ticks[::every], hours)),
            title,
            tone,
            *size,
        )
        for size, every in ((WIDE, 1), (NARROW, 2))
    )
    return Figure(paired(wide, narrow, broad=True), title, tuple(head), table(rows), note)


def _drawing(
    dots: Sequence[Wait],
    plot: _Plot,
    lines: Sequence[Line],
    line_words: str,
    ticks: Sequence[tuple[float, str]],
    hours: Sequence[tuple[float, str]],
) -> list[Svg]:
    within = [dot for dot in dots if dot.hours <= plot.top_hours]
    beyond = [dot for dot in dots if dot.hours > plot.top_hours]
    size = 7 if len(dots) > MANY else 9
    return [
        element("path", "chart-baseline", d=f"M{LEFT} {number(plot.ground)}H{number(plot.width)}"),
        *(text(words, LEFT - 6, plot.y(value) + 4, "chart-mute chart-end") for value, words in hours),
        *(_tick(words, plot.x(at), plot) for at, words in ticks),
        *(_promise(line, plot) for line in lines),
        *_dots([dot for dot in within if not dot.still], plot, size, hollow=False),
        *_dots([dot for dot in within if dot.still], plot, size, hollow=True),
        *_arrows([dot for dot in beyond if not dot.still], plot, "chart-full"),
        *_arrows([dot for dot in beyond if dot.still], plot, "chart-hollow"),
        *_named(line_words, lines, plot),
    ]


def _promise(line: Line, plot: _Plot) -> Svg:
    y = plot.y(line.hours)
    return element("line", "chart-promise", x1=plot.x(line.start), x2=plot.x(line.end), y1=y, y2=y)


def _named(words: str, lines: Sequence[Line], plot: _Plot) -> list[Svg]:
    """What the line means: a piece of it, and its words, above all dots."""
    if not lines or not words:
        return []
    sample = element("line", "chart-promise", x1=LEFT, x2=LEFT + SAMPLE, y1=8, y2=8)
    return [sample, text(words, LEFT + SAMPLE + 8, 12, "chart-strong chart-start")]


def _dots(dots: Sequence[Wait], plot: _Plot, size: float, *, hollow: bool) -> list[Svg]:
    """Points with round ends, all in one path: a tenth of what circles weigh."""
    points = "".join(f"M{number(plot.x(dot.at))} {number(plot.y(dot.hours))}h0" for dot in dots)
    if not points:
        return []
    drawn = [element("path", "chart-dots", d=points, stroke_width=size)]
    hole = element("path", "chart-dots-hole", d=points, stroke_width=size - 3.5)
    return [*drawn, hole] if hollow else drawn


def _arrows(dots: Sequence[Wait], plot: _Plot, classes: str) -> list[Svg]:
    points = "".join(f"M{number(plot.x(dot.at) - 5)} {TOP - 4}l5 -9 5 9z" for dot in dots)
    return [element("path", classes, d=points)] if points else []


def _tick(words: str, x: float, plot: _Plot) -> Svg:
    half = len(words) * WORD_LETTER / 2
    middle = min(max(x, half), plot.width - half)
    return text(words, middle, plot.height - 6, "chart-mute chart-middle")
