"""A month in two piles: so that people ask, so that one person buys; and a third, so that customers stay."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.people.timeline.words import Purpose

LONGEST_WORDS, MOST_LINES, MOST_MINUTES = 120, 60, 31 * 24 * 60
# What the piles are called, in the order of their buttons.
PILES: dict[str, Any] = {
    Purpose.MARKETING.value: _("So that people ask"),
    Purpose.SELLING.value: _("So that one person buys"),
    Purpose.CARE.value: _("So that customers stay"),
}
SHORT: dict[str, Any] = {
    Purpose.MARKETING.value: _("people ask"),
    Purpose.SELLING.value: _("one buys"),
    Purpose.CARE.value: _("they stay"),
}
# To pick from, for those to whom nothing comes to mind.
EXAMPLES: tuple[Any, ...] = (
    _("Networking breakfast"),
    _("Posted on Instagram"),
    _("Rang back somebody who had asked"),
    _("Measured up at somebody’s place"),
    _("Wrote a quote"),
    _("Asked a customer how it is"),
)
TIME = re.compile(
    r"[\s,;:(–-]+(?:about\s+)?(\d{1,5}(?:[.,]\d+)?)\s*(h|hrs?|hours?|m|mins?|minutes?)\)?\.?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Typed:
    """One line as it was typed, with its time if one was named."""

    words: str
    minutes: int | None = None


def read_lines(text: str) -> list[Typed]:
    """One thing a line; “Networking breakfast, 90 min” or “Fair 2 h” name the time as well."""
    return [read_line(line.strip(" \t-–•*")) for line in text.splitlines() if line.strip(" \t-–•*")]


def read_line(line: str) -> Typed:
    found = TIME.search(line)
    if found is None or not found.start():
        return Typed(line)
    number = float(found[1].replace(",", "."))
    minutes = round(number * 60 if found[2].lower().startswith("h") else number)
    return Typed(line[: found.start()].strip(), minutes or None)


@dataclass(frozen=True)
class Suggestion:
    """Which pile it most likely belongs to, and why in one sentence; without a pile it only asks."""

    purpose: str
    why: str | Promise


@dataclass(frozen=True)
class Line:
    """Something to be sorted: typed (then it has a key and a version) or known already (then an origin)."""

    words: str
    minutes: int | None
    suggestion: Suggestion
    pk: int | None = None
    version: int | None = None
    origin: str = ""


def month_before(today: datetime.date) -> datetime.date:
    """The first day of last month."""
    return (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def month_after(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=32)).replace(day=1)
