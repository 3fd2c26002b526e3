"""A sheet to print and put up: the business, one sentence, a big code, and the address to type."""

import datetime
import json
from dataclasses import asdict, dataclass
from importlib.resources import files

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.marketing.codes.drawing import svg
from tandem.office.paper.faces import SERIF, sans_of
from tandem.office.paper.letters import breakable, missing_letters, seen, stood_in

TEMPLATE = ("templates", "marketing", "codes", "sheet.typ")
PAPERS = ("a4", "a6")


@dataclass(frozen=True)
class Sheet:
    """What stands on it. `holds` is what the code holds, `typed` the same for who types it."""

    business: str
    sentence: str
    holds: str
    typed: str
    place: str


def pdf_of(sheet: Sheet, *, paper: str, made_on: datetime.date) -> bytes:
    """Everything typed goes in as data and is only ever shown."""
    fonts = typst.Fonts()
    face = sans_of(fonts)
    said = {name: breakable(seen(value)) for name, value in asdict(sheet).items()}
    said |= {
        "code": svg(sheet.holds),
        "described": _("Code to scan"),
        "or_type": _("or type"),
        "paper": paper,
        "language": (get_language() or "en").split("-")[0],
        "sans": face,
        "serif": SERIF,
    }
    data = json.dumps(said, ensure_ascii=False)
    return typst.compile(
        files("tandem.marketing").joinpath(*TEMPLATE).read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"sheet": stood_in(data, missing_letters(data, fonts, face))},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime.datetime.combine(made_on, datetime.time(), datetime.UTC),
    )
