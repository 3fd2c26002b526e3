import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# A picture that is only ever shown: nothing in it can run.
LOGO_KINDS = frozenset({"image/png", "image/jpeg"})
LARGEST_LOGO = 1024 * 1024
USUAL_COLOUR = "#175a8c"
# Darker than this it is read on white, as large words and as a fill under white ones (WCAG: 3 to 1).
LEAST_CONTRAST = 3.0
LONGEST_DAYS = 365
# What the owner may word anew for each language, as the pages call it.
TEXTS = {
    "tagline": _("the line below your name"),
    "intro": _("the words before the lines"),
    "closing": _("the words below the total"),
    "foot": _("the foot of each page"),
}
# One tax by its name in each language. A tax of another name, such as GST, keeps it.
TAX_NAMES = {"en": "VAT", "de": "MwSt.", "fr": "TVA", "nl": "btw", "es": "IVA", "it": "IVA"}
# Where it is another tax, or goes by another name than in the rest of its language.
TAX_NAMES_OF_COUNTRIES = {
    "AU": "GST", "CA": "GST/HST", "DO": "ITBIS", "HN": "ISV", "IN": "GST", "JE": "GST",
    "JP": "Consumption tax", "MY": "SST", "NZ": "GST", "PA": "ITBMS", "PE": "IGV", "PR": "IVU",
    "SG": "GST", "US": "Sales tax",
}  # fmt: skip
NAMES_OF_THAT_TAX = frozenset({"vat", "mwst.", "mwst", "ust.", "ust", "tva", "btw", "iva"})


@dataclass(frozen=True)
class Logo:
    """A picture for the head of a document, as bytes and media type."""

    kind: str
    content: bytes


def contrast_with_white(colour: str) -> float:
    """How far a colour stands from white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def same_words(one: str, other: str) -> bool:
    """Whatever ends their lines: a form sends other ends than were kept."""
    return one.split() == other.split()


def tax_name_in(language: str, usual: str) -> str:
    """What the tax of the usual name is called in a language."""
    if usual.strip().casefold() not in NAMES_OF_THAT_TAX:
        return usual
    return TAX_NAMES.get(language, usual)
