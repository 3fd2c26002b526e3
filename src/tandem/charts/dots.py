import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.charts.places import WORD_LETTER
from tandem.charts.svg import Svg, element, fixed, number, paired, scaled, text

NARROW: Final = 300
WORDS: Final = 36
NUMBERS: Final = 24
SIDE: Final = 12
PITCHES: Final = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0)  # from one dot's middle to the next
ODDS: Final = 10


@dataclass(frozen=True)
class Band:
    """A row of the table: those up to and including `up_to`, above the band before."""

    up_to: float
    name: str


@dataclass(frozen=True)
class Promise:
    """The line: `kept` is written on its left, `words` and below it `broken` on its right."""

    at: float
    words: str
    kept: str
    broken: str


@dataclass(frozen=True)
class _Scale:
    """Columns are counted from the promise's line, so no dot lies across it: kept below 0, broken from 0."""

    top: float
    width: float
    promise: float
    pitch: float = PITCHES[0]

    def across(self, value: float) -> float:
        reach = min(value, self.top) / self.top if self.top > 0 else 0
        return SIDE + reach * (self.width - 2 * SIDE)

    def column(self, value: float) -> int:
        column = math.floor((self.across(value) - self.across(self.promise)) / self.pitch)
        return min(column, -1) if value <= self.promise else max(column, 0)

    def middle(self, column: int) -> float:
        return self.across(self.promise) + (column + 0.5) * self.pitch


def dot_strip(
    values: Sequence[float],
    *,
    promise: Promise,
    ticks: Sequence[tuple[float, str]],
    bands: Sequence[Band],
    title: str,
    head: Sequence[str],
    each_dot: Callable[[int], str],
    tone: Tone = "s",
    width: float = 440,
    height: float = 200,
) -> Figure:
    """Every dot a person: filled within the promise, hollow beyond.

    Of very many people a dot stands for up to so many as `each_dot` is told, which makes the note. The scale
    ends at the last tick; who is beyond stands in the last column, so let that tick say "or more".
    """
    if any(value < 0 for value in values) or not ticks:
        raise ValueError("A dot strip needs a scale and no value below nought.")
    scales = [_Scale(ticks[-1][0], wide, promise.at) for wide in (width, NARROW)]
    each, fitting = _fitting(values, scales, height - WORDS - NUMBERS)
    wide, narrow = (
        scaled(
            "".join(_drawing(values, scale, each, promise, ticks, height)), title, tone, scale.width, height
        )
        for scale in fitting
    )
    return Figure(paired(wide, narrow), title, tuple(head), _rows(values, bands), each_dot(each))


def odds(filled: int, *, title: str, tone: Tone = "t") -> Svg:
    """Ten dots, of which `filled` are: how sure we are, in tenths."""
    if not 0 <= filled <= ODDS:
        raise ValueError("Odds are told in tenths, from 0 to 10.")
    dots = [
        element(
            "circle",
            "chart-full" if i < filled else "chart-empty",
            cx=6 + i * 14,
            cy=6,
            r=5 if i < filled else 4.25,
        )
        for i in range(ODDS)
    ]
    return fixed("".join(dots), title, tone, ODDS * 14 - 2, 12)


def _fitting(values: Sequence[float], scales: Sequence[_Scale], room: float) -> tuple[int, list[_Scale]]:
    """The fewest people to a dot with which every drawing fits, and the largest dots that do so in each."""
    for each in (step * 10**power for power in range(12) for step in (1, 2, 5)):
        fitting = [_largest(values, scale, each, room) for scale in scales]
        found = [scale for scale in fitting if scale is not None]
        if len(found) == len(scales):
            return each, found
    raise ValueError("These are more people than a dot strip can show.")


def _largest(values: Sequence[float], scale: _Scale, each: int, room: float) -> _Scale | None:
    for pitch in PITCHES if each == 1 else PITCHES[:2]:
        tried = replace(scale, pitch=pitch)
        if max(_columns(values, tried, each).values(), default=0) * pitch <= room:
            return tried
    return None


def _columns(values: Sequence[float], scale: _Scale, each: int) -> dict[int, int]:
    """How many dots stand in each column."""
    people = Counter(scale.column(value) for value in values)
    return {column: math.ceil(people[column] / each) for column in sorted(people)}


def _drawing(
    values: Sequence[float],
    scale: _Scale,
    each: int,
    promise: Promise,
    ticks: Sequence[tuple[float, str]],
    height: float,
) -> list[Svg]:
    ground, line = height - NUMBERS, scale.across(promise.at)
    columns = _columns(values, scale, each)
    return [
        element("path", "chart-baseline", d=f"M0 {number(ground)}H{number(scale.width)}"),
        *(_tick(words, scale.across(value), scale.width, height) for value, words in ticks),
        *_dots(
            {column: count for column, count in columns.items() if column < 0}, scale, ground, hollow=False
        ),
        *_dots(
            {column: count for column, count in columns.items() if column >= 0}, scale, ground, hollow=True
        ),
        element("line", "chart-promise", x1=line, x2=line, y1=2, y2=ground),
        *_words(promise, line, scale.width),
    ]


def _words(promise: Promise, line: float, width: float) -> list[Svg]:
    """On both sides of the line, or all on one where the other has no room."""
    left = len(promise.kept) * WORD_LETTER + 8 <= line
    right = max(len(promise.words), len(promise.broken)) * WORD_LETTER + 8 <= width - line
    if left and (right or line < width / 2):
        return [
            text(promise.kept, line - 8, 13, "chart-label chart-end"),
            text(promise.words, line + 8, 13, "chart-strong chart-start"),
            text(promise.broken, line + 8, 29, "chart-mute chart-start"),
        ]
    x, side = (line + 8, "chart-start") if line < width / 2 else (line - 8, "chart-end")
    return [
        text(promise.words, x, 13, f"chart-strong {side}"),
        text(f"{promise.kept} · {promise.broken}", x, 29, f"chart-mute {side}"),
    ]


def _dots(columns: dict[int, int], scale: _Scale, ground: float, *, hollow: bool) -> list[Svg]:
    """Points with round ends, all in one path: a tenth of what circles weigh."""
    points = "".join(
        f"M{number(scale.middle(column))} {number(ground - 2 - (i + 0.5) * scale.pitch)}h0"
        for column, count in columns.items()
        for i in range(count)
    )
    if not points:
        return []
    wide = scale.pitch - 1.5
    dots = [element("path", "chart-dots", d=points, stroke_width=wide)]
    return [*dots, element("path", "chart-dots-hole", d=points, stroke_width=wide - 3)] if hollow else dots


def _tick(words: str, x: float, width: float, height: float) -> Svg:
    anchor = "chart-end" if x > width - 2 * SIDE else "chart-middle"
    return text(words, width if anchor == "chart-end" else x, height - 6, f"chart-mute {anchor}")


def _rows(values: Sequence[float], bands: Sequence[Band]) -> tuple[tuple[str, str], ...]:
    if values and (not bands or max(values) > bands[-1].up_to):
        raise ValueError("The last band of the table has to reach the largest value.")
    below, rows = -math.inf, []
    for band in bands:
        rows.append((band.name, f"{sum(below < value <= band.up_to for value in values):,}"))
        below = band.up_to
    return tuple(rows)
