"""Moments in working time, counted back from one or along a day. Pure arithmetic."""

import calendar
import datetime
import random
from zoneinfo import ZoneInfo


def at_time(day: datetime.date, hour: int, minute: int, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=zone).astimezone(datetime.UTC)


def some_time(
    day: datetime.date, chance: random.Random, zone: ZoneInfo, *, first: int = 8, last: int = 20
) -> datetime.datetime:
    """Any minute of `day` between two hours of the wall clock."""
    minute = chance.randrange(first * 60, last * 60)
    return at_time(day, minute // 60, minute % 60, zone)


def months_between(day: datetime.date, today: datetime.date) -> int:
    """The calendar month of `day` counted from that of `today`: −1 is last month."""
    return (day.year - today.year) * 12 + day.month - today.month


def months_earlier(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
