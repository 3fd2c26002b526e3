"""Two periods to be compared, and which they are where nobody said."""

import calendar
import datetime
from dataclasses import dataclass

MONTHS = 3


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    start: datetime.date
    end: datetime.date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def as_json(self) -> list[str]:
        return [self.start.isoformat(), self.end.isoformat()]

    @classmethod
    def from_json(cls, ends: list[str] | None) -> "Span | None":
        return cls(*map(datetime.date.fromisoformat, ends)) if ends else None


def month_back(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months before the month of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return datetime.date(number // 12, number % 12 + 1, 1)


def default_periods(first: datetime.date, last: datetime.date) -> tuple[Span | None, Span]:
    """The last three complete months up to `last` against the three before; of fewer than six, two halves.

    A single day has no halves: beside itself it would look as if nothing had changed.
    """
    is_month_end = last.day == calendar.monthrange(last.year, last.month)[1]
    after_end = last if is_month_end else last.replace(day=1) - datetime.timedelta(days=1)
    after_start = month_back(after_end, MONTHS - 1)
    before_start = month_back(after_end, 2 * MONTHS - 1)
    if before_start >= first.replace(day=1):
        return Span(before_start, after_start - datetime.timedelta(days=1)), Span(after_start, after_end)
    if first >= last:
        return None, Span(last, last)
    middle = first + (last - first) // 2
    return Span(first, middle), Span(middle + datetime.timedelta(days=1), last)
