"""The classes that figures use. Their rules stand in `ui/static/ui/css/charts.css`, as a test holds.

No figure has a style of its own (the content security policy forbids it): a class is all it says about looks.
"""

from typing import Final, Literal

Tone = Literal["m", "s", "t", "lamp"]

FRAME: Final = {
    "chart-frame": "around a figure that scales, so that its letters keep 12 px in a narrow column",
    "chart-pair": "around two drawings of one figure, of which the wider or the narrower is shown",
    "chart-wide": "the drawing for a wide column",
    "chart-narrow": "the drawing for a narrow column or a phone",
    "chart-broad": "a pair whose wider drawing wants most of a page",
    "chart": "every figure",
    "chart-scaled": "a figure with a viewBox, as wide as its frame",
    "chart-small": "a scaled figure drawn for a quarter of the page",
    "chart-fluid": "a figure in per cent of its place, which never scales its text",
    "chart-fixed": "a figure that keeps its size in pixels",
    "chart-inner": "a drawing inside a drawing",
    "chart-plane": "a drawing of paths only, as wide as its place and never thicker",
    "chart-cut": "with rounded corners, which cut what is in it",
    "chart-m": "marketing's colours",
    "chart-s": "sales' colours",
    "chart-t": "the colours of both together",
    "chart-lamp": "the colours of the desk whose page it is",
}
MARKS: Final = {
    "chart-full": "filled: the present, or the finding",
    "chart-soft": "filled: the past, the rest, or the range of an interval",
    "chart-outline": "around a hatched part of a bar",
    "chart-hatch": "the strokes of a hatch: still to come",
    "chart-line": "a line through points",
    "chart-dashed": "with chart-line: months still open",
    "chart-dot": "a filled dot on a line or an interval, with a ring of paper",
    "chart-hollow": "a dot on a line that is only a ring: still open",
    "chart-dots": "many filled dots: people within the promise",
    "chart-empty": "one of the ten odds dots that is not filled",
    "chart-whole": "the dashed line at the whole's value",
    "chart-promise": "the line of a promise or a plan",
    "chart-baseline": "the only axis",
    "chart-lead": "the thin line from a number to its bar, where it might be read off another",
    "chart-once": "an outline: a bar of what is in one period only",
    "chart-later": "a fine outline: a part of a bar that is only expected",
    "chart-edge": "the edge of a band, which is seen in black and white too",
    "chart-other": "the line of the whole, to compare with",
    "chart-step": "a fine dotted line from one level to the next",
}
# They carry nothing that a word or another mark does not say as well, so they may be fainter than a mark.
GROUNDS: Final = {
    "chart-band": "the range around a line",
    "chart-range": "a band in a key: tint with its edge",
    "chart-print-edge": "with chart-band: on paper it has an edge, for grey on white is not seen there",
    "chart-rest": "the part of a bar that ended, or is not yet filled",
    "chart-hatch-ground": "under the strokes of a hatch",
    "chart-dots-hole": "the hole in many dots: people beyond the promise",
    "chart-tear": "the zigzag where an axis is cut, in the colour of the page",
    "chart-gap": "a cut between two parts of a bar, in the colour of the page",
    "chart-unsaid": "the dashed outline of a month of which no share is told",
    "chart-too-few": "the faint dotted line that stands for too few to say",
}
WORDS: Final = {
    "chart-label": "a number beside its mark, in the figure's colour, with a halo of paper",
    "chart-big": "the larger number beside a mark, in the figure's colour",
    "chart-total": "the larger number of a total, in ink",
    "chart-strong": "a bold word in ink",
    "chart-mute": "a word in mute",
    "chart-start": "text that starts at its place",
    "chart-middle": "text centred on its place",
    "chart-end": "text that ends at its place",
}
