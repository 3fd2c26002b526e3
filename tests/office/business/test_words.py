from datetime import time

import pytest

from tandem.office.business.words import Unreadable, read_stretches, stretches_words

NINE_TO_FIVE = ((time(9), time(17)),)


@pytest.mark.parametrize(
    "text", ["9:00 to 17:00", "9-17", "9 to 5", "9am–5pm", " 09.00 – 17.00 ", "9h00-17h00", "9 to 5pm"]
)
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert read_stretches(text) == NINE_TO_FIVE


def test_two_stretches_and_none() -> None:
    assert read_stretches("13:30-18, 9 to 12:30") == (
        (time(9), time(12, 30)),
        (time(13, 30), time(18)),
    )
    assert read_stretches("  ") == ()
    assert read_stretches("18 to 24") == ((time(18), time(23, 59)),)


@pytest.mark.parametrize("text", ["nine", "9", "17 to 9", "9 to 25", "9:70 to 10", "9-12, 11-14", "13pm-14"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_stretches(text)


def test_what_is_shown_can_be_read_again() -> None:
    stretches = read_stretches("9:05-12:30, 13-18:45")
    assert stretches_words(stretches) == "9:05 to 12:30, 13:00 to 18:45"
    assert read_stretches(stretches_words(stretches)) == stretches
