"""Each way to say a day, and the day that it is. British order: 3/4 is the third of April."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from tandem.people.followups.feasts import after_easter, after_holidays, after_summer, new_year, season
from tandem.people.followups.words import (
    DAY,
    MONTH,
    NUMBER,
    ONE_DAY,
    ONE_WEEK,
    SHORT_DAY,
    WEEKDAYS,
    Found,
    month_of,
    number_of,
    weekday_of,
)

# From the words and the day on which they were written.
Reading = Callable[[Found, datetime.date], datetime.date | None]


@dataclass(frozen=True)
class Way:
    """`vague` ones (“in March”) are moved to a day on which the business is open."""

    pattern: re.Pattern[str]
    read: Reading
    vague: bool = False


def _valid(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) + 2000 if len(written) == 2 else int(written)


def _next_such(day: int, month: int, year: int | None, today: datetime.date) -> datetime.date | None:
    if year is not None:
        return _valid(year, month, day)
    # The 29th of February comes within eight years at the latest.
    years = (_valid(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in years if found is not None and found >= today), None)


def explicit(found: Found, today: datetime.date) -> datetime.date | None:
    return _next_such(int(found["day"]), month_of(found["month"]), _year(found["year"]), today)


def in_digits(found: Found, today: datetime.date) -> datetime.date | None:
    return _next_such(int(found["day"]), int(found["digits"]), _year(found["year"]), today)


def day_of_month(found: Found, today: datetime.date) -> datetime.date | None:
    """“On the 12th”: of this month, or of the next that has one."""
    for ahead in range(3):
        first = first_of_month(today, ahead)
        day = _valid(first.year, first.month, int(found["day"]))
        if day is not None and day > today:
            return day
    return None


def first_of_month(today: datetime.date, ahead: int) -> datetime.date:
    months = today.year * 12 + today.month - 1 + ahead
    return datetime.date(months // 12, months % 12 + 1, 1)


def last_of_month(first: datetime.date) -> datetime.date:
    return first_of_month(first, 1) - ONE_DAY


def monday_after(today: datetime.date) -> datetime.date:
    return today + ONE_DAY * (7 - today.weekday())


def next_weekday(found: Found, today: datetime.date) -> datetime.date:
    """The first one to come; today is never meant, as one would have said so."""
    ahead = (weekday_of(found["weekday"]) - today.weekday() - 1) % 7 + 1
    return today + ONE_DAY * ahead


def weekday_of_next_week(found: Found, today: datetime.date) -> datetime.date:
    return monday_after(today) + ONE_DAY * weekday_of(found["weekday"])


def a_week_on(found: Found, today: datetime.date) -> datetime.date:
    return next_weekday(found, today) + ONE_WEEK


def ahead(found: Found, today: datetime.date) -> datetime.date:
    """“In two weeks”. A month later is the same day of the month, or its last."""
    number, unit = number_of(found["number"]), found["unit"]
    if unit.startswith("day"):
        return today + ONE_DAY * number
    if unit.startswith("week"):
        return today + ONE_WEEK * number
    if unit.startswith("fortnight"):
        return today + 2 * ONE_WEEK * number
    months = number * 12 if unit.startswith("year") else number
    first = first_of_month(today, months)
    return first.replace(day=min(today.day, last_of_month(first).day))


def month_named(found: Found, today: datetime.date) -> datetime.date | None:
    """The first day of the next such month; with a year, of that one. Within it nobody can tell which."""
    month, year = month_of(found["month"]), _year(found["year"])
    if year is None and month == today.month:
        return None
    return datetime.date(year or today.year + (month < today.month), month, 1)


def part_of_month(found: Found, today: datetime.date) -> datetime.date | None:
    """Where that part of this month is over, nobody can tell which is meant: none."""
    month, part = month_of(found["month"]), found["part"]
    year = _year(found["year"]) or today.year + (month < today.month)
    day = _part(datetime.date(year, month, 1), part)
    return day if day > today or found["year"] else None


def _part(first: datetime.date, part: str) -> datetime.date:
    if part.startswith(("end", "late")):
        return last_of_month(first) if part.startswith("end") else first.replace(day=22)
    return first.replace(day=15) if part.startswith("mid") else first


def end_of(found: Found, today: datetime.date) -> datetime.date:
    of = found["of"]
    if of.endswith("week"):
        monday = monday_after(today) - ONE_WEEK
        friday = monday + 4 * ONE_DAY
        return friday + ONE_WEEK if "next" in of or friday <= today else friday
    if of.endswith("month"):
        last = last_of_month(first_of_month(today, 1 if "next" in of else 0))
        return last if last > today else last_of_month(first_of_month(today, 1))
    return datetime.date(today.year + ("next" in of), 12, 31)


def days_ahead(number: int) -> Reading:
    return lambda found, today: today + ONE_DAY * number


def weekend(found: Found, today: datetime.date) -> datetime.date:
    saturday = today + ONE_DAY * ((5 - today.weekday()) % 7)
    saturday = saturday if saturday > today else saturday + ONE_WEEK
    return saturday + ONE_WEEK if found["which"] == "next" else saturday


def _way(pattern: str, read: Reading, *, vague: bool = False) -> Way:
    return Way(re.compile(rf"\b{pattern}"), read, vague)


TH = r"(?:st|nd|rd|th)?"
BEFORE = r"(?:on|by|until|till|from|after|before|for)"
YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
# Not “May’s”; a family name after it is looked for in `reading`.
MONTH_END = rf"{MONTH}\b(?![’'-]){YEAR}\b"
WITH_WEEKDAY = rf"(?:(?:on\s+)?(?:{DAY}|{SHORT_DAY.replace('weekday', 'short')})?,?\s*(?:the\s+)?)"
ANY_MONTH = MONTH.replace("?P<month>", "?:")
NO_DATE = r"(?!\s*(?:pm|am|:|o[’']clock|%))"
# Not “Sunday roast”, nor “Monday to Friday”, which is no day but a habit.
NO_WEEKDAY = (
    r"(?![’'])(?!\s+(?:roast|best|paper|school|market))"
    rf"(?!\s+(?:to|till|until|through)\s+(?:{'|'.join(WEEKDAYS)}))"
)
PERIOD = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)\b"
HALF_A_YEAR = 6


def in_half_a_year(found: Found, today: datetime.date) -> datetime.date:
    first = first_of_month(today, HALF_A_YEAR)
    return first.replace(day=min(today.day, last_of_month(first).day))


def after_month(found: Found, today: datetime.date) -> datetime.date:
    """Within such a month its own end is meant."""
    month, year = month_of(found["month"]), _year(found["year"])
    return first_of_month(datetime.date(year or today.year + (month < today.month), month, 1), 1)


def next_week(found: Found, today: datetime.date) -> datetime.date:
    return monday_after(today)


DAYS = (
    _way(rf"{WITH_WEEKDAY}(?P<day>\d{{1,2}}){TH}\s+(?:of\s+)?{MONTH_END}", explicit),
    _way(rf"{MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}}){TH}\b{NO_DATE}{YEAR}", explicit),
    _way(
        rf"{BEFORE}\s+(?:the\s+)?(?P<day>\d{{1,2}})[./](?P<digits>\d{{1,2}})"
        r"(?:[./](?P<year>\d{4}|\d{2}))?(?![\d/%])",
        in_digits,
    ),
    _way(r"(?P<day>\d{1,2})[./](?P<digits>\d{1,2})[./](?P<year>20\d\d)\b", in_digits),
    _way(
        rf"{BEFORE}\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:floor|time|of|{ANY_MONTH}))",
        day_of_month,
    ),
    _way(r"(?:the\s+)?day after tomorrow\b", days_ahead(2)),
    _way(r"tomorrow\b", days_ahead(1)),
    _way(r"(?:(?:later|this)\s+(?:today|afternoon|evening)|tonight|today)\b", days_ahead(0)),
    _way(rf"(?:a|one) week (?:on|from) {DAY}\b", a_week_on),
    _way(rf"{DAY} week\b", a_week_on),
    _way(rf"next\s+(?:{DAY})\b", weekday_of_next_week),
    _way(rf"next\s+(?:{SHORT_DAY})\b", weekday_of_next_week),
    _way(rf"{DAY}\s+(?:of\s+)?next week\b", weekday_of_next_week),
    _way(rf"next week,?\s+(?:on\s+)?{DAY}\b", weekday_of_next_week),
    _way(rf"(?:(?:on|this|by|until|till|coming)\s+){SHORT_DAY}\b", next_weekday),
    _way(rf"(?<!good )(?<!black )(?<!next )(?<!to ){DAY}\b{NO_WEEKDAY}", next_weekday),
    _way(r"(?:(?:at|over|on)\s+(?:the\s+)?|(?P<which>this|next)\s+)weekend\b", weekend),
)
# No day in itself: moved to one on which the business is open.
TIMES = (
    (
        rf"in\s+(?:about\s+|around\s+)?{NUMBER}\s+(?:or\s+\w+\s+)?(?:more\s+)?{PERIOD}"
        r"(?:[’']s?)?(?:\s+time\b)?",
        ahead,
    ),
    (rf"{NUMBER}\s+{PERIOD}\s+from\s+(?:now|today)\b", ahead),
    (r"in half a year\b", in_half_a_year),
    (r"(?:the\s+)?week after next\b", lambda found, today: monday_after(today) + ONE_WEEK),
    (r"next week\b", next_week),
    (r"next month\b", lambda found, today: first_of_month(today, 1)),
    (r"next year\b", lambda found, today: datetime.date(today.year + 1, 1, 2)),
    (r"(?:the\s+)?end of (?P<of>(?:the|this|next)\s+(?:week|month|year))\b", end_of),
    (rf"(?P<part>end|beginning|start|middle)\s+of\s+{MONTH_END}", part_of_month),
    (rf"(?P<part>early|late|mid)(?:\s+in)?[\s-]+{MONTH_END}", part_of_month),
    (r"after the weekend\b", next_week),
    (r"in the new year\b", new_year),
    (r"after (?:christmas|the new year|new year)\b", new_year),
    (r"after easter\b", after_easter),
    (r"after (?:the |our |their |his |her |my )?(?:holidays|school holidays)\b", after_holidays),
    (r"after the summer\b(?: holidays)?", after_summer),
    (r"in (?:the |early )?(?P<season>spring|summer|autumn|winter)\b", season),
    (rf"(?:in|until|till|from|not before)\s+{MONTH_END}", month_named),
    (rf"after\s+{MONTH_END}", after_month),
)
WAYS = (*DAYS, *(_way(pattern, read, vague=True) for pattern, read in TIMES))
