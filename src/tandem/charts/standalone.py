"""A figure that is right outside the application: in a file of its own, in a document that is printed.

There no style sheet is read and nothing is known of themes, variables or per cent of a place. So the looks of
each class are written out as attributes, in the light theme, and every length in pixels. A test holds these
looks beside `ui/static/ui/css/charts.css` and the colours beside `tokens.css`.
"""

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as Tree

from tandem.charts.svg import SPAN, Svg, number

COLOURS: Final = {
    "paper": "#faf9f6",
    "ink": "#1d2226",
    "mute": "#57606a",
    "line": "#e5e1d9",
    "ctl": "#7a858f",
    "m": "#a8470a",
    "m-tint": "#fdf0e6",
    "m-soft": "#c97a40",
    "s": "#175a8c",
    "s-tint": "#e8f2fa",
    "s-soft": "#6292bb",
    "t": "#343b41",
    "t-tint": "#eceff1",
    "t-soft": "#858e96",
}
SANS: Final = (
    "'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
)
TEXT: Final = {"font-size": "12", "font-weight": "400", "fill": "mute"}
_HALO: Final = {"paint-order": "stroke", "stroke": "ground", "stroke-width": "4", "stroke-linejoin": "round"}
_BIG: Final = {"font-size": "15", "font-weight": "700", **_HALO}
# A colour is the name of a token, or `full`, `soft` or `tint` of the figure's desk, or the `ground`.
LOOKS: Final[dict[str, dict[str, str]]] = {
    "chart-label": {"font-weight": "700", "letter-spacing": "0.24", "fill": "full", **_HALO},
    "chart-big": {"fill": "full", **_BIG},
    "chart-total": {"fill": "ink", **_BIG},
    "chart-strong": {"font-weight": "700", "fill": "ink"},
    "chart-mute": {"fill": "mute"},
    "chart-start": {"text-anchor": "start"},
    "chart-middle": {"text-anchor": "middle"},
    "chart-end": {"text-anchor": "end"},
    "chart-full": {"fill": "full"},
    "chart-soft": {"fill": "soft"},
    "chart-hatch": {"fill": "full"},
    "chart-outline": {"stroke": "full", "stroke-width": "1"},
    "chart-line": {
        "fill": "none",
        "stroke": "full",
        "stroke-width": "2",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "chart-dashed": {"stroke-dasharray": "1 5", "stroke-width": "2.5"},
    "chart-dot": {"fill": "full", "stroke": "ground", "stroke-width": "2", "paint-order": "stroke"},
    "chart-hollow": {"fill": "ground", "stroke": "full", "stroke-width": "1.75"},
    "chart-dots": {"fill": "none", "stroke": "full", "stroke-linecap": "round"},
    "chart-empty": {"fill": "none", "stroke": "ctl", "stroke-width": "1.5"},
    "chart-lead": {"stroke": "full", "stroke-width": "1"},
    "chart-whole": {"stroke": "ctl", "stroke-width": "1", "stroke-dasharray": "3 3"},
    "chart-promise": {"stroke": "ink", "stroke-width": "2"},
    "chart-baseline": {"fill": "none", "stroke": "ctl", "stroke-width": "1"},
    "chart-once": {"fill": "ground", "stroke": "full", "stroke-width": "1.5"},
    "chart-later": {"fill": "none", "stroke": "soft", "stroke-width": "1"},
    "chart-edge": {"fill": "none", "stroke": "soft", "stroke-width": "1"},
    "chart-range": {"fill": "tint", "stroke": "soft", "stroke-width": "1"},
    "chart-other": {"fill": "none", "stroke": "ctl", "stroke-width": "1.25", "stroke-dasharray": "3 3"},
    "chart-step": {"stroke": "ctl", "stroke-width": "1", "stroke-dasharray": "2 3"},
    "chart-band": {"fill": "tint"},
    "chart-print-edge": {"stroke": "soft", "stroke-width": "0.75"},
    "chart-rest": {"fill": "line"},
    "chart-hatch-ground": {"fill": "tint"},
    "chart-dots-hole": {"fill": "none", "stroke": "ground", "stroke-linecap": "round"},
    "chart-tear": {"fill": "none", "stroke": "ground", "stroke-width": "3"},
    "chart-gap": {"stroke": "ground", "stroke-width": "2"},
    "chart-unsaid": {"fill": "none", "stroke": "ctl", "stroke-width": "1", "stroke-dasharray": "2 3"},
    "chart-too-few": {"stroke": "line", "stroke-width": "2", "stroke-dasharray": "2 4"},
}
TONES: Final = {"chart-m": "m", "chart-s": "s", "chart-t": "t", "chart-lamp": "t"}
PAIR: Final = 440
BROAD: Final = 680
_ACROSS: Final = ("x", "x1", "x2", "cx", "width")
_DOWN: Final = ("y", "y1", "y2", "cy", "height")
_POINT: Final = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True)
class _Page:
    """Where a part of the drawing stands: how large its place is, and in which desk's colours."""

    width: float
    height: float
    tone: str
    ground: str

    def colour(self, name: str) -> str:
        own = {"full": self.tone, "soft": f"{self.tone}-soft", "tint": f"{self.tone}-tint"}
        return self.ground if name == "ground" else COLOURS.get(own.get(name, name), name)

    def pixels(self, name: str, value: str) -> str:
        if not value.endswith("%"):
            return value
        whole = self.width if name in _ACROSS else self.height
        return number(float(value[:-1]) / 100 * whole)


def standalone(drawing: str, *, width: float, ground: str = COLOURS["paper"]) -> Svg:
    """One SVG with its looks in it, `width` pixels wide, or narrower where it was drawn for less.

    Of a pair the drawing that a place of this width would show. `ground` is the colour it will lie on, for
    the halos of its numbers. A figure in the colours of the page's desk gets those of both together.
    """
    root = _shown(Tree.fromstring(drawing), width)  # noqa: S314 - our own markup, not anybody's file
    page = _Page(width, float(root.get("height", "0")), "t", ground)
    if box := root.get("viewBox"):
        natural, height = (float(part) for part in box.split()[2:])
        page = _Page(natural, height, "t", ground)
        factor = min(width / natural, 1.0)
        size = {"width": number(natural * factor), "height": number(height * factor)}
    elif root.get("width") == "100%":
        size = {"width": number(width), "height": number(page.height)}
    else:
        size = {name: root.get(name, "0") for name in ("width", "height")}
        page = _Page(float(size["width"]), page.height, "t", ground)
    box = f"0 0 {number(page.width)} {number(page.height)}"
    names = {"role": "img", "aria-label": root.get("aria-label", ""), "font-family": SANS}
    result = Tree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": box, **names})
    _fill(result, root, page)
    return Svg(Tree.tostring(result, encoding="unicode"))


def _shown(root: Tree.Element, width: float) -> Tree.Element:
    """The drawing of a pair or in a frame that is to be seen."""
    if root.tag == "svg":
        return root
    classes = root.get("class", "").split()
    if "chart-pair" in classes:
        least = BROAD if "chart-broad" in classes else PAIR
        return _shown(root[0 if width >= least else 1], width)
    return _shown(root[0], width)


def _fill(result: Tree.Element, source: Tree.Element, page: _Page) -> None:
    tones = [TONES[name] for name in source.get("class", "").split() if name in TONES]
    own = _Page(page.width, page.height, tones[-1] if tones else page.tone, page.ground)
    result.text = source.text
    for child in source:
        result.append(_part(child, own))


def _part(source: Tree.Element, page: _Page) -> Tree.Element:
    classes = source.get("class", "").split()
    given = {name: page.pixels(name, value) for name, value in source.items() if name != "class"}
    if source.tag != "svg":
        result = Tree.Element(source.tag, {**given, **_looks(source.tag, classes, page)})
        _fill(result, source, page)
        return result
    size = float(given.get("width", page.width)), float(given.get("height", page.height))
    inside = _Page(size[0], size[1], page.tone, page.ground)
    if "chart-plane" not in classes:
        result = Tree.Element("svg", given)
        _fill(result, source, inside)
        return result
    place = f"translate({given.get('x', '0')} {given.get('y', '0')})"
    result = Tree.Element("g", {"transform": place})
    _fill(result, source, inside)
    for path in result:
        path.set("d", _POINT.sub(lambda found: _stretched(found, size[0]), path.get("d", "")))
    return result


def _stretched(point: re.Match[str], width: float) -> str:
    return f"{number(float(point[1]) * width / SPAN)} {point[2]}"


def _looks(tag: str, classes: list[str], page: _Page) -> dict[str, str]:
    found = dict(TEXT) if tag == "text" else {}
    for name in LOOKS:
        if name in classes:
            found |= LOOKS[name]
    return {
        name: page.colour(value) if name in ("fill", "stroke") else value for name, value in found.items()
    }
