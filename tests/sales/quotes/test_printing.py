"""A quote on paper: an accessible archive PDF, from data that can only be shown."""

import re
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from tandem.sales.paper.actions import set_paper
from tandem.sales.paper.words import Logo
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.printing import height_of, missing_in, pages_of, pdf_of
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.words import LineWritten
from tests.pace import seconds_of
from tests.sales.paper.pictures import a_logo
from tests.sales.quotes.desk import CHAIRS, LINES, a_draft
from tests.sales.shop import NOW, a_business, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def sheet(version: QuoteVersion) -> dict[str, Any]:
    return sheet_of_version(version.quote, version)


def test_it_is_an_archive_file_that_can_be_read_aloud() -> None:
    shown = sheet(a_draft())
    file = pdf_of(shown).file
    assert re.search(rb"pdfaid:part>3<.{0,80}pdfaid:conformance>A<", file, re.DOTALL)
    assert b"pdfuaid:part>1<" in file
    assert b"/StructTreeRoot" in file
    # the same words on the same day give the same file
    assert file == pdf_of(shown).file


def test_heads_stand_again_on_every_page_and_two_hundred_lines_fit() -> None:
    lines = [LineWritten(words=f"Piece {number}", price_minor=100 + number) for number in range(200)]
    shown = sheet(a_draft(lines=lines))
    pages = pages_of(shown)
    assert len(pages) == 7
    # A word in the row of heads is changed, and every page is another: it stands on each.
    others = pages_of({**shown, "words": {**shown["words"], "how_many": "Pieces"}})
    assert all(page != other for page, other in zip(pages, others, strict=True))


@pytest.mark.parametrize(
    "evil",
    [
        '#read("/etc/passwd")',
        '#panic("x")',
        '#image("/etc/passwd")',
        "$ x^2 $ *bold* _it_ `raw` @ref <label> = Heading",
        "\\ // comment /* */ ] } ) #{",
        "<script>alert(1)</script>",
    ],
)
def test_nothing_typed_runs_or_is_read(evil: str) -> None:
    version = a_draft(
        lines=[LineWritten(words=evil, price_minor=100, unit=evil[:30])], title=evil, intro=evil, closing=evil
    )
    found = pdf_of(sheet(version))
    assert found.file.startswith(b"%PDF")
    assert found.missing == frozenset()


def test_long_words_and_other_scripts_stay_on_the_page() -> None:
    words = "Donaudampfschifffahrtselektrizitäten" * 6
    version = a_draft(
        title=words[:200],
        lines=[
            LineWritten(words=words[:500], price_minor=10**12, quantity=Decimal("99999.999")),
            LineWritten(words="Žluťoučký Ångström Ελλάδα Москва שלום مرحبا", price_minor=1),
        ],
    )
    shown = sheet(version)
    assert missing_in(shown) == frozenset()
    assert len(pages_of(shown)) == 1


def test_letters_that_no_font_has_are_named_and_stand_as_a_question_mark() -> None:
    shown = sheet(a_draft(title="Six chairs for ወንበር"))
    assert missing_in(shown) == frozenset("ወንበር")
    assert pdf_of(shown).missing == frozenset("ወንበር")


def test_the_logo_is_in_it() -> None:
    without = pdf_of(sheet(a_draft())).file
    owner = a_user("Maya", role="owner")
    set_paper(expected_version=1, by=owner, at=NOW, logo=a_logo(Image.new("RGB", (300, 100), "#a8470a")))
    assert b"/Subtype/Image" in pdf_of(sheet(a_draft())).file
    assert b"/Subtype/Image" not in without


@pytest.mark.parametrize(
    ("size", "height"), [((2000, 200), 7.5), ((200, 2000), 15), ((750, 150), 15), ((8, 8), 15)]
)
def test_a_wide_logo_leaves_room_and_a_high_one_stays_in_the_head(
    size: tuple[int, int], height: float
) -> None:
    picture = a_logo(Image.new("RGB", size, "#a8470a"))
    assert height_of(Logo("image/png", picture.read())) == height


def test_a_long_unit_does_not_take_the_room_of_the_words() -> None:
    words = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 7
    line = LineWritten(
        words=words[:400], price_minor=123_456_789, quantity=Decimal("99999.999"),
        unit="Quadratmeter-Wohnfläche", tax_percent=Decimal(19),
    )  # fmt: skip
    # With its unit in one line the words would be as narrow as a column of letters, two pages long.
    assert len(pages_of(sheet(a_draft(lines=[line, CHAIRS], title=words[:200])))) == 1


def test_lines_that_are_taxed_differently_say_how() -> None:
    mixed = sheet(a_draft(lines=[CHAIRS, LineWritten(words="Book", price_minor=1000)]))
    assert [tax["words"] for tax in mixed["totals"]["taxes"]] == ["VAT 20%", "VAT 0%"]
    assert pages_of(mixed) != pages_of(sheet(a_draft(lines=[CHAIRS])))


def test_a_page_is_set_within_its_time() -> None:
    shown = sheet(a_draft(lines=LINES))
    # The first reads the fonts of the machine.
    pdf_of(shown)
    titles = iter(["Another", "A third", "A fourth"])

    assert seconds_of(lambda: pdf_of(shown), times=3) < 0.5
    assert seconds_of(lambda: pages_of({**shown, "title": next(titles)}), times=3) < 0.15
