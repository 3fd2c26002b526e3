"""How far a hat counts that was on. Pure: no database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tandem.office.business.hours import WorkingCalendar
from tandem.together.hats.forgotten import Counted, counted

LONDON = ZoneInfo("Europe/London")
# Nine to five, Monday to Friday.
WORKING = WorkingCalendar(LONDON, closed=frozenset({date(2026, 11, 25)}))
TUESDAY, CLOSED, SATURDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 28)


def at(clock: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "signs", "until", "was_left_on"),
    [
        # Off again within four hours: it counts whole, whatever was noted.
        ("09:00", "13:00", [], "13:00", False),
        ("09:00", "13:01", [], "09:00", True),
        # From sign to sign, none further from the last than four hours.
        ("09:00", "16:00", ["10:00", "13:30"], "16:00", False),
        ("09:00", "16:00", ["10:00"], "10:00", True),
        ("09:00", "16:30", ["10:00", "14:01"], "10:00", True),
        # An hour over the end of the day is no silence yet, more is.
        ("14:00", "18:00", ["16:30"], "18:00", False),
        ("14:00", "18:01", ["16:30"], "16:30", True),
        # Somebody who works on into the evening counts, sign by sign.
        ("14:00", "19:00", ["16:30", "17:50"], "19:00", False),
        # After closing no end of the day is set.
        ("19:00", "22:59", [], "22:59", False),
        ("19:00", "23:30", [], "19:00", True),
        # Signs from before it was put on, or after it was off, are none of its signs.
        ("09:00", "12:00", ["08:00", "12:30"], "12:00", False),
    ],
)
def test_it_counts_to_its_end_or_to_the_last_sign(
    start: str, end: str, signs: list[str], until: str, was_left_on: bool
) -> None:
    told = counted(at(start), at(end), [at(sign) for sign in signs], WORKING)
    assert told == Counted(at(until), was_left_on)


def test_a_hat_left_on_over_night_counts_to_the_last_sign_of_the_day() -> None:
    signs = [at("10:00"), at("13:30"), at("16:40"), at("09:05", CLOSED)]
    assert counted(at("09:00"), at("09:10", CLOSED), signs, WORKING) == Counted(at("16:40"), True)


@pytest.mark.parametrize("day", [CLOSED, SATURDAY])
def test_on_a_day_off_no_closing_ends_it(day: date) -> None:
    assert counted(at("15:00", day), at("18:59", day), [], WORKING) == Counted(at("18:59", day), False)


def test_over_midnight() -> None:
    until = at("00:45", CLOSED)
    assert counted(at("22:00"), until, [], WORKING) == Counted(until, False)


def test_nobody_wears_a_hat_for_more_than_twelve_hours() -> None:
    # given a sign every hour from eight in the morning to eleven at night
    signs = [at("08:00") + timedelta(hours=hour) for hour in range(1, 16)]
    assert counted(at("08:00"), at("23:30"), signs, WORKING) == Counted(at("20:00"), True)


def test_four_hours_of_silence_are_four_real_hours_when_the_clocks_go_back() -> None:
    # given the night to 25 October 2026: from 23:00 to 2:30 by the clock are four and a half hours
    start, night = at("23:00", date(2026, 10, 24)), date(2026, 10, 25)
    assert counted(start, at("02:30", night), [], WORKING) == Counted(start, True)
    assert counted(start, at("02:00", night), [], WORKING) == Counted(at("02:00", night), False)
