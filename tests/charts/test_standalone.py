"""What stands alone looks as it does on a page: the rules and colours are those of the style sheets."""

import re
from pathlib import Path

import pytest
import typst

from tandem.charts.classes import FRAME, GROUNDS, MARKS, WORDS
from tandem.charts.standalone import COLOURS, LOOKS, TEXT, standalone
from tests.charts.colours import tokens
from tests.charts.figures import every_figure
from tests.charts.reading import CSS, read

COLOUR = re.compile(r"#[0-9a-f]{6}|none|url\(#[a-z-]+\)")
TONED = {"full", "soft", "tint", "ground"}


def declared(css_class: str) -> dict[str, str]:
    """What the style sheet says of a class, in the words of the looks."""
    css = (CSS / "charts.css").read_text()
    rules = ";".join(re.findall(rf"\.{css_class} {{([^}}]*)}}", css))
    found = dict(part.strip().split(": ", 1) for part in rules.split(";") if ": " in part)
    return {name: _word(name, value) for name, value in found.items()}


def _word(name: str, value: str) -> str:
    word = re.sub(r"var\(--(?:chart-)?([a-z-]+)\)", r"\1", value).removesuffix("px")
    if name == "letter-spacing":  # of a label of 12 px
        return f"{12 * float(word.removesuffix('em')):g}"
    if name == "font-weight":  # the nearest that every face has
        return {"650": "700"}.get(word, word)
    return f"{float(word):g}" if re.fullmatch(r"[\d.]+", word) else word


@pytest.mark.parametrize("css_class", [*MARKS, *GROUNDS, *WORDS])
def test_every_class_looks_as_in_the_style_sheet(css_class: str) -> None:
    assert LOOKS[css_class] == declared(css_class)


def test_there_is_no_look_that_no_figure_has() -> None:
    assert set(LOOKS) == {*MARKS, *GROUNDS, *WORDS}
    assert not set(LOOKS) & set(FRAME)


def test_words_without_a_class_are_small_and_mute() -> None:
    assert ".chart text { font: 400 12px/1 var(--sans);" in (CSS / "charts.css").read_text()
    assert TEXT == {"font-size": "12", "font-weight": "400", "fill": "mute"}


def test_colours_are_the_light_ones() -> None:
    known = tokens()
    assert {name: known[name][0] for name in COLOURS} == COLOURS


@pytest.mark.parametrize("width", [700, 320])
def test_nothing_is_left_to_a_style_sheet(width: int) -> None:
    for svg in every_figure():
        drawing = read(standalone(svg, width=width))
        for part in drawing.iter():
            assert not {"class", "style"} & set(part.keys())
            assert not [value for value in part.attrib.values() if value.endswith("%")]
            for name in ("fill", "stroke"):
                assert COLOUR.fullmatch(part.get(name, "none")), part.attrib
        assert float(drawing.get("width", "")) <= width


def attributes(svg: str, tag: str, *names: str) -> list[tuple[str | None, ...]]:
    parts = read(standalone(svg, width=400)).iter(f"{{http://www.w3.org/2000/svg}}{tag}")
    return [tuple(part.get(name) for name in names) for part in parts]


def fluid(content: str, tone: str = "t") -> str:
    return f'<svg class="chart chart-fluid chart-{tone}" width="100%" height="20">{content}</svg>'


def test_per_cent_become_pixels_of_their_own_place() -> None:
    bar = '<rect class="chart-full" width="25%"/>'
    inner = f'<svg class="chart-inner" x="50%" y="2" width="50%" height="10">{bar}</svg>'
    assert attributes(fluid(inner), "rect", "width", "fill") == [("50", "#343b41")]
    assert attributes(fluid('<line y1="0" y2="100%" x1="10%" x2="10%"/>'), "line", "x1", "y2") == [
        ("40", "20")
    ]


def test_a_plane_is_drawn_out_to_its_width() -> None:
    plane = (
        '<svg class="chart-inner chart-plane" x="10%" y="5" width="50%" height="9" viewBox="0 0 1000 9" '
        'preserveAspectRatio="none"><path class="chart-line" d="M0 9L500 4.5L1000 0Z"/></svg>'
    )
    assert attributes(fluid(plane), "path", "d", "stroke-width") == [("M0 9L100 4.5L200 0Z", "2")]
    assert attributes(fluid(plane), "g", "transform") == [("translate(40 5)",)]


def test_a_part_takes_the_colours_of_its_desk() -> None:
    group = '<g class="chart-m"><rect class="chart-soft"/></g><rect class="chart-soft"/>'
    assert attributes(fluid(group, "s"), "rect", "fill") == [("#c97a40",), ("#6292bb",)]


def test_of_a_pair_the_one_that_fits() -> None:
    waterfall = every_figure()[0]
    heights = {
        width: read(standalone(waterfall, width=width)).get("height") for width in (340, 679, 680, 900)
    }
    assert heights[340] == heights[679] != heights[680] == heights[900]


def test_halos_are_of_the_ground() -> None:
    label = '<text class="chart-label">16%</text>'
    assert 'stroke="#ffffff"' in standalone(fluid(label), width=90, ground="#ffffff")


def test_a_document_takes_them_as_pictures(tmp_path: Path) -> None:
    names = []
    for i, svg in enumerate(every_figure()):
        (tmp_path / f"{i}.svg").write_text(standalone(svg, width=480, ground="#ffffff"))
        names.append(f'#image("{i}.svg", width: 360pt)')
    (tmp_path / "report.typ").write_text("#set page(height: auto)\n" + "\n".join(names))
    document, warnings = typst.compile_with_warnings(str(tmp_path / "report.typ"))
    assert document.startswith(b"%PDF")
    assert warnings == []
