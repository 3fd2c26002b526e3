"""The report as one HTML file: it opens anywhere, needs nothing, and shows what was typed as what it is."""

import re

import pytest

from tandem.exchange.analyse.report.page import html_of
from tests.exchange.analyse.report.making import HOSTILE, hostile_answer, made, seen
from tests.together import answers


@pytest.fixture(scope="module")
def page() -> str:
    return html_of(made())


def test_the_file_asks_nobody_for_anything(page: str) -> None:
    # given the report of a firm with everything in it
    found = seen(page)

    # then no element fetches, runs or leads away
    assert {"script", "link", "iframe", "img", "form", "a"} & {tag for tag, _ in found.elements} == set()
    asking = {"src", "href", "action", "style", "srcset", "data", "background"}
    assert [names for _, names in found.elements if asking & names.keys()] == []
    assert not [name for _, names in found.elements for name in names if name.startswith("on")]
    # and its styles fetch nothing, but name hatches in the file itself
    assert set(re.findall(r"url\([^)]*\)", page)) <= {
        f'url("#hatch-{ink}")' for ink in ("m", "s", "t", "lamp")
    } | {f"url(#{name})" for name in re.findall(r'id="(chart-hatch-[a-z-]+)"', page)}
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_it_says_the_verdict_first_with_ten_dots_and_how_sure(page: str) -> None:
    found = seen(page)

    assert found.words.index("Sales needs the next bit of work.") < found.words.index("What moved it")
    assert "9 in 10 sure." in found.words
    dots = [names.get("class") for tag, names in found.elements if tag == "i"]
    assert (len(dots), dots.count("is-filled")) == (10, 9)
    assert "58 customers" in found.words
    assert "152 still open, about 22 will buy" in found.words


def test_each_figure_has_its_table_and_its_finding(page: str) -> None:
    found = seen(page)

    figures = page.split("<figure")[1:]
    assert len(figures) == 4
    for figure in figures:
        inside = figure.split("</figure>")[0]
        assert inside.count("<details") == inside.count('class="figure-title"') == 1
        assert inside.count("<tr>") > 3
    titles = [names for tag, names in found.elements if tag == "svg" and names.get("role") == "img"]
    assert all(names.get("aria-label") for names in titles)


def test_what_was_typed_is_shown_and_never_is_markup() -> None:
    found = seen(html_of(made(hostile_answer(), "<b>list</b>.csv")))

    assert {"script", "img", "b-ran"} & {tag for tag, _ in found.elements} == set()
    for name in HOSTILE.values():
        clean = " ".join(name.replace("\x00", " ").split())
        assert clean in found.words.replace("\ufffd", " ") or "\x00" in name
    assert "From <b>list</b>.csv" in found.words


def test_one_id_stands_for_one_thing(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "turn", ["not_enough", "refused", "alone", "unrecorded", "neither", "both", "cannot_tell"]
)
def test_every_turn_of_the_firm_reads_well(turn: str) -> None:
    found = seen(html_of(made(getattr(answers, turn)())))

    assert found.count("h1") == 1
    assert not re.search(r"\b(None|nan|inf|null|Traceback)\b", found.words)
    assert "What the list cannot tell" in found.words


def test_of_twelve_there_is_no_percentage() -> None:
    found = seen(html_of(made(answers.not_enough())))

    said = found.words.replace("10 20%", "")  # the axis
    assert not re.search(r"\d\s?%", said)
    assert "Not enough yet: about 12 more enquiries, or until 3 May 2027." in said
