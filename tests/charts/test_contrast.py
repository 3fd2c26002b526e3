"""Contrast by WCAG 2.2 (1.4.3 and 1.4.11), from the tokens and the rules that a page really loads.

Beside it: who is colour-blind, or prints without colour, still tells apart what one figure draws.
"""

import re
from itertools import combinations
from xml.etree import ElementTree as Tree

import pytest

from tandem.charts.classes import MARKS, WORDS
from tests.charts.colours import (
    BLINDNESS,
    THEMES,
    contrast,
    distance,
    lightness,
    linear,
    seen,
    tokens,
)
from tests.charts.figures import every_figure
from tests.charts.reading import CSS, read

GROUNDS = ("paper", "sheet")
DESKS = ("m", "s", "t")
ANCHORS = {"chart-start", "chart-middle", "chart-end"}
SHAPES = {"chart-dashed"}  # go with a mark whose colour is tested
TOLD_APART = 15  # in CIELAB, where about 2 is just seen side by side
TOLD_IN_GREY = 15  # of 100 steps of lightness
TONES = {"chart-m": "m", "chart-s": "s", "chart-t": "t"}


def _colours(css_class: str, desk: str) -> set[str]:
    """The tokens a class is filled or drawn with, its halo apart."""
    own = {"full": desk, "soft": f"{desk}-soft", "tint": f"{desk}-tint"}
    css = (CSS / "charts.css").read_text()
    rules = "".join(re.findall(rf"\.{css_class} {{([^}}]*)}}", css))
    used = re.findall(r"(?:fill|stroke): var\(--([a-z-]+)\)", rules)
    return {own.get(name.removeprefix("chart-"), name) for name in used if name != "chart-ground"}


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
    known = tokens()
    for desk in DESKS:
        colours = _colours(css_class, desk)
        assert colours
        for colour in colours:
            reached = contrast(known[colour][THEMES[theme]], known[ground][THEMES[theme]])
            assert reached >= least, f"{colour} on {ground}, {theme}: {reached:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("desk", DESKS)
def test_lines_and_labels_hold_on_a_band_and_strokes_on_a_hatch(desk: str, theme: str) -> None:
    known = tokens()
    shade = THEMES[theme]
    assert contrast(known[desk][shade], known[f"{desk}-tint"][shade]) >= 4.5
    assert contrast(known["ink"][shade], known["line"][shade]) >= 3


def _filled(part: Tree.Element, desk: str = "t") -> set[str]:
    """The tokens that the bars, dots and lines of a figure are drawn with."""
    classes = part.get("class", "").split()
    desk = next((TONES[name] for name in reversed(classes) if name in TONES), desk)
    marks = [name for name in classes if name in MARKS and name not in SHAPES]
    own = {colour for name in marks for colour in _colours(name, desk)} - {"ctl", "ink"}
    return own.union(*(_filled(child, desk) for child in part))


def test_the_colours_of_a_figure_are_those_of_its_desks() -> None:
    waterfall = read(every_figure()[0])
    assert _filled(waterfall) == {"t-soft", "m", "s", "s-soft"}


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("theme", THEMES)
def test_who_is_colour_blind_tells_apart_what_one_figure_draws(theme: str, blindness: str) -> None:
    known, shade = tokens(), THEMES[theme]
    for svg in every_figure():
        for one, other in combinations(sorted(_filled(read(svg))), 2):
            reached = distance(*(seen(known[name][shade], blindness) for name in (one, other)))
            assert reached >= TOLD_APART, f"{one} and {other}, {theme}, {blindness}: {reached:.0f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("desk", DESKS)
def test_the_finding_and_the_rest_are_two_greys_on_paper_without_colour(desk: str, theme: str) -> None:
    """The soft colours of the desks are one grey there: what is whose stands in words on its bracket."""
    known, shade = tokens(), THEMES[theme]
    full, soft, paper = (lightness(known[name][shade]) for name in (desk, f"{desk}-soft", "paper"))
    assert abs(full - soft) >= TOLD_IN_GREY
    assert abs(soft - paper) >= TOLD_IN_GREY


def test_blindness_and_distance_are_the_published_ones() -> None:
    white = linear("#ffffff")
    for name in BLINDNESS:  # the matrices keep grey as it is
        assert distance(seen("#ffffff", name), white) == pytest.approx(0, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.01)
    red, green = "#ff0000", "#00ff00"
    assert distance(linear(red), linear(green)) == pytest.approx(170.58, abs=0.05)
    for name in ("protanopia", "deuteranopia"):
        assert distance(seen(red, name), seen(green, name)) < distance(linear(red), linear(green)) / 2
