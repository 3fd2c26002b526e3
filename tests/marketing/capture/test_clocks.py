"""What a phone's clock is worth: its own time with its offset, by our clock, within 30 days."""

import datetime

import pytest

from tandem.marketing.capture.rules import behind_by, read_clock, when_heard
from tandem.marketing.capture.words import Clock
from tandem.office.business.reach import is_loopback
from tests.handover.desks import NOW, days, hours

MINUTE = datetime.timedelta(minutes=1)
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-03T11:00:00.000+01:00", NOW),
        ("2026-11-03T10:00:00Z", NOW),
        ("2026-11-02T23:30:00-10:30", NOW),
        ("2026-11-03T10:00:00", None),
        ("this morning", None),
        ("", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_moment_has_an_offset(said: str, moment: datetime.datetime | None) -> None:
    assert read_clock(said) == moment


@pytest.mark.parametrize(
    ("sent", "behind"),
    [
        (NOW - 30 * SECOND, datetime.timedelta()),
        (NOW + 2 * MINUTE, datetime.timedelta()),
        (NOW - hours(1), hours(1)),
        (NOW + days(400), -days(400)),
    ],
)
def test_a_clock_that_is_wrong_by_more_than_two_minutes_is_put_right(
    sent: datetime.datetime, behind: datetime.timedelta
) -> None:
    assert behind_by(sent.isoformat(), at=NOW) == behind


def test_a_phone_that_does_not_say_when_it_sends_is_taken_at_its_word() -> None:
    assert behind_by("", at=NOW) == datetime.timedelta()


@pytest.mark.parametrize(
    ("clock", "heard_at", "clamped"),
    [
        # as it was said
        (Clock("2026-11-02T18:30:00+01:00"), NOW - hours(16.5), ""),
        (Clock((NOW - days(30)).isoformat()), NOW - days(30), ""),
        # a little ahead is now, and nobody needs to know
        (Clock((NOW + MINUTE).isoformat()), NOW, ""),
        # an hour behind, or a year: put right by what it said on sending
        (Clock((NOW - hours(3)).isoformat(), hours(1)), NOW - hours(2), ""),
        (Clock((NOW - days(366)).isoformat(), days(365)), NOW - days(1), ""),
        # beyond that, the nearest that can be
        (Clock((NOW - days(30) - SECOND).isoformat()), NOW - days(30), "early"),
        (Clock((NOW + hours(1)).isoformat()), NOW, "late"),
        (Clock("tomorrow"), NOW, "unreadable"),
        (Clock("9999-12-31T23:59:59+00:00", days(2)), NOW, "unreadable"),
    ],
)
def test_when_somebody_was_heard(clock: Clock, heard_at: datetime.datetime, clamped: str) -> None:
    assert when_heard(clock, at=NOW) == (heard_at, clamped)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("[::1]", True),
        ("tandem.localhost", True),
        ("192.168.1.20", False),
        ("tandem.example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_which_address_is_this_machine_itself(host: str, own: bool) -> None:
    assert is_loopback(host) is own
