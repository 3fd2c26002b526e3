import pytest

from tandem.money.amount import Amount
from tandem.money.currency import CannotRead, parsed
from tandem.money.reading import DecimalMark


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("480", 48_000),
        ("£480", 48_000),
        (" £ 480 ", 48_000),
        ("480 GBP", 48_000),
        ("gbp 480", 48_000),
        ("£480.00 GBP", 48_000),
        ("1,234.50", 123_450),
        ("1.234,50", 123_450),
        ("1 234,50", 123_450),
        ("1\u00a0234,50", 123_450),
        ("1\u202f234,50", 123_450),
        ("1’234.50", 123_450),
        ("1'234.50", 123_450),
        ("1,368", 136_800),
        ("1,234,567", 123_456_700),
        ("1.234.567", 123_456_700),
        ("1.234.567,8", 123_456_780),
        ("12,34,567.50", 123_456_750),
        ("0.5", 50),
        ("0,5", 50),
        (".50", 50),
        ("£.50", 50),
        ("GBP.50", 50),
        ("5.", 500),
        ("0.500", 50),
        ("1234.500", 123_450),
        ("1 234.500", 123_450),
        ("12.5000", 1_250),
        ("480.-", 48_000),
        ("480,– GBP", 48_000),
        ("-480", -48_000),
        ("−£480", -48_000),
        ("£-480", -48_000),
        ("480-", -48_000),
        ("(1,234.50)", -123_450),
        ("(£480)", -48_000),
        ("+480", 48_000),
        ("٤٨٠", 48_000),
        ("0", 0),
    ],
)
def test_pounds_are_read_as_people_type_them(text: str, minor: int) -> None:
    assert parsed(text, currency="GBP") == Amount(minor, "GBP")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("¥1,200", "JPY", 1_200),
        ("1.200", "JPY", 1_200),
        ("1200.00", "JPY", 1_200),
        ("KWD 1.250", "KWD", 1_250),
        ("1.25", "KWD", 1_250),
        ("1,234.500", "KWD", 1_234_500),
        ("1.2345", "CLF", 12_345),
        ("$480", "CAD", 48_000),
        ("CA$480", "CAD", 48_000),
        ("US$480", "USD", 48_000),
        ("480 kr", "SEK", 48_000),
        ("kr. 480", "NOK", 48_000),
        ("Fr. 480.-", "CHF", 48_000),
        ("Rs.500", "INR", 50_000),
        ("1.234,50 €", "EUR", 123_450),
        ("R$ 1.234,50", "BRL", 123_450),
        ("1 234,50 zł", "PLN", 123_450),
        ("1 234,50 Kč", "CZK", 123_450),
        ("￥1,200", "JPY", 1_200),
    ],
)
def test_other_currencies_are_read_with_their_own_signs(text: str, currency: str, minor: int) -> None:
    assert parsed(text, currency=currency) == Amount(minor, currency)


@pytest.mark.parametrize(
    ("text", "decimal", "minor"),
    [
        ("1.250", ",", 125_000),
        ("1.250", ".", 125),
        ("1,250", ",", 125),
        ("1,250", ".", 125_000),
        ("1.234,50", ",", 123_450),
        ("1234,5", ",", 123_450),
    ],
)
def test_a_known_decimal_mark_leaves_no_question(text: str, decimal: DecimalMark, minor: int) -> None:
    assert parsed(text, currency="GBP", decimal=decimal) == Amount(minor, "GBP")


@pytest.mark.parametrize(
    ("text", "currency", "decimal", "sentence"),
    [
        ("1.250", "GBP", None, "“1.250” can mean two amounts. Type 1250 or 1.25."),
        ("£1.234", "GBP", None, "“1.234” can mean two amounts. Type 1234 or 1.23."),
        ("1,250", "KWD", None, "“1,250” can mean two amounts. Type 1250 or 1.250."),
        ("1.234", "GBP", ".", "GBP has 2 decimals. Type 1.23 or 1.24."),
        ("1,234", "GBP", ",", "GBP has 2 decimals. Type 1,23 or 1,24."),
        ("12.5", "JPY", None, "JPY has no decimals. Type 12 or 13."),
        (
            "1,234.50",
            "GBP",
            ",",
            "The marks in “1,234.50” do not fall on thousands. If you mean 1234,50, type it like that.",
        ),
        (
            "1.234.50",
            "GBP",
            None,
            "The marks in “1.234.50” do not fall on thousands. If you mean 1234.50, type it like that.",
        ),
        (
            "12 34",
            "GBP",
            None,
            "The marks in “12 34” do not fall on thousands. If you mean 12.34, type it like that.",
        ),
        (
            "1 2345,678",
            "GBP",
            None,
            "The marks in “1 2345,678” do not fall on thousands. If you mean 12345678, type it like that.",
        ),
        (
            "12 34",
            "JPY",
            None,
            "The marks in “12 34” do not fall on thousands. If you mean 1234, type it like that.",
        ),
        ("€480", "GBP", None, "“€480” is not in GBP. Type the amount in GBP, without a sign."),
        ("480 EUR", "GBP", None, "“480 EUR” is not in GBP. Type the amount in GBP, without a sign."),
        ("", "GBP", None, "Type an amount, such as 480."),
        ("  ", "GBP", None, "Type an amount, such as 480."),
        ("about 500", "GBP", None, "We can’t read “about 500” as an amount. Try 480."),
        ("5²", "GBP", None, "We can’t read “5²” as an amount. Try 480."),
        ("--480", "GBP", None, "We can’t read “--480” as an amount. Try 480."),
        ("(-480)", "GBP", None, "We can’t read “(-480)” as an amount. Try 480."),
        ("1e5", "GBP", None, "We can’t read “1e5” as an amount. Try 480."),
        ("£", "GBP", None, "We can’t read “£” as an amount. Try 480."),
        ("£.", "GBP", None, "We can’t read “£.” as an amount. Try 480."),
        (
            "9" * 18,
            "GBP",
            None,
            "“999999999999999999” is more than we can keep. Check the number of digits.",
        ),
    ],
)
def test_what_cannot_be_told_says_what_to_type(
    text: str, currency: str, decimal: DecimalMark | None, sentence: str
) -> None:
    with pytest.raises(CannotRead) as refused:
        parsed(text, currency=currency, decimal=decimal)
    assert str(refused.value) == sentence


def test_a_page_can_say_it_in_another_language() -> None:
    with pytest.raises(ValueError, match="two amounts") as refused:
        parsed("1.250", currency="EUR")
    assert isinstance(refused.value, CannotRead)
    assert (refused.value.reason, refused.value.instead) == ("ambiguous", ("1250", "1.25"))


def test_an_unknown_currency_is_no_reading_error() -> None:
    with pytest.raises(ValueError, match="do not know the currency 'XYZ'"):
        parsed("480", currency="XYZ")
