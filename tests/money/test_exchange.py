from datetime import date
from decimal import Decimal

import pytest

from tandem.money.amount import Amount, MixedCurrencies
from tandem.money.exchange import ExchangeRate, converted, converted_parts

ON = date(2026, 11, 3)


def rate(of: str, into: str, number: str) -> ExchangeRate:
    return ExchangeRate(of, into, Decimal(number), ON, "typed by Maya")


@pytest.mark.parametrize(
    ("minor", "kept", "expected"),
    [
        (100_00, rate("EUR", "GBP", "0.8642"), Amount(86_42, "GBP")),
        (1_200, rate("JPY", "GBP", "0.0049"), Amount(588, "GBP")),
        (100_00, rate("GBP", "JPY", "203.55"), Amount(20_355, "JPY")),
        (1_250, rate("KWD", "GBP", "2.4821"), Amount(310, "GBP")),
        (100_00, rate("GBP", "GBP", "1"), Amount(100_00, "GBP")),
        (-100_00, rate("EUR", "GBP", "0.8642"), Amount(-86_42, "GBP")),
    ],
)
def test_decimals_of_both_currencies_are_kept_apart(minor: int, kept: ExchangeRate, expected: Amount) -> None:
    assert converted(Amount(minor, kept.of), kept) == expected


def test_converted_lines_agree_with_the_converted_total() -> None:
    # given three lines of one cent, worth 0.5p each
    kept = rate("EUR", "GBP", "0.5")
    parts = [Amount(1, "EUR")] * 3
    # then each alone would be a penny, together they are two
    assert [part.minor for part in converted_parts(parts, kept)] == [1, 1, 0]
    assert converted(Amount(3, "EUR"), kept) == Amount(2, "GBP")


def test_the_wrong_currency_is_refused() -> None:
    for convert in (
        lambda: converted(Amount(1, "USD"), rate("EUR", "GBP", "0.86")),
        lambda: converted_parts([Amount(1, "USD")], rate("EUR", "GBP", "0.86")),
    ):
        with pytest.raises(MixedCurrencies):
            convert()


@pytest.mark.parametrize("number", ["0", "-1", "NaN", "Infinity"])
def test_a_rate_is_above_zero(number: str) -> None:
    with pytest.raises(ValueError, match="above zero"):
        rate("EUR", "GBP", number)


def test_a_currency_is_worth_itself() -> None:
    with pytest.raises(ValueError, match="leave the rate at 1"):
        rate("GBP", "GBP", "1.1")
