"""Which bars get their number written above them, and where, so that nobody reads it off another bar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tandem.charts.places import LINE, Label, inside, telling
from tandem.charts.svg import Svg, element, text

ABOVE: Final = 5  # between a bar and its number
LED: Final = 8  # more of it where a thin line leads from the number to its bar
TOUCH: Final = 2.5  # a number may stand this far over a neighbour without seeming to be its own
APART: Final = 4  # between two numbers


@dataclass(frozen=True)
class Row:
    """The bars as they are drawn: the top of each, the width of its place and of itself."""

    tops: Sequence[float]
    place: float
    wide: float
    width: float

    def middle(self, i: int) -> float:
        return (i + 0.5) * self.place

    def under(self, label: Label, i: int, spare: float = 0) -> list[float]:
        """The tops of the other bars that stand under a label, those that are only touched apart."""
        left, right = label.x - label.half + spare, label.x + label.half - spare
        return [
            top
            for j, top in enumerate(self.tops)
            if j != i and self.middle(j) + self.wide / 2 > left and self.middle(j) - self.wide / 2 < right
        ]


@dataclass(frozen=True)
class Told:
    """A bar's number; `led` where a line must say which bar it is of."""

    bar: int
    label: Label
    led: bool

    @property
    def left(self) -> float:
        return self.label.x - self.label.half

    @property
    def right(self) -> float:
        return self.label.x + self.label.half


def told(written: Sequence[str], sizes: Sequence[float], current: Sequence[bool], row: Row) -> list[Told]:
    """At most two numbers, in reading order. The earlier makes room, or is left to the table."""
    found = [over(row, i, row.middle(i), written[i]) for i in telling(sizes, current)]
    if len(found) < 2:
        return found
    first, last = found
    if first.right + APART <= last.left:
        return found
    moved = over(row, first.bar, last.left - APART - first.label.half, first.label.words)
    still_above = moved.right > row.middle(first.bar) + 1
    if still_above and moved.right + APART <= last.left + 0.01:
        return [moved, last]
    return [last]


def over(row: Row, i: int, x: float, words: str) -> Told:
    """Above its bar, and above every neighbour that it covers; then, or where a covered neighbour ends at
    about the same height, a line leads down from it.
    """
    label = inside(Label(words, x, 0), row.width)
    highest = min([row.tops[i], *row.under(label, i)])
    alike = any(top < row.tops[i] + LINE for top in row.under(label, i, TOUCH))
    led = alike or row.tops[i] - highest > LED
    return Told(i, replace(label, y=highest - ABOVE - (LED if led else 0)), led)


def drawn(one: Told, row: Row) -> Svg:
    label = text(one.label.words, one.label.x, one.label.y, "chart-label chart-middle")
    if not one.led:
        return label
    x = row.middle(one.bar)
    line = element("line", "chart-lead", x1=x, x2=x, y1=one.label.y + 3, y2=row.tops[one.bar] - 1)
    return Svg(line + label)


def room_above(labels: Sequence[Told]) -> float:
    """How much of their letters would stand out over the top."""
    return max([0.0, *(LINE - 2 - one.label.y for one in labels)])
