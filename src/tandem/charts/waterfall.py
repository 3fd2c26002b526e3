"""From one total to another, by what moved it: side by side, or on a phone one below the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.drivers import Change, Desk, Step, Total, change_of
from tandem.charts.figure import Figure, Row, table
from tandem.charts.places import Scale, wrapped
from tandem.charts.svg import Svg, element, fluid, paired, percent, tear, text, toned
from tandem.charts.waterfall_list import listed

BRACKET: Final = 34
LABELS: Final = 42
PLOT: Final = 232
GROUND: Final = BRACKET + LABELS + PLOT
LINE: Final = 16
NAME: Final = 12  # letters in a line of a name
FILL: Final = 0.83  # of a column is its bar
TEAR: Final = 12
BELOW: Final = 38  # what number and amount need under a bar


@dataclass(frozen=True)
class _Column:
    index: int
    of: int

    @property
    def left(self) -> float:
        return (self.index + (1 - FILL) / 2) / self.of

    @property
    def right(self) -> float:
        return self.left + FILL / self.of

    @property
    def middle(self) -> str:
        return percent((self.index + 0.5) / self.of)

    @property
    def place(self) -> dict[str, str]:
        return {"x": percent(self.left), "width": percent(FILL / self.of)}


def waterfall(
    start: Total,
    desks: Sequence[Desk],
    end: Total,
    *,
    title: str,
    head: Sequence[str],
    cut_note: Callable[[float], str],
    note: str = "",
) -> Figure:
    """From `start` to `end` over the drivers of each desk, whose changes add up to the difference.

    Where bars from nought would be slivers the axis is cut, with a zigzag in both ends; `cut_note` is told
    where, and its sentence goes before `note`. The table has five columns, so `head` names five: name, large
    number, amount, range and verdict. Raises ValueError where the changes do not add up.
    """
    change = change_of(start, desks, end)
    wide, height = _drawing(change)
    upright, length = listed(change)
    svg = paired(fluid(wide, title, "t", height), fluid(upright, title, "t", length), broad=True)
    sentences = (cut_note(change.cut) if change.cut else "", note)
    return Figure(svg, title, tuple(head), _rows(change), " ".join(filter(None, sentences)))


def _rows(change: Change) -> tuple[Row, ...]:
    drivers = [step.driver for step in change.steps]
    return table(
        [
            (change.start.name, change.start.written, "", "", ""),
            *((item.name, item.written, item.amount, item.range, item.verdict) for item in drivers),
            (change.end.name, change.end.written, "", "", ""),
        ]
    )


def _drawing(change: Change) -> tuple[str, float]:
    scale = Scale(min(change.levels), max(change.levels), bottom=GROUND, top=BRACKET + LABELS)
    columns = [_Column(i, len(change.names)) for i in range(len(change.names))]
    names = [wrapped(name, NAME) for name in change.names]
    ranges = GROUND + LINE * max(len(lines) for lines in names) + 8
    steps = list(zip(change.steps, columns[1:-1], strict=True))
    drawing = [
        *_brackets(change.desks, columns),
        *_connectors(change.steps, columns, scale),
        *_total(change.start, columns[0], scale, change.cut),
        *(_step(step, column, scale) for step, column in steps),
        *_total(change.end, columns[-1], scale, change.cut),
        *(_tears((columns[0], columns[-1])) if change.cut else ()),
        element("line", "chart-baseline", x1=0, x2="100%", y1=scale(change.cut), y2=scale(change.cut)),
        *(mark for lines, column in zip(names, columns, strict=True) for mark in _name(lines, column)),
        *(_below(step, column, ranges) for step, column in steps),
    ]
    return "".join(drawing), ranges + 2 * LINE + 8


def _brackets(desks: Sequence[Desk], columns: Sequence[_Column]) -> Iterator[Svg]:
    index = 1
    for desk in desks:
        if not desk.drivers:
            continue
        left, right = columns[index].left, columns[index + len(desk.drivers) - 1].right
        index += len(desk.drivers)
        place = {"x": percent(left), "width": percent(right - left)}
        rule = element("rect", "chart-full", y=0, height=3, **place)
        lines = _bracket_lines(desk.words, NAME * len(desk.drivers) - 1)
        words = [
            text(line, percent((left + right) / 2), 21 + i * 15, "chart-label chart-middle")
            for i, line in enumerate(lines)
        ]
        yield toned(rule + "".join(words), desk.tone)


def _bracket_lines(words: str, letters: int) -> list[str]:
    """Where one line is too short: first the number, then what may be said of it."""
    lines, (number, _colon, verdict) = wrapped(words, letters), words.partition(": ")
    parted = [f"{number}:", *wrapped(verdict, letters)]
    return parted if 1 < len(parted) <= len(lines) else lines


def _connectors(steps: Sequence[Step], columns: Sequence[_Column], scale: Scale) -> Iterator[Svg]:
    levels = [*(step.before for step in steps), *(step.after for step in steps[-1:])]
    for i, level in enumerate(levels):
        ends = {"x1": percent(columns[i].right), "x2": percent(columns[i + 1].left)}
        yield element("line", "chart-step", y1=scale(level), y2=scale(level), **ends)


def _bar(column: _Column, one: float, other: float, classes: str) -> Svg:
    return element("rect", classes, y=min(one, other), height=max(abs(one - other), 1.5), **column.place)


def _total(total: Total, column: _Column, scale: Scale, cut: float) -> list[Svg]:
    top, base = scale(total.value), scale(cut)
    return [
        _bar(column, top, base, "chart-soft"),
        text(total.written, column.middle, min(top, base) - 8, "chart-total chart-middle"),
    ]


def _step(step: Step, column: _Column, scale: Scale) -> Svg:
    """The number stands where the bar points to, unless the names are there."""
    before, after = scale(step.before), scale(step.after)
    if step.driver.change is None:
        ends = {"x1": percent(column.left), "x2": percent(column.right)}
        return element("line", "chart-step", y1=after, y2=after, **ends)
    top, bottom = min(before, after), max(before, after)
    number, amount = top - 8, top - 24
    if after > before and bottom + BELOW <= GROUND:
        number, amount = bottom + 19, bottom + 35
    drawing = (
        _bar(column, before, after, step.fill),
        text(step.driver.written, column.middle, number, "chart-big chart-middle"),
        text(step.driver.amount, column.middle, amount, "chart-mute chart-middle"),
    )
    return toned("".join(drawing), step.tone)


def _tears(columns: Sequence[_Column]) -> Iterator[Svg]:
    for column in columns:
        yield tear(column.place["x"], GROUND - 2 * TEAR, column.place["width"], TEAR)


def _name(lines: Sequence[str], column: _Column) -> Iterator[Svg]:
    for i, words in enumerate(lines, start=1):
        yield text(words, column.middle, GROUND + 4 + i * LINE, "chart-strong chart-middle")


def _below(step: Step, column: _Column, top: float) -> Svg:
    driver = step.driver
    lines = [line for line in ((driver.range, "chart-mute"), (driver.verdict, step.verdict)) if line[0]]
    words = [
        text(words, column.middle, top + i * LINE, f"{classes} chart-middle")
        for i, (words, classes) in enumerate(lines, start=1)
    ]
    return toned("".join(words), step.tone)
