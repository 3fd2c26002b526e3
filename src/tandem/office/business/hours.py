"""Working time: the hours in which the business keeps its promises. Pure arithmetic, without a clock.

Opening times are wall times in the zone of the business; what is counted is the time that really passes.
So an opening from 0:00 to 4:00 has three hours on the night in which the clocks go forward.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from tandem.office.business.words import Stretch

ZERO = timedelta(0)
ONE_DAY = timedelta(days=1)
# As “24:00” is kept, since a time of day ends before it: the stretch goes on to midnight.
LAST_MINUTE = time(23, 59)
# No business is closed for longer at a stretch; it only bounds the search.
LONGEST_SEARCH_DAYS = 3660

Week = tuple[tuple[Stretch, ...], ...]
NINE_TO_FIVE: Stretch = (time(9), time(17))
USUAL_WEEK: Week = ((NINE_TO_FIVE,),) * 5 + ((),) * 2


class NeverOpen(ValueError):
    """No working hour within ten years: every day is closed."""


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    """The public holidays of a year with their names; none for a country that is not known."""
    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        return {}
    return {day: found[day] for day in sorted(found)}


@dataclass(frozen=True)
class WorkingCalendar:
    """When a business works. Make it once and ask it often: it keeps what it has worked out.

    `week` has seven entries, Monday first, each with its stretches of work; a week without any means the
    usual one. A stretch that closes before it opens is a night shift and ends on the next day.
    """

    zone: ZoneInfo
    week: Week = USUAL_WEEK
    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = frozenset()
    _known: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_closed(self, day: date) -> bool:
        """Whether `day` is off, whatever its weekday."""
        holiday = bool(self.country) and day in public_holidays(self.country, self.subdivision, day.year)
        return holiday or day in self.closed

    def stretches(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working stretches that begin on one day of the business, in UTC, in order and without overlap.

        A night shift ends on the next day, and belongs to the day on which it begins.
        """
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = () if self.is_closed(day) else self._joined(day)
        return known

    def _joined(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        week = self.week if any(self.week) else USUAL_WEEK
        joined: list[tuple[datetime, datetime]] = []
        for opens, closes in sorted(week[day.weekday()]):
            start, end = self._moment(day, opens), self._end(day, opens, closes)
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], end))
            elif start < end:
                joined.append((start, end))
        return tuple(joined)

    def _end(self, day: date, opens: time, closes: time) -> datetime:
        if closes == LAST_MINUTE:
            return self._moment(day + ONE_DAY, time())
        return self._moment(day if closes > opens else day + ONE_DAY, closes)

    def _moment(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of the working stretches from `moment` on, in order and without overlap.

        It looks from the day before on, for a night shift, and ends where nothing was found for ten years.
        """
        day, after, closed_for = self._day(moment) - ONE_DAY, moment, 0
        while closed_for < LONGEST_SEARCH_DAYS:
            closed_for += 1
            for start, end in self.stretches(day):
                if end > after:
                    yield max(start, after), end
                    after, closed_for = end, 0
            day += ONE_DAY

    def add_working(self, at: datetime, hours: float) -> datetime:
        """The moment at which `hours` of work have passed since `at`, in UTC; `at` itself for none.

        Raises ValueError below zero, and NeverOpen where no working hour follows.
        """
        if hours < 0:
            raise ValueError("working hours to add cannot be below zero")
        left = timedelta(hours=hours)
        moment = at.astimezone(UTC)
        if left == ZERO:
            return moment
        for start, end in self._from(moment):
            if end - start >= left:
                return start + left
            left -= end - start
        raise NeverOpen

    def take_working(self, at: datetime, hours: float) -> datetime:
        """The latest moment from which `hours` of work pass until `at`, in UTC; `at` itself for none.

        Raises ValueError below zero, and NeverOpen where no working hour went before.
        """
        if hours < 0:
            raise ValueError("working hours to take away cannot be below zero")
        left, before = timedelta(hours=hours), at.astimezone(UTC)
        day = self._day(before)
        for _step in range(LONGEST_SEARCH_DAYS):
            if left == ZERO:
                return before
            for start, end in reversed(self.stretches(day)):
                worked = max(min(end, before) - start, ZERO)
                if worked >= left:
                    return min(end, before) - left
                left -= worked
                before = min(before, start)
            day -= ONE_DAY
        raise NeverOpen

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; below zero where `end` is the earlier one."""
        if end < start:
            return -self.working_between(end, start)
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        total, after = ZERO, first
        day, last_day = self._day(first) - ONE_DAY, self._day(last)
        while day <= last_day:
            for opens, closes in self.stretches(day):
                total += max(min(closes, last) - max(opens, after), ZERO)
                after = max(after, min(closes, last))
            day += ONE_DAY
        return total

    def is_working(self, moment: datetime) -> bool:
        at = moment.astimezone(UTC)
        day = self._day(at)
        return any(start <= at < end for one in (day - ONE_DAY, day) for start, end in self.stretches(one))

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself within working hours, else when the next stretch begins, in UTC."""
        for start, _end in self._from(at.astimezone(UTC)):
            return start
        raise NeverOpen
