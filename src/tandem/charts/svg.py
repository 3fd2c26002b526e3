"""Writing SVG. Every text and every attribute is escaped here and nowhere else."""

import math
import re
from collections.abc import Sequence
from html import escape
from typing import Final

from tandem.charts.classes import Tone

_KEY: Final = re.compile(r"[a-z][a-z0-9-]*")
_NOT_XML: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])
HATCH_STEP: Final = 5
SPAN: Final = 1000  # of a plane, across
TOOTH: Final = 8
TEETH: Final = 40


class Svg(str):
    """Finished markup: templates put it in as it is, for what was typed was escaped on the way in."""

    __slots__ = ()

    def __html__(self) -> "Svg":
        return self


def safe(text: str) -> str:
    return escape(text.translate(_NOT_XML), quote=True)


def number(value: float) -> str:
    """At most two decimals and no needless nought, so that pages stay small."""
    if not math.isfinite(value):
        raise ValueError("A figure is drawn from finite numbers only.")
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def percent(share: float) -> str:
    return f"{number(share * 100)}%"


def element(name: str, classes: str = "", content: str = "", **attributes: float | str) -> Svg:
    """`content` is markup already. An underscore in an attribute's name stands for a hyphen."""
    written = "".join(
        f' {key.replace("_", "-")}="{safe(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    opened = f"<{name}" + (f' class="{classes}"' if classes else "") + written
    return Svg(f"{opened}>{content}</{name}>" if content else f"{opened}/>")


def text(words: str, x: float | str, y: float, classes: str) -> Svg:
    return element("text", classes, safe(words), x=x, y=y) if words else Svg()


def rectangle(x: float, y: float, width: float, height: float, classes: str) -> Svg:
    return element("rect", classes, x=x, y=y, width=width, height=height)


def hatch_id(key: str) -> str:
    """The pattern's id; `key` tells the figures of one page apart."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"A figure's key is small letters, digits and hyphens, not {key!r}.")
    return f"chart-hatch-{key}"


def hatch(key: str) -> Svg:
    """What is still to come: strokes at 45 degrees, every five pixels."""
    strokes = rectangle(0, 0, HATCH_STEP, HATCH_STEP, "chart-hatch-ground")
    strokes = Svg(strokes + rectangle(0, 0, 1.5, HATCH_STEP, "chart-hatch"))
    pattern = element(
        "pattern",
        content=strokes,
        id=hatch_id(key),
        width=HATCH_STEP,
        height=HATCH_STEP,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", content=pattern)


def toned(content: str, tone: Tone) -> Svg:
    """A part of a drawing in the colours of its desk."""
    return element("g", f"chart-{tone}", content)


def inner(content: str, **place: float | str) -> Svg:
    """A drawing inside a drawing: per cent in it are of its own width, and what leaves it is cut off."""
    return element("svg", "chart-inner", content, **place)


def plane(content: str, *, y: float, height: float, x: str = "0%", width: str = "100%") -> Svg:
    """Paths in a drawing in per cent: across they are shares of its width, upwards pixels (see `points`)."""
    return element(
        "svg",
        "chart-inner chart-plane",
        content,
        x=x,
        y=y,
        width=width,
        height=height,
        viewBox=f"0 0 {SPAN} {number(height)}",
        preserveAspectRatio="none",
    )


def points(places: Sequence[tuple[float, float]]) -> str:
    """A path through places of a plane: the first of each is a share of the width, the second in pixels."""
    return "M" + "L".join(f"{number(x * SPAN)} {number(y)}" for x, y in places)


def tear(x: str, y: float, width: str, height: float, *, upright: bool = False) -> Svg:
    """A zigzag in the colour of the page across a bar, or down it: here the axis is cut."""
    teeth = range(TEETH)
    if upright:
        d = "M" + "L".join(f"{8 if i % 2 else 3} {i * TOOTH - TOOTH}" for i in teeth)
    else:
        d = "M" + "L".join(f"{i * TOOTH - TOOTH} {8 if i % 2 else 3}" for i in teeth)
    return inner(element("path", "chart-tear", d=d), x=x, y=y, width=width, height=height)


def _root(title: str, tone: Tone, kind: str, content: str, **attributes: float | str) -> Svg:
    return element(
        "svg",
        f"chart {kind} chart-{tone}",
        content or "<g/>",
        role="img",
        aria_label=title,
        focusable="false",
        **attributes,
    )


def scaled(content: str, title: str, tone: Tone, width: float, height: float, kind: str = "") -> Svg:
    """As wide as its place; `width` and `height` are the pixels it is drawn for."""
    return _root(
        title,
        tone,
        f"chart-scaled {kind}".strip(),
        content,
        viewBox=f"0 0 {number(width)} {number(height)}",
        preserveAspectRatio="xMinYMid meet",
        width=width,
        height=height,
    )


def fluid(content: str, title: str, tone: Tone, height: float, kind: str = "") -> Svg:
    """As wide as its place, drawn in per cent, so that heights, hatches and letters never scale."""
    return _root(title, tone, f"chart-fluid {kind}".strip(), content, width="100%", height=height)


def fixed(content: str, title: str, tone: Tone, width: float, height: float, kind: str = "") -> Svg:
    return _root(title, tone, f"chart-fixed {kind}".strip(), content, width=width, height=height)


def framed(drawing: str) -> Svg:
    return element("div", "chart-frame", drawing)


def paired(wide: str, narrow: str, *, broad: bool = False) -> Svg:
    """Two drawings of one figure; the column's width decides which is shown and read out.

    The wider one wants 440 px, or 680 where it is `broad`.
    """
    both = element("div", "chart-wide", wide) + element("div", "chart-narrow", narrow)
    return element("div", "chart-pair chart-broad" if broad else "chart-pair", both)
