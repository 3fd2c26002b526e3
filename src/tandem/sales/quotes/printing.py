"""A quote on paper, set by typst from one template. Import this only where a document is made."""

import base64
import datetime
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst
from django.utils.translation import gettext as _

from tandem.office.paper.faces import SERIF, sans_of
from tandem.office.paper.letters import breakable, missing_letters, seen, stood_in
from tandem.sales.paper.pictures import size_of
from tandem.sales.paper.queries import logo_of
from tandem.sales.paper.words import Logo
from tandem.sales.quotes.speaking import speaking

TEMPLATE = ("templates", "sales", "quotes", "quote.typ")
LOGO_WIDTH, LOGO_HEIGHT = 75, 15
STANDARDS: list[Any] = ["a-3a", "ua-1"]


@dataclass(frozen=True)
class Paper:
    """The file, and the letters in it that no font here has."""

    file: bytes
    missing: frozenset[str]


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Looked up once: the fonts of a machine change with its next start."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def template() -> bytes:
    return files("tandem.sales").joinpath(*TEMPLATE).read_bytes()


def pdf_of(shown: dict[str, Any]) -> Paper:
    """A PDF/A-3a that is PDF/UA-1 too. The same words give the same bytes on the same machine."""
    inputs, missing = inputs_of(shown)
    file = typst.compile(
        template(),
        font_paths=fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=STANDARDS,
        timestamp=datetime.datetime.combine(
            datetime.date.fromisoformat(shown["dated_on"]), datetime.time(), datetime.UTC
        ),
    )
    return Paper(file, missing)


def pages_of(shown: dict[str, Any]) -> tuple[bytes, ...]:
    """The pages of the same document, each as SVG: what the PDF shows."""
    inputs, _missing = inputs_of(shown)
    return drawn(inputs["sheet"], inputs["look"])


@lru_cache(maxsize=8)
def drawn(sheet: str, look: str) -> tuple[bytes, ...]:
    """A page of the editor asks how many there are, and its pictures ask for them a moment later."""
    inputs = {"sheet": sheet, "look": look}
    made: Any = typst.compile(template(), font_paths=fonts(), format="svg", sys_inputs=inputs)
    return tuple(made) if isinstance(made, list) else (made,)


def missing_in(shown: dict[str, Any]) -> frozenset[str]:
    return unknown_letters(json.dumps(printed(shown), ensure_ascii=False))


def inputs_of(shown: dict[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
    said = json.dumps(printed(shown), ensure_ascii=False)
    missing = unknown_letters(said)
    logo = logo_of(shown["firm"]["logo"])
    with speaking(shown):
        note = _("A question mark stands for letters that no font here has; the page shows them.")
    look = {
        "sans": sans_of(fonts()),
        "serif": SERIF,
        "logo": as_svg(logo) if logo else "",
        "logo_height": height_of(logo) if logo else 0,
        "missing": note if missing else "",
    }
    return {"sheet": stood_in(said, missing), "look": json.dumps(look)}, missing


def printed(value: Any) -> Any:
    """The same data without signs that turn what stands beside them, and with places to break long words."""
    if isinstance(value, str):
        return breakable(seen(value))
    if isinstance(value, list):
        return [printed(one) for one in value]
    if isinstance(value, dict):
        return {name: printed(one) for name, one in value.items()}
    return value


def unknown_letters(text: str) -> frozenset[str]:
    letters = sorted({letter for letter in text if not letter.isascii()})
    return looked_up("".join(letters))


@lru_cache(maxsize=256)
def looked_up(letters: str) -> frozenset[str]:
    """A preview asks the same of the same letters at each stroke of a key."""
    return missing_letters(letters, fonts(), sans_of(fonts()))


def height_of(logo: Logo) -> float:
    """In millimetres: a wide one leaves room for the address, others are as high as the head."""
    size = size_of(logo.content)
    return min(LOGO_HEIGHT, LOGO_WIDTH * size[1] / size[0]) if size else 0


def as_svg(logo: Logo) -> str:
    """The picture inside a drawing, as data goes in as text."""
    size = size_of(logo.content)
    if size is None:
        return ""
    width, height = size
    data = base64.b64encode(logo.content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="data:{logo.kind};base64,{data}"/></svg>'
    )
