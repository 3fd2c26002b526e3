"""What holds for every figure: well formed, escaped, without styles, with known classes and unique ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.charts.classes import FRAME, GROUNDS, MARKS, WORDS
from tandem.charts.figure import Figure
from tandem.charts.svg import Svg, element, hatch_id, number
from tests.charts.figures import every_figure
from tests.charts.reading import CSS, attributes, classes_of, read, words

HOSTILE = "\"'><script>alert(1)</script>&amp;\x00\x0b"
KNOWN = {**FRAME, **MARKS, **GROUNDS, **WORDS}


def test_whatever_is_typed_stays_words() -> None:
    for svg in every_figure(HOSTILE):
        assert "<script" not in svg
        assert not [tag for tag in read(svg).iter() if tag.tag == "script"]
        assert all(text.startswith("\"'><script>alert(1") for text in words(svg))


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_words_make_well_formed_figures(typed: str) -> None:
    for svg in every_figure(typed):
        read(svg)


def test_a_figure_has_a_role_and_its_finding_as_name() -> None:
    for svg in every_figure("Since August, fewer buy"):
        drawings = [tag for tag in read(svg).iter("svg") if "chart-inner" not in tag.get("class", "")]
        assert {(tag.get("role"), tag.get("aria-label")) for tag in drawings} == {
            ("img", "Since August, fewer buy")
        }


def test_no_figure_has_a_style_of_its_own() -> None:
    for svg in every_figure():
        assert "<style" not in svg
        names = {name for name, _ in attributes(svg)}
        assert not names & {"style", "onload", "onclick", "href"}


def test_every_class_is_described_and_every_described_class_is_used_and_styled() -> None:
    css = (CSS / "charts.css").read_text()
    used = set().union(*(classes_of(svg) for svg in every_figure()), {"chart-lamp"})
    assert used == set(KNOWN)
    assert set(re.findall(r"\.(chart(?:-[a-z-]+)?)\b", css)) | {"chart-t"} == set(KNOWN)


def test_a_hatch_is_found_by_its_own_key() -> None:
    for svg in every_figure():
        ids = [value for name, value in attributes(svg) if name == "id"]
        used = {value[5:-1] for name, value in attributes(svg) if name == "fill"}
        assert len(ids) == len(set(ids))
        assert used <= set(ids)


@pytest.mark.parametrize("key", ["", "Rev", "a b", 'x"', "1a"])
def test_a_key_is_plain(key: str) -> None:
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        hatch_id(key)


def test_numbers_are_short_and_finite() -> None:
    assert [number(value) for value in (1, 1.5, 2 / 3, -0.001, 1e6, 10)] == [
        "1",
        "1.5",
        "0.67",
        "0",
        "1000000",
        "10",
    ]
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            number(value)


def test_finished_markup_tells_templates_so() -> None:
    drawn = element("rect", "chart-full", width=3, rx="2")
    assert drawn == '<rect class="chart-full" width="3" rx="2"/>'
    assert drawn.__html__() is drawn
    assert isinstance(drawn, Svg)


def test_a_figure_needs_its_finding_and_a_head_that_fits() -> None:
    with pytest.raises(ValueError, match="title is its finding"):
        Figure(Svg(), " ", (), ())
    with pytest.raises(ValueError, match="head has 1 columns"):
        Figure(Svg(), "Fewer buy", ("Month",), (("May", "3"),))
