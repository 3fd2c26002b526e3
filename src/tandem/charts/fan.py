"""What was, week by week, and what is to be expected: the middle, its range, and what of it is open now."""

from collections.abc import Iterator, Sequence
from typing import Final

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure, table
from tandem.charts.places import LETTER, LINE, WORD_LETTER, Scale, wrapped
from tandem.charts.svg import (
    Svg,
    element,
    fluid,
    hatch,
    hatch_id,
    inner,
    paired,
    percent,
    plane,
    points,
    text,
)
from tandem.charts.weeks import Coming, FanWords, Past, Shift, Weeks

TOP: Final = 56
GROUND: Final = 226
LABELS: Final = 24
KEY: Final = 24
FILL: Final = 0.7  # of a week's place is its bar
NARROW: Final = 300
BROAD: Final = 440
SWATCH: Final = 12
LETTERS: Final = 15  # in a line of a label where there is little room


def fan(
    past: Sequence[Past],
    coming: Sequence[Coming],
    *,
    key: str,
    title: str,
    head: Sequence[str],
    words: FanWords,
    shift: Shift | None = None,
    tone: Tone = "t",
    note: str = "",
) -> Figure:
    """Past weeks soft; weeks to come as bars on their range, hatched as far as enquiries open now make them.

    The table has a row a week: name, number, and `cells`. Raises ValueError where there is no week to come.
    """
    if not coming:
        raise ValueError("A forecast has a week to come.")
    weeks = Weeks(past, coming, shift)
    drawings = (
        fluid(_drawing(weeks, words, f"{key}-{name}", wide), title, tone, _height(wide))
        for name, wide in (("wide", BROAD), ("narrow", NARROW))
    )
    rows = table([(week.name, week.written, *week.cells) for week in weeks.every])
    return Figure(paired(*drawings), title, tuple(head), rows, note)


def _height(wide: float) -> float:
    return GROUND + LABELS + KEY * (1 if wide == BROAD else 3)


def _drawing(weeks: Weeks, words: FanWords, key: str, wide: float) -> str:
    scale = Scale(0, weeks.highest, bottom=GROUND, top=TOP)
    place, first = 1 / weeks.many, len(weeks.past)
    border = percent(weeks.border)
    drawing = [
        hatch(key),
        plane(_band(weeks, scale), y=0, height=GROUND),
        *(_past(week, i * place, place, scale) for i, week in enumerate(weeks.past)),
        *(_coming(week, (first + i) * place, place, scale, key) for i, week in enumerate(weeks.coming)),
        plane(_edges(weeks, scale), y=0, height=GROUND),
        element("line", "chart-baseline", x1=0, x2="100%", y1=GROUND, y2=GROUND),
        element("line", "chart-baseline", x1=border, x2=border, y1=4, y2=GROUND),
        *_heads(weeks, words),
        *_numbers(weeks, words, scale, wide),
        *_shift(weeks),
        *_labels(weeks, wide),
        *_key(weeks, words, key, wide),
    ]
    return "".join(drawing)


def _places(weeks: Weeks) -> list[float]:
    """Left edge, middles and right edge, so that the band begins at the border and ends with the drawing."""
    middles = [(len(weeks.past) + i + 0.5) / weeks.many for i in range(len(weeks.coming))]
    return [weeks.border, *middles, 1.0]


def _stretched(values: Sequence[float]) -> list[float]:
    return [values[0], *values, values[-1]]


def _band(weeks: Weeks, scale: Scale) -> str:
    low, high = _ends(weeks, scale)
    return element("path", "chart-band", d=points([*high, *reversed(low)]) + "Z")


def _edges(weeks: Weeks, scale: Scale) -> str:
    return "".join(element("path", "chart-edge", d=points(end)) for end in _ends(weeks, scale))


def _ends(weeks: Weeks, scale: Scale) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    at = _places(weeks)
    low = [scale(value) for value in _stretched([week.low for week in weeks.coming])]
    high = [scale(value) for value in _stretched([week.high for week in weeks.coming])]
    return list(zip(at, low, strict=True)), list(zip(at, high, strict=True))


def _bar(x: float, place: float, one: float, other: float, classes: str, **more: str) -> Svg:
    left, width = percent(x + place * (1 - FILL) / 2), percent(place * FILL)
    return element("rect", classes, x=left, width=width, y=min(one, other), height=abs(one - other), **more)


def _past(week: Past, x: float, place: float, scale: Scale) -> Svg:
    return _bar(x, place, scale(week.value), GROUND, "chart-soft") if week.value > 0 else Svg()


def _coming(week: Coming, x: float, place: float, scale: Scale, key: str) -> Svg:
    top, part = scale(week.value), scale(min(week.still_open, week.value))
    new = _bar(x, place, top, part, "chart-later") if top < part else Svg()
    hatched = _bar(x, place, part, GROUND, "chart-outline", fill=f"url(#{hatch_id(key)})")
    return Svg(new + (hatched if part < GROUND else ""))


def _heads(weeks: Weeks, words: FanWords) -> Iterator[Svg]:
    if weeks.past:
        yield text(words.was, percent(weeks.border - 0.015), 14, "chart-mute chart-end")
    yield text(words.coming, percent(weeks.border + 0.015), 14, "chart-strong chart-start")


def _numbers(weeks: Weeks, words: FanWords, scale: Scale, wide: float) -> Iterator[Svg]:
    """The largest week that was, which gives the scale, and where the forecast ends."""
    if weeks.past:
        at = max(range(len(weeks.past)), key=lambda i: weeks.past[i].value)
        x, side = _clear((at + 0.5) / weeks.many, weeks.border, weeks.past[at].written, wide)
        yield text(weeks.past[at].written, x, scale(weeks.past[at].value) - 5, f"chart-label {side}")
    lines = wrapped(words.end, len(words.end) if wide == BROAD else LETTERS)
    top = scale(max(week.high for week in weeks.coming)) - 8 - LINE * (len(lines) - 1)
    for i, line in enumerate(lines):
        yield text(line, "100%", top + i * LINE, "chart-label chart-end")


def _clear(x: float, border: float, written: str, wide: float) -> tuple[str, str]:
    """Over its bar, or beside it where it would reach over the border or the edge."""
    half = len(written) * LETTER / 2 / wide
    if x + half > border:
        return percent(border - 0.01), "chart-end"
    return (percent(0), "chart-start") if x < half else (percent(x), "chart-middle")


def _shift(weeks: Weeks) -> Iterator[Svg]:
    if weeks.shift is None:
        return
    at = weeks.shift.at / weeks.many
    yield element("line", "chart-whole", x1=percent(at), x2=percent(at), y1=22, y2=GROUND)
    late = at > weeks.border / 2
    x, side = (at - 0.01, "chart-end") if late else (at + 0.01, "chart-start")
    yield text(weeks.shift.words, percent(x), 32, f"chart-label {side}")


def _labels(weeks: Weeks, wide: float) -> Iterator[Svg]:
    """As many as have room, from the first on."""
    free = 0.0
    for i, week in enumerate(weeks.every):
        if not week.label:
            continue
        x, half = (i + 0.5) / weeks.many, len(week.label) * WORD_LETTER / 2 / wide
        x = max(min(x, 1 - half), half)
        if x - half < free:
            continue
        free = x + half + 8 / wide
        weight = "chart-mute" if i < len(weeks.past) else "chart-strong"
        yield text(week.label, percent(x), GROUND + 17, f"{weight} chart-middle")


def _key(weeks: Weeks, words: FanWords, key: str, wide: float) -> Iterator[Svg]:
    """What the looks mean; there is no word for a look that is not to be seen."""
    looks: list[tuple[str, str, dict[str, str]]] = [
        (words.new, "chart-later", {}),
        (words.range, "chart-range", {}),
    ]
    if any(week.still_open for week in weeks.coming):
        looks.insert(0, (words.still_open, "chart-outline", {"fill": f"url(#{hatch_id(key)})"}))
    top, share = GROUND + LABELS + 8, 1 / 3 if wide == BROAD else 1
    for i, (said, classes, more) in enumerate(looks):
        swatch = element("rect", classes, x=0.5, y=0.5, width=SWATCH, height=SWATCH, **more)
        x, y = (i * share, top) if share < 1 else (0, top + i * KEY)
        content = swatch + text(said, SWATCH + 8, 11, "chart-mute chart-start")
        yield inner(content, x=percent(x), y=y, width=percent(share), height=SWATCH + 4)
