from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tandem.ui.moments import duration_words, waiting_words, when_words

NOW = datetime(2026, 11, 3, 9, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 3, 11, 30, tzinfo=UTC), "today, 11:30"),
        (datetime(2026, 11, 2, 11, 20, tzinfo=UTC), "yesterday, 11:20"),
        (datetime(2026, 11, 4, 9, 0, tzinfo=UTC), "tomorrow, 9:00"),
        (datetime(2026, 10, 7, 9, 15, tzinfo=UTC), "Wed 7 Oct, 9:15"),
        (datetime(2026, 10, 6, 16, 30, tzinfo=UTC), "Tue 6 Oct, 16:30"),
        (datetime(2026, 9, 28, 8, 0, tzinfo=UTC), "28 Sept"),
        (datetime(2025, 9, 28, 8, 0, tzinfo=UTC), "28 Sept 2025"),
        (date(2026, 10, 30), "Fri 30 Oct"),
        (date(2026, 11, 3), "today"),
        (date(2027, 3, 1), "1 March 2027"),
    ],
)
def test_a_moment_is_told_as_one_says_it(moment: date, words: str) -> None:
    assert when_words(moment, NOW) == words


def test_the_day_is_that_of_the_zone_one_sits_in() -> None:
    late_in_london = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)

    with timezone.override("Asia/Tokyo"):
        assert when_words(late_in_london, NOW) == "today, 5:00"


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(minutes=40, seconds=59), "40 min"),
        (timedelta(minutes=-5), "0 min"),
        (timedelta(hours=1, minutes=5), "1 h 05"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=7, minutes=59), "7 h 59"),
        (timedelta(hours=8, minutes=1), "8 h"),
        (timedelta(hours=14, minutes=24), "14 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, hours=23), "1 day"),
        (timedelta(days=9, hours=23), "9 days"),
    ],
)
def test_a_duration_has_at_most_two_parts(duration: timedelta, words: str) -> None:
    assert duration_words(duration) == words


def test_waiting_is_told_in_words() -> None:
    assert waiting_words(NOW - timedelta(days=9), NOW) == "waiting 9 days"
