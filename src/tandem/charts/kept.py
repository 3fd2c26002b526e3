from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import WORD_LETTER
from tandem.charts.svg import Svg, element, framed, number, rectangle, scaled, text

NUMBERS: Final = 34  # two lines above the columns
LETTERS: Final = 22
GAP: Final = 0.2  # of a column's place


@dataclass(frozen=True)
class Kept:
    """One month of a promise: `number` on top and `whole` below it, as in “18 / of 21”.

    `share` is how high the column is filled; None where that cannot be said, and then `empty` tells whether
    there is a column at all. `written` is the table's cell, with further `cells` behind it.
    """

    label: str
    name: str
    share: float | None
    number: str
    whole: str
    written: str
    empty: bool = False
    current: bool = False
    cells: tuple[str, ...] = ()


def kept(
    months: Sequence[Kept],
    *,
    title: str,
    head: Sequence[str],
    promised: float | None = None,
    tone: Tone = "t",
    width: float = 340,
    height: float = 130,
    note: str = "",
) -> Figure:
    """Columns that are full where all was kept, so that every promise stands on the same scale.

    A dashed outline is a month of which no share is told; a line crosses all columns where less than all was
    `promised`. Raises ValueError for a share below nought or above one.
    """
    place = width / max(len(months), 1)
    top, ground = float(NUMBERS), height - LETTERS
    drawing = [
        *(_column(month, i * place, place, top, ground) for i, month in enumerate(months)),
        element("path", "chart-baseline", d=f"M0 {number(ground)}H{number(width)}"),
        *_line(promised, width, top, ground),
        *(_words(month, (i + 0.5) * place, place, height) for i, month in enumerate(months)),
    ]
    svg = framed(scaled("".join(drawing), title, tone, width, height, "chart-small"))
    rows = table([(month.name, month.written, *month.cells) for month in months])
    return Figure(svg, title, tuple(head), rows, note)


def _column(month: Kept, x: float, place: float, top: float, ground: float) -> Svg:
    left, wide, high = x + place * GAP / 2, place * (1 - GAP), ground - top
    if month.share is None:
        if month.empty:
            return Svg()
        return rectangle(left + 0.5, top + 0.5, wide - 1, high - 0.5, "chart-unsaid")
    if not 0 <= month.share <= 1:
        raise ValueError("A share lies between nought and one.")
    rest = rectangle(left, top, wide, high * (1 - month.share), "chart-rest")
    fill = "chart-full" if month.current else "chart-soft"
    return Svg(rest + rectangle(left, ground - high * month.share, wide, high * month.share, fill))


def _line(promised: float | None, width: float, top: float, ground: float) -> list[Svg]:
    if promised is None or promised >= 1:
        return []
    y = ground - (ground - top) * promised
    return [element("line", "chart-promise", x1=0, x2=width, y1=y, y2=y)]


def _words(month: Kept, x: float, place: float, height: float) -> Svg:
    weight = "chart-strong" if month.current else "chart-mute"
    # What has no room beside its neighbours stands in the table only.
    whole = month.whole if len(month.whole) * WORD_LETTER * 0.9 <= place else ""
    return Svg(
        text(month.number, x, 13 if whole else 27, f"{weight} chart-middle")
        + text(whole, x, 28, "chart-mute chart-middle")
        + text(month.label, x, height - 6, f"{weight} chart-middle")
    )
