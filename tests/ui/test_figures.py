from decimal import Decimal

import pytest

from tandem.ui.figures import (
    money_range_words,
    money_words,
    number_words,
    one_in_words,
    share_range_words,
    share_words,
)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (3, 18, "3 of 18"),
        (0, 0, "0 of 0"),
        (19, 19, "19 of 19"),
        (5, 20, "25%"),
        (80, 500, "16%"),
        (1, 500, "under 1%"),
        (0, 500, "0%"),
        (499, 500, "over 99%"),
        (500, 500, "100%"),
    ],
)
def test_there_is_no_percentage_below_twenty_and_no_false_nought(part: int, whole: int, words: str) -> None:
    assert share_words(part, whole) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (80, 500, "1 in 6"),
        (115, 460, "1 in 4"),
        (60, 98, "6 in 10"),
        (0, 50, "none of 50"),
        (3, 18, "3 of 18"),
    ],
)
def test_prose_says_one_in_so_many(part: int, whole: int, words: str) -> None:
    assert one_in_words(part, whole) == words


def test_numbers_and_money_are_written_alike() -> None:
    assert number_words(1722) == "1,722"
    assert number_words(Decimal("-2.5")) == "−2.5"
    assert number_words(1.25, 1) == "1.2"
    assert money_words(136_800, "GBP") == "£1,368"
    assert money_words(136_800, "GBP", exact=True) == "£1,368.00"
    assert money_words(-250, "GBP") == "−£2.50"
    assert money_range_words(4_520_000, 7_300_000, "GBP") == "£45,200 to £73,000"
    assert share_range_words(0.13, 0.19) == "13 to 19%"
