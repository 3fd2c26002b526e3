"""What each moved the whole by: bars to both sides of nought."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import shortened
from tandem.charts.svg import Svg, element, fluid, paired, percent, text, toned

Kind = Literal["both", "new", "ended"]
HEAD: Final = 28
FOOT: Final = 4


@dataclass(frozen=True)
class Effect:
    """One row. `value` is None where there is too few to say, and `written` then says so.

    `words` stand below the name. Who is in one period only (`new`, `ended`) is drawn as an outline and
    carries `mark`, the word for that.
    """

    name: str
    value: float | None
    written: str
    words: str = ""
    kind: Kind = "both"
    mark: str = ""
    finding: bool = False
    tone: Tone = "t"
    cells: tuple[str, ...] = ()

    @property
    def fill(self) -> str:
        if self.kind != "both":
            return "chart-once"
        return "chart-full" if self.finding else "chart-soft"

    @property
    def below(self) -> str:
        return " · ".join(filter(None, (self.mark, self.words)))


@dataclass(frozen=True)
class _Place:
    """Where names and bars go. `bars` begin there, `label` is what a number at a bar's end needs.

    So many `letters` of a name have room; the table has it whole.
    """

    bars: float
    label: float
    row: float
    bar: float
    thick: float
    letters: int


BESIDE: Final = _Place(bars=0.4, label=0.16, row=48, bar=12, thick=18, letters=28)
BELOW: Final = _Place(bars=0.01, label=0.24, row=66, bar=42, thick=14, letters=36)


def diverging(
    effects: Sequence[Effect],
    *,
    title: str,
    head: Sequence[str],
    less: str,
    more: str,
    note: str = "",
) -> Figure:
    """Rows in the order given, all on one scale around nought; `less` and `more` head its two sides.

    The table's columns are name, number, words and whatever `cells` hold.
    """
    known = [effect.value for effect in effects if effect.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    wide, narrow = (
        fluid(_drawing(effects, low, high, place, less, more), title, "t", _height(effects, place))
        for place in (BESIDE, BELOW)
    )
    rows = table([(item.name, item.written, item.below, *item.cells) for item in effects])
    return Figure(paired(wide, narrow), title, tuple(head), rows, note)


def _height(effects: Sequence[Effect], place: _Place) -> float:
    return HEAD + place.row * len(effects) + FOOT


@dataclass(frozen=True)
class _Across:
    """Maps low … high onto shares of the width, with room for the numbers on the sides that have bars."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        reach = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / reach * (self.end - self.start)


def _drawing(effects: Sequence[Effect], low: float, high: float, place: _Place, less: str, more: str) -> str:
    start = place.bars + (place.label if low < 0 else 0)
    across = _Across(low, high, start, 1 - (place.label if high > 0 or low == 0 else 0.01))
    drawing = [
        *_sides(across, low, high, less, more),
        *(_row(effect, HEAD + i * place.row, across, place) for i, effect in enumerate(effects)),
        _nought(across, len(effects), place),
    ]
    return "".join(drawing)


def _nought(across: _Across, rows: int, place: _Place) -> Svg:
    """One line through all rows, or a piece beside each bar where names stand between them."""
    x = percent(across(0))
    if place is BESIDE:
        return element("line", "chart-baseline", x1=x, x2=x, y1=HEAD, y2=HEAD + place.row * rows)
    tops = [HEAD + i * place.row + place.bar for i in range(rows)]
    pieces = (
        element("line", "chart-baseline", x1=x, x2=x, y1=top - 4, y2=top + place.thick + 4) for top in tops
    )
    return Svg("".join(pieces))


def _sides(across: _Across, low: float, high: float, less: str, more: str) -> list[Svg]:
    at = across(0)
    before = [text(less, percent(at - 0.02), 18, "chart-mute chart-end")] if low < 0 else []
    after = [text(more, percent(at + 0.02), 18, "chart-mute chart-start")] if high > 0 else []
    return before + after


def _row(effect: Effect, top: float, across: _Across, place: _Place) -> Svg:
    first = top + (20 if place is BESIDE else 18)
    words = text(shortened(effect.name, place.letters), 0, first, "chart-strong chart-start")
    words = Svg(words + text(effect.below, 0, first + 16, "chart-mute chart-start"))
    return Svg(words + _mark(effect, top + place.bar, across, place))


def _mark(effect: Effect, y: float, across: _Across, place: _Place) -> Svg:
    thick = place.thick
    middle = y + thick / 2
    if effect.value is None:
        return _too_few(effect, middle, across, place)
    left, right = sorted((across(0), across(effect.value)))
    x, width = percent(left), percent(max(right - left, 0.003))
    bar = element("rect", effect.fill, x=x, y=y, width=width, height=thick)
    if effect.value < 0:
        words = text(effect.written, percent(left - 0.015), middle + 4.5, "chart-label chart-end")
    else:
        words = text(effect.written, percent(right + 0.015), middle + 4.5, "chart-label chart-start")
    return toned(bar + words, effect.tone)


def _too_few(effect: Effect, middle: float, across: _Across, place: _Place) -> Svg:
    """On the side of nought that has more room for its words."""
    at = across(0)
    left = at - place.bars > 1 - at
    end, side = (place.bars, "chart-end") if left else (1.0, "chart-start")
    faint = element("line", "chart-too-few", x1=percent(at), x2=percent(end), y1=middle, y2=middle)
    # Above its line, or below where the words of the row stand above.
    y = middle + (-6 if place is BESIDE else 13)
    words = text(effect.written, percent(at + (-0.02 if left else 0.02)), y, f"chart-mute {side}")
    return Svg(faint + words)
