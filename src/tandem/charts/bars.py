from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tandem.charts.bar_labels import LED, Row, Told, drawn, room_above, told
from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import Scale
from tandem.charts.svg import Svg, element, framed, hatch, hatch_id, number, rectangle, scaled, text

LABELS: Final = 18
LETTERS: Final = 22
GAP: Final = 0.18  # of a bar's place


@dataclass(frozen=True)
class Bar:
    """One month. `written` is value and what is to come together, as read beside the bar and in the table.

    `label` stands below (a letter), `name` in the table (the month in full); `cells` are further table cells.
    """

    label: str
    name: str
    value: float
    written: str
    to_come: float = 0
    current: bool = False
    cells: tuple[str, ...] = ()

    @property
    def whole(self) -> float:
        return self.value + self.to_come

    @property
    def reach(self) -> float:
        """How high it is drawn: what is to come stands on what there is, or on the baseline below nought."""
        return max(self.value, 0) + self.to_come


def bars(
    months: Sequence[Bar],
    *,
    key: str,
    title: str,
    head: Sequence[str],
    tone: Tone = "t",
    width: float = 260,
    height: float = 120,
    note: str = "",
) -> Figure:
    """Past months soft, current ones full, what is still to come hatched on top. Always drawn from nought."""
    if any(month.to_come < 0 for month in months):
        raise ValueError("What is still to come cannot be less than nothing.")
    place = width / max(len(months), 1)
    scale, row, labels = _laid_out(months, width, height)
    hatched = hatch(key) if any(month.to_come for month in months) else Svg()
    drawing = [
        hatched,
        *(_bar(month, i * place, place, scale, key) for i, month in enumerate(months)),
        element("path", "chart-baseline", d=f"M0 {number(scale(0))}H{number(width)}"),
        *(_letter(month, (i + 0.5) * place, height) for i, month in enumerate(months)),
        *(drawn(label, row) for label in labels),
    ]
    svg = framed(scaled("".join(drawing), title, tone, width, height, "chart-small"))
    rows = table([(month.name, month.written, *month.cells) for month in months])
    return Figure(svg, title, tuple(head), rows, note)


def _bar(month: Bar, x: float, place: float, scale: Scale, key: str) -> Svg:
    left, wide = x + place * GAP / 2, place * (1 - GAP)
    sure = _piece(left, wide, scale(0), scale(month.value), "chart-full" if month.current else "chart-soft")
    if not month.to_come:
        return sure
    top, bottom = scale(month.reach), scale(max(month.value, 0))
    open_part = element(
        "rect",
        "chart-outline",
        x=left + 0.5,
        y=top + 0.5,
        width=max(wide - 1, 0),
        height=max(bottom - top - 0.5, 0),
        fill=f"url(#{hatch_id(key)})",
    )
    return Svg(sure + open_part)


def _piece(x: float, wide: float, one: float, other: float, classes: str) -> Svg:
    return rectangle(x, min(one, other), wide, abs(one - other), classes) if one != other else Svg()


def _letter(month: Bar, x: float, height: float) -> Svg:
    weight = "chart-strong" if month.current else "chart-mute"
    return text(month.label, x, height - 6, f"{weight} chart-middle")


def _laid_out(months: Sequence[Bar], width: float, height: float) -> tuple[Scale, Row, list[Told]]:
    """The bars and their numbers; the bars make room where a number must stand higher than usual."""
    ends = [0.0, *(month.value for month in months), *(month.reach for month in months)]
    place = width / max(len(months), 1)
    wide = place * (1 - GAP)
    for top in (LABELS, LABELS + LED):
        scale = Scale(min(ends), max(ends), bottom=height - LETTERS, top=top)
        row = Row([scale(month.reach) for month in months], place, wide, width)
        written, current = [month.written for month in months], [month.current for month in months]
        labels = told(written, [month.whole for month in months], current, row)
        if not room_above(labels):
            break
    return scale, row, labels
