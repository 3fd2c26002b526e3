"""The report as a PDF: set by typst from one template, with everything that it says as data.

What was typed reaches the template as JSON and is only ever shown: it cannot run, and no file is read.
"""

import datetime
import json
from dataclasses import dataclass, fields, is_dataclass
from importlib.resources import files
from typing import Any

import typst
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.charts.standalone import COLOURS, SANS, standalone
from tandem.charts.svg import Svg
from tandem.exchange.analyse.report.contents import Report
from tandem.office.paper.faces import SERIF, sans_of
from tandem.office.paper.letters import breakable, missing_letters, seen, stood_in
from tandem.together.verdict.intervals import Table

TEMPLATE = ("templates", "exchange", "analyse", "report.typ")
STANDARDS: list[Any] = ["a-3a", "ua-1"]
WHITE = "#ffffff"
# Pixels that drawings are made for: across the page, and others by what they are.
PAGE = 690
WIDTHS = {"ages": 740, "channels": 440, "ahead": 500, "bar": PAGE, "drawing": 150, "axis": 150, "mark": 12}
# Paper wants one in every place.
NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
# Beside an axis, for half of its outermost numbers.
SIDE = 15


@dataclass(frozen=True)
class Paper:
    """The file, and the letters in it that no font here has."""

    file: bytes
    missing: frozenset[str]


def pdf_of(report: Report, made_on: datetime.date) -> Paper:
    """A PDF/A-3a that is PDF/UA-1 too. The same report gives the same bytes on the same machine."""
    fonts = typst.Fonts()
    face = sans_of(fonts)
    said = json.dumps(paper_data(report, face), ensure_ascii=False)
    missing = missing_letters(said, fonts, face)
    file = typst.compile(
        template(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"report": stood_in(said, missing), "missing": missing_words(missing)},
        pdf_standards=STANDARDS,
        timestamp=datetime.datetime.combine(made_on, datetime.time(), datetime.UTC),
    )
    return Paper(file, missing)


def template() -> bytes:
    return files("tandem.exchange").joinpath(*TEMPLATE).read_bytes()


def missing_words(missing: frozenset[str]) -> str:
    if not missing:
        return ""
    return _("A question mark stands for letters that no font on this machine has; the HTML shows them.")


def paper_data(report: Report, face: str) -> dict[str, Any]:
    """What the report says, with each drawing as a picture that stands alone."""
    data: dict[str, Any] = as_data(report, face)
    data |= {
        "colours": COLOURS,
        "serif": SERIF,
        "sans": face,
        "language": (get_language() or "en").split("-")[0],
        "words": words(),
    }
    data["heading"] |= {"tone": report.heading.tone}
    return data


def as_data(value: Any, face: str, width: int = PAGE) -> Any:
    """Plain lists, mappings, texts and numbers."""
    if isinstance(value, Svg):
        return picture(value, width, face)
    if isinstance(value, Figure):
        return {"svg": picture(value.svg, width, face), "title": value.title, "note": value.note}
    if is_dataclass(value):
        return {
            one.name: as_data(getattr(value, one.name), face, WIDTHS.get(one.name, width))
            for one in fields(value)
        } | ({"axis": axis(value.axis, face)} if isinstance(value, Table) else {})
    if isinstance(value, (list, tuple)):
        return [as_data(one, face, width) for one in value]
    return breakable(seen(str(value))) if isinstance(value, (str, Promise)) else value


def picture(drawing: Svg, width: float, face: str) -> str:
    if not drawing:
        return NO_PICTURE
    return seen(standalone(drawing, width=width, ground=WHITE)).replace(SANS, f"'{face}'")


def axis(drawing: Svg, face: str) -> str:
    """With room on both sides: a file cuts off what stands beside it."""
    width = WIDTHS["axis"]
    return (
        picture(drawing, width, face)
        .replace(f'width="{width}"', f'width="{width + 2 * SIDE}"', 1)
        .replace('viewBox="0 0 ', f'viewBox="{-SIDE} 0 ', 1)
        .replace(f'viewBox="{-SIDE} 0 {width} ', f'viewBox="{-SIDE} 0 {width + 2 * SIDE} ', 1)
    )


def words() -> dict[str, str]:
    """The words of the template, which has none of its own."""
    return {
        "marketing": _("Marketing"),
        "sales": _("Sales"),
        "together": _("Together"),
        "sure": _("in 10 sure."),
        "by_age": _("Open enquiries count by their age, not as lost."),
        "start": _("Start here:"),
        "moved": _("What moved it"),
        "both_periods": _("Both periods"),
        "by_channel": _("What each channel moved"),
        "to_come": _("Still to come"),
        "value": _("First sale"),
        "costs": _("What they cost"),
        "how_long": _("How long it takes"),
        "comes_in": _("What comes in"),
        "comes_in_sub": _("How well each channel’s enquiries sell, whoever has them. Dashed: the usual."),
        "made_of_it": _("What is made of it"),
        "made_of_it_sub": _("How the same enquiries sell, by who has them."),
        "would_tell": _("What would tell:"),
        "next": _("What comes next"),
        "unknown": _("What the list cannot tell"),
        "write_down": _("and what to write down next, so that it will"),
        "how_to_read": _("How to read it"),
        "bear_in_mind": _("To bear in mind"),
        "how_read": _("How the list was read"),
        "what": _("What"),
        "column": _("Column"),
        "why": _("Why"),
        "not_counted": _("Rows that are not counted"),
        "page": _("Page {} of {}"),
    }
