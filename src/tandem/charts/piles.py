from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.svg import Svg, element, number, paired, scaled, text, toned

WIDE: Final = 440
NARROW: Final = 300
HEAD: Final = 40  # for the numbers on top of the highest pile
FOOT: Final = 24
BLOCK: Final = 96  # across
GAP: Final = 2
LEAST: Final = 4


@dataclass(frozen=True)
class Pile:
    """`blocks` are the sizes of what lies on it; `written` stands on top, `more` smaller below that."""

    name: str
    tone: Tone
    blocks: Sequence[float]
    written: str
    more: str = ""


def piles(
    columns: Sequence[Pile], *, title: str, head: Sequence[str], height: float = 240, note: str = ""
) -> Figure:
    """Heaps beside each other, all on one scale: every block is one thing, as high as it is large."""
    if any(size < 0 for pile in columns for size in pile.blocks):
        raise ValueError("A thing on a pile is not less than nothing.")
    drawings = (
        scaled("".join(_drawing(columns, width, height)), title, "t", width, height)
        for width in (WIDE, NARROW)
    )
    rows = table([(pile.name, pile.written, pile.more) for pile in columns])
    return Figure(paired(*drawings), title, tuple(head), rows, note)


def _drawing(columns: Sequence[Pile], width: float, height: float) -> list[Svg]:
    ground, column = height - FOOT, width / max(len(columns), 1)
    most = max((sum(pile.blocks) for pile in columns), default=0)
    # Blocks that are too thin to be seen are drawn thicker: the room for them is set aside first.
    room = ground - HEAD - max((len(pile.blocks) for pile in columns), default=0) * LEAST
    scale = max(room, 1) / most if most else 0
    drawn = [element("path", "chart-baseline", d=f"M0 {number(ground)}H{number(width)}")]
    for place, pile in enumerate(columns):
        drawn += _pile(pile, (place + 0.5) * column, ground, scale, height)
    return drawn


def _pile(pile: Pile, middle: float, ground: float, scale: float, height: float) -> list[Svg]:
    top, blocks = ground, []
    for size in pile.blocks:
        thick = max(size * scale, 0) + LEAST
        top -= thick
        blocks.append(
            element(
                "rect",
                "chart-full",
                x=middle - BLOCK / 2,
                y=top,
                width=BLOCK,
                height=thick - GAP,
                rx=min(3, (thick - GAP) / 2),
            )
        )
    words = (
        text(pile.written, middle, top - (22 if pile.more else 8), "chart-total chart-middle"),
        text(pile.more, middle, top - 7, "chart-mute chart-middle"),
    )
    return [
        toned("".join(blocks), pile.tone),
        *words,
        text(pile.name, middle, height - 6, "chart-label chart-middle"),
    ]
