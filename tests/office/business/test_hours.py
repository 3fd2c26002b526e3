"""Laws and cases of working time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.office.business.hours import USUAL_WEEK, WorkingCalendar, public_holidays

LONDON = ZoneInfo("Europe/London")
ZONES = ["Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


def at(*numbers: int, zone: ZoneInfo = LONDON) -> datetime:
    return datetime(*numbers, tzinfo=zone)


def shop(**settings_: object) -> WorkingCalendar:
    return WorkingCalendar(**{"zone": LONDON, **settings_})  # type: ignore[arg-type]


def test_two_hours_within_a_day() -> None:
    assert shop().add_working(at(2026, 11, 3, 9, 40), 2) == at(2026, 11, 3, 11, 40)


def test_the_evening_and_the_weekend_do_not_count() -> None:
    friday_afternoon = at(2026, 11, 6, 16)
    assert shop().add_working(friday_afternoon, 2) == at(2026, 11, 9, 10)


def test_a_promise_that_ends_with_the_day_ends_at_closing_time() -> None:
    assert shop().add_working(at(2026, 11, 3, 9), 8) == at(2026, 11, 3, 17)


def test_asked_at_night_the_clock_starts_in_the_morning() -> None:
    assert shop().add_working(at(2026, 11, 3, 23, 50), 1) == at(2026, 11, 4, 10)


def test_public_holidays_of_the_country_and_its_part_are_off() -> None:
    christmas_eve = at(2026, 12, 24, 16)
    assert shop(country="GB").add_working(christmas_eve, 2) == at(2026, 12, 29, 10)
    good_friday_eve = at(2026, 4, 2, 16)
    assert shop(country="GB", subdivision="ENG").add_working(good_friday_eve, 2) == at(2026, 4, 7, 10)
    assert shop(country="GB", subdivision="SCT").add_working(good_friday_eve, 2) == at(2026, 4, 6, 10)


def test_an_unknown_country_has_no_holidays() -> None:
    assert public_holidays("XX", "", 2026) == {}


def test_closed_days_are_off() -> None:
    closed = shop(closed=frozenset({date(2026, 11, 4)}))
    assert closed.add_working(at(2026, 11, 3, 16), 2) == at(2026, 11, 5, 10)


def test_a_lunch_break_does_not_count() -> None:
    day = ((time(9), time(12, 30)), (time(13, 30), time(18)))
    calendar = shop(week=(day,) * 7)
    assert calendar.add_working(at(2026, 11, 3, 12), 1) == at(2026, 11, 3, 14)
    assert calendar.working_between(at(2026, 11, 3, 12), at(2026, 11, 3, 14)) == timedelta(hours=1)


def test_stretches_that_overlap_count_once() -> None:
    day = ((time(9), time(13)), (time(12), time(15)), (time(15), time(17)))
    calendar = shop(week=(day,) * 7)
    assert calendar.working_between(at(2026, 11, 3), at(2026, 11, 4)) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 3), (date(2026, 10, 25), 5), (date(2026, 11, 3), 4)]
)
def test_a_night_shift_is_as_long_as_it_really_is(day: date, hours: int) -> None:
    night = shop(week=(((time(0), time(4)),),) * 7)
    start = datetime.combine(day, time(0), tzinfo=LONDON)
    assert night.working_between(start, start + timedelta(hours=12)) == timedelta(hours=hours)


def test_an_opening_in_the_hour_that_does_not_exist() -> None:
    """At 1:00 the clocks go to 2:00, so an opening from 1:15 to 1:45 is half an hour later."""
    calendar = shop(week=(((time(1, 15), time(1, 45)),),) * 7)
    day = at(2026, 3, 29)
    assert calendar.working_between(day, day + timedelta(hours=20)) == timedelta(minutes=30)
    assert calendar.add_working(day, 0.5) <= at(2026, 3, 29, 3)


def test_a_week_without_hours_is_the_usual_week() -> None:
    assert shop(week=((),) * 7).add_working(at(2026, 11, 7, 12), 1) == at(2026, 11, 9, 10)


def test_is_working_and_next_opening() -> None:
    calendar = shop()
    assert calendar.is_working(at(2026, 11, 3, 9))
    assert not calendar.is_working(at(2026, 11, 3, 17))
    assert calendar.next_opening(at(2026, 11, 3, 17)) == at(2026, 11, 4, 9)
    assert calendar.next_opening(at(2026, 11, 3, 10)) == at(2026, 11, 3, 10)


def test_hours_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        shop().add_working(at(2026, 11, 3, 9), -1)


first = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 3600).map(lambda seconds: first + timedelta(seconds=seconds))
minutes = st.integers(min_value=0, max_value=5000)
day_times = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
stretches = st.lists(st.tuples(day_times, day_times).filter(lambda pair: pair[0] < pair[1]), max_size=3).map(
    tuple
)
calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    week=st.tuples(*[stretches] * 7).filter(
        lambda week: sum(closes.hour - opens.hour for day in week for opens, closes in day) >= 4
    )
    | st.just(USUAL_WEEK),
    country=st.sampled_from(["", "GB", "DE"]),
)
law = settings(max_examples=60, deadline=None)


@law
@given(calendars, moments, minutes)
def test_law_what_is_added_is_what_lies_between(
    calendar: WorkingCalendar, start: datetime, amount: int
) -> None:
    end = calendar.add_working(start, amount / 60)
    assert abs(calendar.working_between(start, end) - timedelta(minutes=amount)) < timedelta(milliseconds=1)


@law
@given(calendars, moments, st.integers(1, 2000), st.integers(1, 2000))
def test_law_adding_in_two_steps_is_adding_at_once(
    calendar: WorkingCalendar, start: datetime, first: int, second: int
) -> None:
    stepwise = calendar.add_working(calendar.add_working(start, first / 60), second / 60)
    at_once = calendar.add_working(start, (first + second) / 60)
    assert calendar.working_between(start, stepwise) - calendar.working_between(start, at_once) < timedelta(
        milliseconds=1
    )


@law
@given(calendars, moments, moments, moments)
def test_law_parts_add_up(calendar: WorkingCalendar, one: datetime, two: datetime, three: datetime) -> None:
    whole = calendar.working_between(one, three)
    assert whole == calendar.working_between(one, two) + calendar.working_between(two, three)


@law
@given(calendars, moments, moments)
def test_law_working_time_is_never_more_than_time(
    calendar: WorkingCalendar, one: datetime, two: datetime
) -> None:
    start, end = sorted([one, two])
    assert timedelta(0) <= calendar.working_between(start, end) <= end - start
    assert calendar.working_between(end, start) == -calendar.working_between(start, end)


@law
@given(calendars, moments, minutes, minutes)
def test_law_more_hours_end_later(calendar: WorkingCalendar, start: datetime, one: int, two: int) -> None:
    fewer, more = sorted([one, two])
    assert calendar.add_working(start, fewer / 60) <= calendar.add_working(start, more / 60)
