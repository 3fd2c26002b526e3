"""Trades, and working hours as people write them."""

import re
from datetime import time
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from tandem.money.rounding import RoundedPer
from tandem.money.tax import Prices

Stretch = tuple[time, time]

TRADES = {
    "upholstery": _("Upholstery"),
    "joinery": _("Joinery and building"),
    "electrician": _("Electrician"),
    "garden": _("Gardens and landscaping"),
    "hairdresser": _("Hair and beauty"),
    "photography": _("Photography"),
    "bakery": _("Bakery and catering"),
    "web_design": _("Web and graphic design"),
    "accountancy": _("Accountancy"),
    "language_school": _("Lessons and courses"),
    "cycling": _("Bicycle shop"),
    "other": _("Something else"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
PRICES = [(Prices.NET.value, _("without tax")), (Prices.GROSS.value, _("with tax"))]
ROUNDED_PER = [
    (RoundedPer.DOCUMENT.value, _("once for each rate of a document")),
    (RoundedPer.LINE.value, _("on every line")),
]
MOST_STRETCHES = 4
# “17 to 9” is more likely a slip than a shift.
LONGEST_NIGHT_HOURS = 12

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?"
_STRETCH = re.compile(rf"\s*{_TIME}\s*(?:-|–|—|to)\s*{_TIME}\s*", re.IGNORECASE)


class Unreadable(ValueError):
    """Working hours that cannot be read."""


def _time(hour: str, minute: str | None, half: str | None) -> time:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise Unreadable
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    # A day's last stretch ends at its last minute: a time of 24:00 does not exist.
    if hours == 24 and not int(minute or 0):
        return time(23, 59)
    if hours > 23 or int(minute or 0) > 59:
        raise Unreadable
    return time(hours, int(minute or 0))


def _hours_of(stretch: Stretch) -> tuple[float, float]:
    """When it opens and closes, in hours from the beginning of its day; a night shift goes beyond 24."""
    opens, closes = (moment.hour + moment.minute / 60 for moment in stretch)
    return opens, closes if closes > opens else closes + 24


def read_stretches(text: str) -> tuple[Stretch, ...]:
    """Reads "9 to 5:30pm" or "9:00–12:30, 13:30–18:00" or a night shift, "22:00 to 6:00"; nothing means
    closed. Raises Unreadable.
    """
    stretches: list[Stretch] = []
    for part in re.split(r"[,;&]|\band\b", text[:200]):
        if not part.strip():
            continue
        found = _STRETCH.fullmatch(part)
        if not found:
            raise Unreadable
        opens, closes = _time(*found.groups()[:3]), _time(*found.groups()[3:])
        # "9 to 5" means the afternoon.
        if closes <= opens and opens.hour < 12 and not found[6] and not found[3]:
            closes = closes.replace(hour=closes.hour + 12)
        begins, ends = _hours_of((opens, closes))
        if ends > 24 and ends - begins > LONGEST_NIGHT_HOURS:
            raise Unreadable
        stretches.append((opens, closes))
    if len(stretches) > MOST_STRETCHES:
        raise Unreadable
    stretches.sort()
    hours = [_hours_of(stretch) for stretch in stretches]
    if any(later[0] < earlier[1] for earlier, later in pairwise(hours)):
        raise Unreadable
    return tuple(stretches)


def stretches_words(stretches: tuple[Stretch, ...]) -> str:
    """As `read_stretches` reads it: "9:00 to 12:30, 13:30 to 18:00"."""
    return ", ".join(
        f"{opens.hour}:{opens.minute:02} to {closes.hour}:{closes.minute:02}" for opens, closes in stretches
    )
