from decimal import Decimal

import pytest

from tandem.money.amount import Amount
from tandem.money.currency import ACTIVE, digits_of, from_major, major, plain, sign_of, written

NO_BREAK = "\u00a0"


def test_every_active_currency_has_its_decimals() -> None:
    # given ISO 4217 list one: 165 codes people trade in
    count = {digits: sum(1 for d in ACTIVE.values() if d == digits) for digits in (0, 2, 3, 4)}
    # then
    assert count == {0: 17, 2: 139, 3: 7, 4: 2}
    assert [digits_of(code) for code in ("GBP", "JPY", "KWD", "CLF", "MGA", "ISK")] == [2, 0, 3, 4, 2, 0]


def test_papers_of_earlier_years_are_still_written() -> None:
    assert written(Amount(12_50, "BGN")) == f"BGN{NO_BREAK}12.50"
    assert "BGN" not in ACTIVE


def test_an_unknown_currency_is_named() -> None:
    with pytest.raises(ValueError, match="do not know the currency 'XYZ'"):
        digits_of("XYZ")


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (136_800, "GBP", "£1,368"),
        (50, "GBP", "£0.50"),
        (5, "GBP", "£0.05"),
        (0, "GBP", "£0"),
        (5_760_000, "EUR", "€57,600"),
        (1_200, "JPY", "¥1,200"),
        (1_250, "KWD", f"KWD{NO_BREAK}1.250"),
        (1_000, "KWD", f"KWD{NO_BREAK}1"),
        (-48_000, "GBP", "−£480"),
        (-1_250, "KWD", f"−KWD{NO_BREAK}1.250"),
        (123_456_789, "GBP", "£1,234,567.89"),
        (48_000, "USD", "$480"),
        (48_000, "CAD", "CA$480"),
        (48_000, "CHF", f"CHF{NO_BREAK}480"),
        (12_345, "CLF", f"CLF{NO_BREAK}1.2345"),
    ],
)
def test_amounts_are_written_the_british_way(minor: int, currency: str, expected: str) -> None:
    assert written(Amount(minor, currency)) == expected


def test_a_column_keeps_its_pence() -> None:
    assert written(Amount(136_800, "GBP"), whole_if_possible=False) == "£1,368.00"
    assert written(Amount(1_200, "JPY"), whole_if_possible=False) == "¥1,200"


def test_a_field_is_filled_plainly() -> None:
    assert plain(Amount(123_450, "GBP")) == "1234.50"
    assert plain(Amount(-5, "GBP")) == "-0.05"
    assert plain(Amount(1_200, "JPY")) == "1200"
    assert plain(Amount(10**17, "GBP")) == "1000000000000000.00"


def test_whole_units_and_back() -> None:
    assert major(Amount(123_450, "GBP")) == Decimal("1234.50")
    assert from_major(Decimal("1234.505"), "GBP") == Amount(123_451, "GBP")
    assert from_major(Decimal("1200"), "JPY") == Amount(1_200, "JPY")
    assert from_major(Decimal("1.25"), "KWD") == Amount(1_250, "KWD")


def test_the_sign_is_the_code_where_there_is_none() -> None:
    assert [sign_of(code) for code in ("GBP", "EUR", "JPY", "KWD")] == ["£", "€", "¥", "KWD"]
