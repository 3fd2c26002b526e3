"""Days that are said by what is near: seasons, the new year, Easter, “after the holidays”."""

import datetime

from tandem.people.followups.words import ONE_DAY, ONE_WEEK, SEASONS, Found

MONTHS_OF_A_SEASON = 3


def season(found: Found, today: datetime.date) -> datetime.date | None:
    """The next one; within it nobody can tell which is meant."""
    month = SEASONS[found["season"]]
    if (today.month - month) % 12 < MONTHS_OF_A_SEASON:
        return None
    first = datetime.date(today.year, month, 1)
    return first if first > today else first.replace(year=today.year + 1)


def new_year(found: Found, today: datetime.date) -> datetime.date:
    return datetime.date(today.year + 1 if (today.month, today.day) > (1, 1) else today.year, 1, 2)


def after_summer(found: Found, today: datetime.date) -> datetime.date:
    first = datetime.date(today.year, 9, 1)
    return first if first > today else first.replace(year=today.year + 1)


def after_easter(found: Found, today: datetime.date) -> datetime.date:
    """The Tuesday after Easter Monday."""
    day = easter(today.year) + 2 * ONE_DAY
    return day if day > today else easter(today.year + 1) + 2 * ONE_DAY


def after_holidays(found: Found, today: datetime.date) -> datetime.date | None:
    """Those that are near: Christmas from October on, the summer from June, Easter in the weeks before it.
    At other times nobody can tell which are meant."""
    if today.month >= 10 or (today.month, today.day) == (1, 1):
        return new_year(found, today)
    if 6 <= today.month <= 8:
        return after_summer(found, today)
    day = easter(today.year) + 2 * ONE_DAY
    return day if today < day <= today + 6 * ONE_WEEK else None


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)
