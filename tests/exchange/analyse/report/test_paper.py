"""The report as a PDF: for everybody who reads it, also with a screen reader, and deaf to what was typed."""

import re
from typing import Any

import pytest
import typst

from tandem.exchange.analyse.report import paper
from tandem.exchange.analyse.report.paper import pdf_of
from tandem.office.paper.letters import breakable, missing_letters, seen, stood_in
from tests.exchange.analyse.report.making import MADE_ON, hostile_answer, made
from tests.together import answers

SHIPPED = typst.Fonts(include_system_fonts=False)


@pytest.fixture
def shipped_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same everywhere: what typst brings along, and nothing of this machine."""
    monkeypatch.setattr(paper.typst, "Fonts", lambda: SHIPPED)


def pages_of(file: bytes) -> int:
    found = re.search(rb"<xmpTPg:NPages>(\d+)<", file)
    assert found is not None
    return int(found[1])


def test_it_is_made_to_last_and_to_be_read_aloud() -> None:
    file = pdf_of(made(), MADE_ON).file

    assert file.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A<" in file
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    assert b"/MarkInfo<</Marked true" in file
    assert b"/Lang(en)" in file
    assert b"How August to October went" in file
    assert pages_of(file) == 4


@pytest.mark.usefixtures("shipped_fonts")
def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (pdf_of(made(), MADE_ON) for _ in range(2))
    assert first.file == second.file
    assert first.missing == frozenset()


@pytest.mark.usefixtures("shipped_fonts")
def test_what_was_typed_neither_runs_nor_reads_and_missing_letters_are_told() -> None:
    # given channels called after code, formulas and letters of other scripts
    made_of = pdf_of(made(hostile_answer(), "#panic.csv"), MADE_ON)

    # then it is set all the same, and says which letters no font here has
    assert pages_of(made_of.file) <= 6
    assert set("上海展会🎉") == made_of.missing
    assert not set("Ярмаркahתלצ") & made_of.missing


@pytest.mark.parametrize("turn", ["not_enough", "refused", "alone", "cannot_tell"])
def test_every_turn_of_the_firm_fits_on_two_to_four_pages(turn: str) -> None:
    assert 2 <= pages_of(pdf_of(made(getattr(answers, turn)()), MADE_ON).file) <= 4


def test_letters_are_tried_one_by_one() -> None:
    said = "Ω “quotes” − × √ é ß 海 \ue000 \u200d"
    missing = missing_letters(said, SHIPPED, paper.SERIF)

    assert "海" in missing
    assert "\ue000" in missing
    assert not set("Ω“”−×éß") & missing


def test_a_run_of_missing_letters_is_one_question_mark() -> None:
    assert stood_in("Messe 上海 [^-]", frozenset("上海")) == "Messe ? [^-]"
    assert stood_in("a-b]c^d\\", frozenset("-]^\\")) == "a?b?c?d?"
    assert stood_in("as it is", frozenset()) == "as it is"


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert seen("fair \u202egnp.exe\u202c\ufe0f!\x1b[2J\x00\n") == "fair gnp.exe![2J\n"


def test_very_long_words_may_be_broken_and_others_not() -> None:
    assert breakable("Search adverts") == "Search adverts"
    assert breakable("x" * 35) == "\u200b".join(["x" * 10, "x" * 10, "x" * 10, "x" * 5])


def test_no_word_of_the_template_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    # given the words in another language
    given: dict[str, Any] = {}
    real = typst.compile

    def watched(source: Any, **options: Any) -> Any:
        given.update(options.get("sys_inputs", {}))
        return real(source, **options)

    monkeypatch.setattr(paper.typst, "compile", watched)
    pdf_of(made(), MADE_ON)

    # then the template gets every word it asks for, and no more than it shows
    template = paper.template().decode()
    asked = set(re.findall(r"words\.([a-z_]+)", template)) - {"at"}
    assert asked | {"marketing", "sales", "together"} == set(paper.words())
    assert '"missing"' not in given["report"]
