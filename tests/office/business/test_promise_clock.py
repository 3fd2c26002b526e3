"""The promise clock against a slow count, minute by minute: zones, clock changes, holidays, night shifts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.office.business.hours import USUAL_WEEK, WorkingCalendar, public_holidays
from tandem.office.business.words import Stretch, Unreadable, read_stretches, stretches_words

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# North and south, half an hour of summer time, none at all, and a country on the other side of the date line.
ZONES = [
    ("Europe/London", "GB"),
    ("Europe/Berlin", "DE"),
    ("America/New_York", "US"),
    ("Australia/Lord_Howe", "AU"),
    ("Asia/Kathmandu", ""),
    ("Pacific/Auckland", "NZ"),
]
# Around clock changes of either half of the world, around Christmas and Easter, and some usual day.
SEASONS = [
    datetime(2026, 3, 26, tzinfo=UTC),
    datetime(2026, 10, 22, tzinfo=UTC),
    datetime(2026, 3, 5, tzinfo=UTC),
    datetime(2026, 10, 29, tzinfo=UTC),
    datetime(2026, 4, 1, tzinfo=UTC),
    datetime(2026, 9, 24, tzinfo=UTC),
    datetime(2026, 12, 22, tzinfo=UTC),
    datetime(2026, 6, 10, tzinfo=UTC),
]


class SlowClock:
    """Looks at every minute of some weeks by itself, and at the wall clock of the zone in each."""

    def __init__(self, calendar: WorkingCalendar, start: datetime, days: int) -> None:
        self.calendar, self.start = calendar, start
        self.minutes = [start - 3 * DAY + number * MINUTE for number in range((days + 6) * 24 * 60)]
        self.walls = [minute.astimezone(calendar.zone).replace(tzinfo=None) for minute in self.minutes]
        self.places: dict[datetime, int] = {}
        for place, wall in enumerate(self.walls):
            self.places.setdefault(wall, place)
        self.working = [False] * len(self.minutes)
        for day in sorted({wall.date() for wall in self.walls})[:-2]:
            self.work_on(day)

    def work_on(self, day: date) -> None:
        calendar = self.calendar
        if day in calendar.closed or day in public_holidays(calendar.country, "", day.year):
            return
        for opens, closes in calendar.week[day.weekday()]:
            ends = day if closes > opens else day + DAY
            first, last = self.place(datetime.combine(day, opens)), self.place(datetime.combine(ends, closes))
            for place in range(first, last):
                self.working[place] = True

    def place(self, wall: datetime) -> int:
        """The first minute with this wall time; one that is skipped is as much later as the clock jumps."""
        if wall < self.walls[0]:
            return 0
        if wall in self.places:
            return self.places[wall]
        before = max(known for known in self.places if known < wall)
        jump = self.walls[self.places[before] + 1] - before - MINUTE
        return self.places[wall + jump]

    def due(self, hours: int) -> datetime:
        left = hours * 60
        for minute, working in zip(self.minutes, self.working, strict=True):
            if working and minute >= self.start:
                left -= 1
                if not left:
                    return minute + MINUTE
        raise AssertionError("the slow clock looked at too few days")

    def between(self, end: datetime) -> timedelta:
        worked = sum(
            working
            for minute, working in zip(self.minutes, self.working, strict=True)
            if self.start <= minute < end
        )
        return worked * MINUTE


quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))


def usable(stretch: Stretch) -> bool:
    """Two hours at least, so that a week is soon over, and as long as `read_stretches` lets one say."""
    opens, closes = (moment.hour * 60 + moment.minute for moment in stretch)
    length = (closes - opens) % (24 * 60)
    return 120 <= length <= 12 * 60


stretch = st.tuples(quarters, quarters).filter(usable)
working_days = st.lists(stretch, min_size=1, max_size=2).map(lambda day: tuple(sorted(day)))
weeks = st.one_of(
    st.just(USUAL_WEEK),
    st.tuples(*[working_days] * 5, *[st.just(()) | working_days] * 2),
    # A night shift each day, closed on one weekday.
    st.tuples(stretch.filter(lambda pair: pair[1] < pair[0]), st.integers(0, 6)).map(
        lambda drawn: tuple(() if day == drawn[1] else (drawn[0],) for day in range(7))
    ),
)
starts = st.builds(
    lambda season, minutes: season + minutes * MINUTE, st.sampled_from(SEASONS), st.integers(0, 4 * 24 * 60)
)
closed = st.frozensets(st.sampled_from(SEASONS).map(lambda season: season.date() + 2 * DAY), max_size=2)
calendars = st.builds(
    lambda place, week, closed: WorkingCalendar(
        zone=ZoneInfo(place[0]), week=week, country=place[1], closed=closed
    ),
    st.sampled_from(ZONES),
    weeks,
    closed,
)
hours = st.integers(1, 24)
usual = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_as_counted(calendar: WorkingCalendar, start: datetime, promised: int) -> None:
    slow = SlowClock(calendar, start, days=25)
    due = calendar.add_working(start, promised)

    # It is due when that many working hours have passed, and not a minute sooner or later
    assert due == slow.due(promised)
    # within working hours: the moment before it somebody is at work
    assert calendar.is_working(due - timedelta(microseconds=1))
    # What is said to be left counts down to nothing, and with what has passed it is the promise
    for passed in (timedelta(0), (due - start) / 3, due - start):
        now = start + passed - timedelta(seconds=(start + passed).second)
        now = now.replace(microsecond=0)
        left = calendar.working_between(now, due)
        assert calendar.working_between(start, now) == slow.between(now)
        assert left + calendar.working_between(start, now) == timedelta(hours=promised)
    assert calendar.working_between(due, due) == timedelta(0)
    # Counted back from there it began at the first working moment, and counted on it is due again
    began = calendar.take_working(due, promised)
    assert began == max(calendar.next_opening(start), start)
    assert calendar.add_working(began, promised) == due
    # Asked a minute later, it is due later or at the same time; promised for longer, later
    assert calendar.add_working(start + MINUTE, promised) >= due
    assert calendar.add_working(start, promised + 1) > due


@usual
@given(calendars, starts, hours)
def test_a_promise_is_due_as_counted_minute_by_minute(
    calendar: WorkingCalendar, start: datetime, promised: int
) -> None:
    is_as_counted(calendar, start, promised)


@pytest.mark.long
@many
@given(calendars, starts, hours)
def test_a_promise_is_due_as_counted_in_many_more_weeks(
    calendar: WorkingCalendar, start: datetime, promised: int
) -> None:
    is_as_counted(calendar, start, promised)


LONDON = ZoneInfo("Europe/London")


def nights(**columns: object) -> WorkingCalendar:
    """A bakery that works from 22:00 to 6:00, from Monday evening to Saturday morning."""
    week = (((time(22), time(6)),),) * 5 + ((),) * 2
    return WorkingCalendar(**{"zone": LONDON, "week": week, **columns})  # type: ignore[arg-type]


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=LONDON)


def test_a_night_shift_goes_on_after_midnight_and_into_saturday() -> None:
    bakery = nights()
    assert bakery.add_working(at(2026, 11, 3, 23), 4) == at(2026, 11, 4, 3)
    assert bakery.add_working(at(2026, 11, 7, 5), 2) == at(2026, 11, 9, 23)
    assert bakery.is_working(at(2026, 11, 7, 5))
    assert not bakery.is_working(at(2026, 11, 8, 5))
    assert bakery.next_opening(at(2026, 11, 4, 3)) == at(2026, 11, 4, 3)
    assert bakery.working_between(at(2026, 11, 4, 3), at(2026, 11, 4, 23)) == timedelta(hours=4)


@pytest.mark.parametrize(("day", "promised"), [((2026, 3, 28), 7), ((2026, 10, 24), 9)])
def test_the_night_of_a_clock_change_is_as_long_as_it_is(day: tuple[int, int, int], promised: int) -> None:
    week = (((time(22), time(6)),),) * 7
    evening = at(*day, 22)
    assert nights(week=week).add_working(evening, promised) == (evening + 8 * 60 * MINUTE).replace(hour=6)


def test_a_shift_belongs_to_the_day_on_which_it_begins() -> None:
    closed_wednesday = nights(closed=frozenset({date(2026, 11, 4)}))
    # The shift of Tuesday evening ends on Wednesday morning; that of Wednesday evening is off.
    assert closed_wednesday.add_working(at(2026, 11, 4, 5), 2) == at(2026, 11, 5, 23)


def test_a_shift_that_runs_into_the_next_one_counts_once() -> None:
    week = (((time(20), time(8)), (time(6), time(12))),) * 7
    assert nights(week=week).working_between(at(2026, 11, 4), at(2026, 11, 5)) == timedelta(hours=16)


def test_night_shifts_are_read_as_people_write_them() -> None:
    assert read_stretches("22:00 to 6:00") == ((time(22), time(6)),)
    assert read_stretches("9-12, 18 to 2am") == ((time(9), time(12)), (time(18), time(2)))
    assert read_stretches("18:00-0:00") == ((time(18), time(0)),)
    assert stretches_words(((time(22), time(6)),)) == "22:00 to 6:00"
    for text in ("22 to 6, 23 to 24", "20 to 2, 1pm to 21", "17 to 9"):
        with pytest.raises(Unreadable):
            read_stretches(text)


def test_a_day_until_midnight_lacks_no_minute() -> None:
    always = nights(week=(read_stretches("0 to 24"),) * 7)
    assert always.add_working(at(2026, 11, 3), 48) == at(2026, 11, 5)
