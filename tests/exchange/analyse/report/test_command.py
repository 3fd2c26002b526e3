"""`tandem analyse --html … --pdf …` on small lists, as somebody types it."""

import re
from pathlib import Path

import pytest

from tandem.config.cli.main import main
from tests.exchange.analyse.asking import Analyst
from tests.exchange.analyse.report.making import seen

FIVE = (
    "heard at,channel,status,closed on,amount\n"
    "2026-01-05,fair,won,2026-01-20,400\n"
    "2026-01-06,fair,open,,\n"
    "2026-02-06,fair,lost,2026-02-09,\n"
    "2026-02-07,web,open,,\n"
    "2026-03-07,web,open,,\n"
)
NO_WIN = "heard at,channel,status\n" + "".join(f"2026-01-{day:02d},fair,open\n" for day in range(1, 29))
ALL_WON = "heard at,channel,won on\n" + "".join(
    f"2026-01-{day:02d},{'fair' if day % 2 else 'web'},2026-02-{day:02d}\n" for day in range(1, 29)
)
HOSTILE = (
    "heard at,channel,status\n2026-01-05,<script>alert(1)</script>,open\n2026-01-06,#panic() 上海,open\n"
)


def reported(analyst: Analyst, text: str) -> tuple[str, str, bytes]:
    """What the terminal says, the words of the HTML, and the PDF."""
    html, pdf = analyst.folder / "report.html", analyst.folder / "report.pdf"
    file = analyst.list_of(text)
    assert main(["analyse", str(file), "--html", str(html), "--pdf", str(pdf)]) == 0
    return analyst.screen.readouterr().out, seen(html.read_text("utf-8")).words, pdf.read_bytes()


@pytest.mark.parametrize("text", [FIVE, NO_WIN, ALL_WON], ids=["five", "no win", "all won"])
def test_a_small_list_gets_a_report_that_is_not_surer_than_it_is(analyst: Analyst, text: str) -> None:
    said, page, paper = reported(analyst, text)

    # the verdict is the first thing said, everywhere
    assert said.startswith("Too few asked to say which desk needs work next.")
    assert "Too few asked to say which desk needs work next." in page
    assert paper.startswith(b"%PDF-")
    assert "What the list cannot tell" in page
    # and nobody is told how sure it is, as it is not
    assert "in 10 sure" not in page
    assert said.rstrip().endswith(f"Written: {analyst.folder}/report.html, {analyst.folder}/report.pdf")


def test_of_five_no_percentage_is_told(analyst: Analyst) -> None:
    said, page, _paper = reported(analyst, FIVE)

    assert not re.search(r"\d%", said)
    assert not re.search(r"\d%", page.replace("10 20%", ""))
    assert "5 enquiries are too few" in page
    assert "Write down everybody who asks, also those of whom nothing comes." in page


def test_what_a_list_holds_is_shown_and_never_obeyed(analyst: Analyst) -> None:
    said, page, _paper = reported(analyst, HOSTILE)

    assert "<script>alert(1)</script>" in page
    assert "#panic() 上海" in page
    assert "<script>" in said
    assert all(line.isprintable() for line in said.splitlines())


def test_with_json_on_standard_output_there_is_nothing_else(analyst: Analyst) -> None:
    page = analyst.folder / "r.html"

    answer = analyst.ask(analyst.list_of(FIVE), "--html", page)

    assert answer["enquiries"]["total"] == 5
    assert page.exists()


def test_a_place_that_is_not_there_is_said_before_the_work(
    analyst: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.config.cli.analyse_command.answered", lambda *_: pytest.fail("worked"))
    place = Path("/nowhere/at/all/report.pdf")

    sentence = analyst.is_refused(analyst.list_of(FIVE), "--pdf", place)

    assert sentence == f"{place} cannot be written: there is no folder {place.parent}."
