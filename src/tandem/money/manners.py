"""How a language writes numbers and amounts: 1,368.50 and £1,368 or 1.368,50 and 1.368 €."""

from dataclasses import dataclass
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"


@dataclass(frozen=True)
class Manner:
    """`group` parts thousands, `point` the decimals. A sign of money stands before or behind the number."""

    group: str
    point: str
    sign_is_first: bool
    gap_at_sign: str
    gap_at_percent: str

    def number(self, plain: str) -> str:
        """Of a plain number with commas and a point as Python writes it."""
        whole, _point, part = plain.partition(".")
        whole = whole.replace(",", self.group)
        return f"{whole}{self.point}{part}" if part else whole

    def amount(self, number: str, sign: str, *, is_negative: bool = False) -> str:
        minus = "−" if is_negative else ""
        # A code of letters is never closed up.
        gap = self.gap_at_sign or (NO_BREAK_SPACE if sign.isalpha() else "")
        if not self.sign_is_first:
            return f"{minus}{number}{gap}{sign}"
        return f"{sign}{gap}{minus}{number}" if self.gap_at_sign else f"{minus}{sign}{gap}{number}"

    def percent(self, number: str) -> str:
        return f"{number}{self.gap_at_percent}%"


BRITISH: Final = Manner(",", ".", sign_is_first=True, gap_at_sign="", gap_at_percent="")
# Where Spanish has a point before the decimals, as es-419 of CLDR does and these countries with it.
POINTED: Final = ("cu", "do", "gt", "hn", "mx", "ni", "pa", "pe", "pr", "sv", "us")
POINTED_SPANISH: Final = Manner(",", ".", sign_is_first=True, gap_at_sign="", gap_at_percent=NO_BREAK_SPACE)
# Unicode CLDR 46, number patterns of each language: with a gap of the usual width where it has a narrow one,
# which few fonts have, and with thousands parted from 1.000 on, as documents do.
MANNERS: Final = {
    "en": BRITISH,
    "de": Manner(".", ",", sign_is_first=False, gap_at_sign=NO_BREAK_SPACE, gap_at_percent=NO_BREAK_SPACE),
    "fr": Manner(
        NO_BREAK_SPACE, ",", sign_is_first=False, gap_at_sign=NO_BREAK_SPACE, gap_at_percent=NO_BREAK_SPACE
    ),
    "nl": Manner(".", ",", sign_is_first=True, gap_at_sign=NO_BREAK_SPACE, gap_at_percent=""),
    "es": Manner(".", ",", sign_is_first=False, gap_at_sign=NO_BREAK_SPACE, gap_at_percent=NO_BREAK_SPACE),
    "it": Manner(".", ",", sign_is_first=False, gap_at_sign=NO_BREAK_SPACE, gap_at_percent=""),
    **{f"es-{country}": POINTED_SPANISH for country in POINTED},
}


def tongue(language: str, country: str) -> str:
    """The language as one writes numbers in that country: “es-mx”, and “de” as in all of them."""
    code = f"{language}-{country}".lower()
    return code if code in MANNERS else language
