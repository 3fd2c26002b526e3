from decimal import Decimal

import pytest

from tandem.money.amount import Amount, MixedCurrencies, total, zero
from tandem.money.rounding import Rounding


def pounds(minor: int) -> Amount:
    return Amount(minor, "GBP")


def test_the_quote_of_the_pictures_adds_up() -> None:
    lines = [pounds(84_000), pounds(24_000), pounds(6_000)]
    assert total(lines, "GBP") == pounds(114_000)
    assert pounds(114_000) + pounds(22_800) == pounds(136_800)
    assert pounds(136_800) - pounds(22_800) == pounds(114_000)
    assert -pounds(500) == pounds(-500)
    assert abs(pounds(-500)) == pounds(500)


def test_nothing_at_all_adds_up_to_nothing_of_that_currency() -> None:
    assert total([], "JPY") == zero("JPY")
    assert zero("JPY").is_zero
    assert not zero("JPY").is_negative


def test_amounts_compare_within_a_currency() -> None:
    assert pounds(1) < pounds(2) <= pounds(2)
    assert pounds(3) > pounds(2) >= pounds(2)
    assert max(pounds(1), pounds(7), pounds(3)) == pounds(7)


def test_mixing_currencies_raises_and_says_what_to_do() -> None:
    euros = Amount(100, "EUR")
    for mix in (
        lambda: pounds(100) + euros,
        lambda: pounds(100) - euros,
        lambda: pounds(100) < euros,
        lambda: pounds(100) <= euros,
        lambda: pounds(100) > euros,
        lambda: pounds(100) >= euros,
        lambda: total([pounds(1), euros], "GBP"),
    ):
        with pytest.raises(MixedCurrencies, match="in GBP and in EUR"):
            mix()


def test_amounts_of_two_currencies_are_never_equal() -> None:
    assert Amount(100, "EUR") != pounds(100)


@pytest.mark.parametrize("wrong", [1.5, "3", True, Decimal(3)])
def test_minor_units_are_whole_numbers(wrong: object) -> None:
    with pytest.raises(TypeError, match="whole number"):
        Amount(wrong, "GBP")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["gbp", "GB", "GBPX", "G1P", ""])
def test_a_currency_is_three_capital_letters(wrong: str) -> None:
    with pytest.raises(ValueError, match="three capital letters"):
        Amount(1, wrong)


def test_an_amount_goes_with_an_amount_only() -> None:
    with pytest.raises(TypeError):
        pounds(1) + 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("minor", "by", "rounding", "expected"),
    [
        (1_01, "0.5", Rounding.HALF_UP, 51),
        (1_01, "0.5", Rounding.HALF_EVEN, 50),
        (1_03, "0.5", Rounding.HALF_EVEN, 52),
        (-1_01, "0.5", Rounding.HALF_UP, -51),
        (-1_01, "0.5", Rounding.HALF_EVEN, -50),
        (1_00, "0.333", Rounding.HALF_UP, 33),
        (10**17, "1.0000000000000000000000000001", Rounding.HALF_UP, 10**17),
    ],
)
def test_multiplying_rounds_once_as_stated(minor: int, by: str, rounding: Rounding, expected: int) -> None:
    assert pounds(minor).multiplied(Decimal(by), rounding) == pounds(expected)
