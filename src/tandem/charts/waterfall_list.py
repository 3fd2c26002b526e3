"""The waterfall for a phone: the same steps one below the other, with bars that lie."""

from collections.abc import Iterator
from typing import Final

from tandem.charts.drivers import Change, Step, Total
from tandem.charts.places import Scale
from tandem.charts.svg import Svg, element, percent, tear, text, toned

MARGIN: Final = 0.04  # of the width: left of it are the rules of the desks
TOTAL: Final = 52
STEP: Final = 68
DESK: Final = 36
BAR: Final = 14
TEAR: Final = 12


def listed(change: Change) -> tuple[str, float]:
    """The drawing, and how long it is."""
    scale = Scale(min(change.levels), max(change.levels), bottom=MARGIN, top=1)
    base, top = scale(change.cut), TOTAL + 4.0
    drawing = [*_total(change.start, 0, scale, base)]
    steps = iter(change.steps)
    for desk in change.desks:
        if not desk.drivers:
            continue
        length = DESK + STEP * len(desk.drivers)
        rule = element("rect", "chart-full", x=0, width=3, y=top, height=length - 12)
        words = text(desk.words, percent(MARGIN), top + 14, "chart-label chart-start")
        drawing.append(toned(rule + words, desk.tone))
        drawing += [_step(next(steps), top + DESK + i * STEP, scale) for i in range(len(desk.drivers))]
        top += length + 4
    drawing += _total(change.end, top, scale, base)
    if change.cut:
        drawing += _tears((0, top))
    return "".join(drawing), top + TOTAL - 8


def _bar(top: float, one: float, other: float, classes: str) -> Svg:
    left, wide = min(one, other), max(abs(one - other), 0.005)
    place = {"x": percent(left), "width": percent(wide)}
    return element("rect", classes, y=top + 22, height=BAR, **place)


def _total(total: Total, top: float, scale: Scale, base: float) -> list[Svg]:
    return [
        text(total.name, percent(MARGIN), top + 15, "chart-strong chart-start"),
        text(total.written, "100%", top + 15, "chart-total chart-end"),
        _bar(top, scale(total.value), base, "chart-soft"),
    ]


def _step(step: Step, top: float, scale: Scale) -> Svg:
    driver, y = step.driver, top + 22 + BAR / 2
    if driver.change is None:
        mark = element("line", "chart-step", x1=percent(MARGIN), x2="100%", y1=y, y2=y)
    else:
        mark = _bar(top, scale(step.before), scale(step.after), step.fill)
    below = " · ".join(filter(None, (driver.range, driver.verdict)))
    drawing = (
        text(driver.name, percent(MARGIN), top + 15, "chart-strong chart-start"),
        text(driver.written, "100%", top + 15, "chart-big chart-end"),
        mark,
        text(below, percent(MARGIN), top + 51, f"{step.verdict} chart-start"),
        text(driver.amount, "100%", top + 51, "chart-mute chart-end"),
    )
    return toned("".join(drawing), step.tone)


def _tears(tops: tuple[float, float]) -> Iterator[Svg]:
    for top in tops:
        yield tear(percent(MARGIN + 0.03), top + 22, str(TEAR), BAR, upright=True)
