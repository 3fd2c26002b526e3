from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.svg import Svg, element, fixed, fluid, hatch, hatch_id, percent

PartKind = Literal["won", "open", "ended"]
SWATCH: Final = 12


@dataclass(frozen=True)
class Part:
    """`kind` decides the look: won solid, still open hatched, ended in the colour of a hairline."""

    kind: PartKind
    name: str
    count: float
    written: str


def share_bar(
    parts: Sequence[Part],
    *,
    key: str,
    title: str,
    head: Sequence[str],
    tone: Tone = "t",
    height: float = 14,
    note: str = "",
) -> Figure:
    """Where they are: one bar, cut in the order given. Its words stand on the page, each with a `swatch`."""
    if any(part.count < 0 for part in parts):
        raise ValueError("A part of a whole is not less than nothing.")
    whole = sum(part.count for part in parts)
    drawing = [hatch(key), element("rect", "chart-rest", width="100%", height="100%")]
    ends = list(accumulate(part.count for part in parts))
    for part, end in zip(parts, ends, strict=True):
        if part.count:
            drawing.append(_piece(part.kind, (end - part.count) / whole, part.count / whole, key))
    drawing += [_gap(end / whole) for end in sorted(set(ends)) if 0 < end < whole]
    svg = fluid("".join(drawing), title, tone, height, "chart-cut")
    rows = table([(part.name, part.written) for part in parts])
    return Figure(svg, title, tuple(head), rows, note)


def swatch(kind: PartKind, *, key: str, title: str, tone: Tone = "t") -> Svg:
    """The look of a part, to stand before its words."""
    ground = element("rect", "chart-rest", width=SWATCH, height=SWATCH)
    piece = "" if kind == "ended" else _piece(kind, 0, 1, key)
    return fixed(
        (hatch(key) if kind == "open" else "") + ground + piece, title, tone, SWATCH, SWATCH, "chart-cut"
    )


def _piece(kind: PartKind, start: float, share: float, key: str) -> Svg:
    x, width = percent(start), percent(share)
    if kind == "open":
        return element("rect", x=x, width=width, height="100%", fill=f"url(#{hatch_id(key)})")
    return element("rect", "chart-full" if kind == "won" else "chart-rest", x=x, width=width, height="100%")


def _gap(share: float) -> Svg:
    x = percent(share)
    return element("line", "chart-gap", x1=x, x2=x, y1=0, y2="100%")
