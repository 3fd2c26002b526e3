"""Two sides that meet at a seam: bars that grow from it to the left and to the right, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.figure import Figure, table
from tandem.charts.svg import Svg, element, fluid, percent, safe, text, toned

HEAD: Final = 28
ROW: Final = 28
BAR: Final = 14
# Shares of the width: names end there, the seam is there, and no bar is longer than this.
NAMES: Final = 0.19
SEAM: Final = 0.6
LONGEST: Final = 0.22
BESIDE: Final = 6  # pixels between a bar and its number


@dataclass(frozen=True)
class Pair:
    """One row. `left` and `right` are on one scale; both are written beside their bars and in the table."""

    name: str
    left: float
    right: float
    left_written: str
    right_written: str
    current: bool = False
    cells: tuple[str, ...] = ()


def seam(
    rows: Sequence[Pair], *, title: str, head: Sequence[str], left: str, right: str, note: str = ""
) -> Figure:
    """Marketing on the left, sales on the right, under their names; the current row in full colour.

    The table's columns are name, left, right and whatever `cells` hold.
    """
    if any(min(row.left, row.right) < 0 for row in rows):
        raise ValueError("What grows from a seam cannot be less than nothing.")
    highest = max([0.0, *(max(row.left, row.right) for row in rows)])
    height = HEAD + ROW * len(rows)
    drawing = [
        toned(element("text", "chart-label chart-end", safe(left), x=percent(SEAM), dx=-BESIDE, y=14), "m"),
        toned(element("text", "chart-label chart-start", safe(right), x=percent(SEAM), dx=BESIDE, y=14), "s"),
        *(_row(row, HEAD + i * ROW, highest) for i, row in enumerate(rows)),
        element("line", "chart-baseline", x1=percent(SEAM), x2=percent(SEAM), y1=HEAD - 4, y2=height),
    ]
    svg = fluid("".join(drawing), title, "t", height)
    cells = table([(row.name, row.left_written, row.right_written, *row.cells) for row in rows])
    return Figure(svg, title, tuple(head), cells, note)


def _row(row: Pair, top: float, highest: float) -> Svg:
    middle = top + ROW / 2 + 4
    weight = "chart-strong" if row.current else "chart-mute"
    return Svg(
        text(row.name, 0, middle, f"{weight} chart-start")
        + toned(_bar(row.left, row.left_written, top, highest, row.current, -1), "m")
        + toned(_bar(row.right, row.right_written, top, highest, row.current, 1), "s")
    )


def _bar(value: float, written: str, top: float, highest: float, current: bool, way: int) -> str:
    """`way` is −1 to the left and 1 to the right. For nothing there is neither bar nor number."""
    if not value:
        return ""
    long = value / highest * LONGEST
    fill = "chart-full" if current else "chart-soft"
    y = top + (ROW - BAR) / 2
    x = SEAM if way > 0 else SEAM - long
    bar = element("rect", fill, x=percent(x), y=y, width=percent(long), height=BAR)
    end = "chart-label chart-start" if way > 0 else "chart-label chart-end"
    place = percent(SEAM + way * long)
    return bar + element("text", end, safe(written), x=place, dx=way * BESIDE, y=top + ROW / 2 + 4)
