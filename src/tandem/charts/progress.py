from collections.abc import Sequence
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.svg import Svg, element, fluid, hatch, hatch_id, percent, text

THICK: Final = 12
OVER: Final = 6  # the mark stands out above and below
WORDS: Final = 18
ROOM: Final = 1.12  # so that neither bar nor mark touches the end


def progress(
    value: float,
    plan: float,
    *,
    key: str,
    title: str,
    label: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    to_come: float = 0,
    tone: Tone = "lamp",
    note: str = "",
) -> Figure:
    """A bar against a plan, with the plan's `label` above its mark; hatched: what is still expected."""
    if value < 0 or to_come < 0 or plan < 0:
        raise ValueError("Progress is not less than nothing.")
    top = max(value + to_come, plan) * ROOM or 1.0
    drawing = [_piece(0, 1, "chart-rest"), _piece(0, value / top, "chart-full")]
    if to_come:
        hatched = _piece(value / top, to_come / top, "", fill=f"url(#{hatch_id(key)})")
        drawing = [hatch(key), *drawing, hatched]
    x = percent(plan / top)
    drawing += [
        element("line", "chart-promise", x1=x, x2=x, y1=WORDS, y2=WORDS + THICK + 2 * OVER),
        _label(label, plan / top),
    ]
    svg = fluid("".join(drawing), title, tone, WORDS + THICK + 2 * OVER)
    return Figure(svg, title, tuple(head), table(rows), note)


def _piece(start: float, share: float, classes: str, **more: str) -> Svg:
    place = {"x": percent(start), "width": percent(share), "rx": "2"} | more
    return element("rect", classes, y=WORDS + OVER, height=THICK, **place)


def _label(words: str, share: float) -> Svg:
    """Centred on its mark, or flush with the nearer end."""
    if share > 0.8:
        return text(words, "100%", WORDS - 5, "chart-mute chart-end")
    if share < 0.2:
        return text(words, "0%", WORDS - 5, "chart-mute chart-start")
    return text(words, percent(share), WORDS - 5, "chart-mute chart-middle")
