"""Months as numbers (202611) and in words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tandem.ui.figures import money_words, number_words


def first_day(month: int) -> datetime.date:
    return datetime.date(month // 100, month % 100, 1)


def shifted(month: int, by: int) -> int:
    """202611 and 2 is 202701."""
    years, rest = divmod(month // 100 * 12 + month % 100 - 1 + by, 12)
    return years * 100 + rest + 1


def months_to(last: int, count: int) -> list[int]:
    """That many months that end with `last`, the earliest first."""
    return [shifted(last, back) for back in range(1 - count, 1)]


def month_words(month: int, today: datetime.date) -> str:
    """“October”, with its year when that is another."""
    return month_written(month, "F" if month // 100 == today.year else "F Y", get_language())


def month_letter(month: int) -> str:
    return month_written(month, "M", get_language())[:1]


# A page with figures writes the same twelve months a hundred times.
@lru_cache(maxsize=512)
def month_written(month: int, how: str, _language: str | None) -> str:
    return date_format(first_day(month), how)


def month_asked(text: str) -> int | None:
    """“202610” in an address, where it is a month."""
    if not (len(text) == 6 and text.isascii() and text.isdigit()):
        return None
    return int(text) if 1 <= int(text) % 100 <= 12 and int(text) >= 190001 else None


@dataclass(frozen=True)
class Period:
    """Whole months, both included."""

    first: int
    last: int

    def __contains__(self, month: object) -> bool:
        return isinstance(month, int) and self.first <= month <= self.last

    @property
    def length(self) -> int:
        return (self.last // 100 - self.first // 100) * 12 + self.last % 100 - self.first % 100 + 1

    @property
    def before(self) -> "Period":
        """As many months just before."""
        return Period(shifted(self.first, -self.length), shifted(self.first, -1))

    def days(self, today: datetime.date) -> int:
        """How many of its days have come so far."""
        end = min(first_day(shifted(self.last, 1)), today + datetime.timedelta(days=1))
        return max((end - first_day(self.first)).days, 0)

    def words(self, today: datetime.date) -> str:
        """“August to October”, “October to December 2025”, “November 2025 to January 2026”, “November”."""
        if self.first == self.last:
            return month_words(self.first, today)
        years = self.first // 100, self.last // 100
        ends = {
            "first": month_written(self.first, "F" if years[0] == years[1] else "F Y", get_language()),
            "last": month_written(self.last, "F" if {*years} == {today.year} else "F Y", get_language()),
        }
        return _("%(first)s to %(last)s") % ends


def sum_words(months: str, asked: int, won: int, still_open: int) -> str:
    """“August to October: 121 asked, 9 bought so far, 5 still open.”"""
    said = {
        "months": months,
        "asked": number_words(asked),
        "won": number_words(won),
        "open": number_words(still_open),
    }
    return _("%(months)s: %(asked)s asked, %(won)s bought so far, %(open)s still open.") % said


def best_words(booked: Mapping[str, int], currency: str, months: str = "") -> str:
    """Which month booked most; with `months`, of which ones, where there are others too.

    Nothing where no one month did: the largest stands twice, or fewer than two booked anything.
    """
    amounts = sorted((amount for amount in booked.values() if amount > 0), reverse=True)
    if len(amounts) < 2 or amounts[0] == amounts[1]:
        return ""
    best = max(booked, key=lambda month: booked[month])
    said = {"month": best, "amount": money_words(booked[best], currency), "months": months}
    if months:
        return _("Of %(months)s, %(month)s booked most: %(amount)s") % said
    return _("%(month)s booked most: %(amount)s") % said


def nobody_words(months: str) -> str:
    return _("Nobody who fits all of this asked in these months: %(months)s.") % {"months": months}


def quiet_words(quiet: int) -> str:
    """Of months that are left out, as nobody asked in them."""
    if not quiet:
        return ""
    sentence = ngettext(
        "In %(quiet)s other month nobody of these asked.",
        "In %(quiet)s other months nobody of these asked.",
        quiet,
    )
    return sentence % {"quiet": number_words(quiet)}
