"""Contrast by WCAG 2.2 (1.4.3 and 1.4.11), from the tokens and the rules that a page really loads."""

import re

import pytest

from tandem.charts.classes import MARKS, WORDS
from tests.charts.reading import CSS

THEMES = {"light": 0, "dark": 1}
GROUNDS = ("paper", "sheet")
DESKS = ("m", "s", "t")
ANCHORS = {"chart-start", "chart-middle", "chart-end"}
SHAPES = {"chart-dashed"}  # go with a mark whose colour is tested


def _tokens() -> dict[str, tuple[str, str]]:
    found = re.findall(
        r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (CSS / "tokens.css").read_text()
    )
    return {name: (light, dark) for name, light, dark in found}


def _colours(css_class: str, desk: str) -> set[str]:
    """The tokens a class is filled or drawn with, its halo apart."""
    own = {"full": desk, "soft": f"{desk}-soft", "tint": f"{desk}-tint"}
    css = (CSS / "charts.css").read_text()
    rules = "".join(re.findall(rf"\.{css_class} {{([^}}]*)}}", css))
    used = re.findall(r"(?:fill|stroke): var\(--([a-z-]+)\)", rules)
    return {own.get(name.removeprefix("chart-"), name) for name in used if name != "chart-ground"}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("css_class", "least"),
    [
        *((name, 3.0) for name in MARKS if name not in SHAPES),
        *((name, 4.5) for name in WORDS if name not in ANCHORS),
    ],
)
def test_marks_are_seen_and_words_are_read(css_class: str, least: float, theme: str, ground: str) -> None:
    tokens = _tokens()
    for desk in DESKS:
        colours = _colours(css_class, desk)
        assert colours
        for colour in colours:
            reached = contrast(tokens[colour][THEMES[theme]], tokens[ground][THEMES[theme]])
            assert reached >= least, f"{colour} on {ground}, {theme}: {reached:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("desk", DESKS)
def test_lines_and_labels_hold_on_a_band_and_strokes_on_a_hatch(desk: str, theme: str) -> None:
    tokens = _tokens()
    shade = THEMES[theme]
    assert contrast(tokens[desk][shade], tokens[f"{desk}-tint"][shade]) >= 4.5
    assert contrast(tokens["ink"][shade], tokens["line"][shade]) >= 3
