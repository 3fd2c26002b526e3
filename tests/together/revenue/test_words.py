"""What is said of the months on a page."""

import pytest

from tandem.together.revenue.words import best_words


def test_which_month_booked_most() -> None:
    assert best_words({"October": 40000, "November": 60000}, "GBP") == "November booked most: £600"
    assert best_words({"October": 40000, "November": 60000}, "GBP", "May to November") == (
        "Of May to November, November booked most: £600"
    )


@pytest.mark.parametrize(
    "booked",
    [
        {},
        {"November": 60000},
        {"October": 0, "November": 0},
        # all but one are nought: the others booked nothing to be more than
        {"September": 0, "October": 0, "November": 60000},
        {"September": 60000, "October": 40000, "November": 60000},
        {"October": -500, "November": 60000},
        {"October": -500, "November": -100},
    ],
)
def test_where_no_one_month_booked_most_none_is_named(booked: dict[str, int]) -> None:
    assert best_words(booked, "GBP") == ""
