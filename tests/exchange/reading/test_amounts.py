from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.exchange.reading.amounts import decimal_mark, read_amount, read_currency
from tandem.exchange.reading.rejections import BadValue, Fault


@pytest.mark.parametrize(
    ("text", "mark", "amount", "currency"),
    [
        ("1234.50", ".", "1234.50", ""),
        ("1,234.50", ".", "1234.50", ""),
        ("1.234,50", ",", "1234.50", ""),
        ("1 234,50 €", ",", "1234.50", "EUR"),
        ("£480", ".", "480", "GBP"),
        ("(45.00)", ".", "-45.00", ""),
        ("45-", ".", "-45", ""),
        ("−45", ".", "-45", ""),
        ("EUR 1'234.50", ".", "1234.50", "EUR"),
        ("$12", ".", "12", ""),
        ("12.50 USD", ".", "12.50", "USD"),
        ("1.234", ",", "1234", ""),
        ("1,234", ".", "1234", ""),
        ("12,5", ".", "12.5", ""),
        ("1.234,50", ".", "1234.50", ""),
        ("1,23,456.00", ".", "123456.00", ""),
        (".5", ".", "0.5", ""),
        ("0", ",", "0", ""),
        ("1.2E3", ".", "1200", ""),
        ("480.-", ".", "480", ""),
        (480.5, ",", "480.5", ""),
        (3, ".", "3", ""),
        ("-£45.00", ".", "-45.00", "GBP"),
        ("R$ 1.234,56", ",", "1234.56", "BRL"),
        ("CHF 480.–".replace("–", "-"), ".", "480", "CHF"),
        ("CHF 1'200.–", ".", "1200", "CHF"),
        ("1’200.— Fr.", ".", "1200", "CHF"),
        ("–45", ".", "-45", ""),
        ("Fr. 1'200.50", ".", "1200.50", "CHF"),
        ("Fr. 480.–", ".", "480", "CHF"),
        ("SFr. 480.-", ".", "480", "CHF"),
        ("480 sFr.", ".", "480", "CHF"),
        ("-Fr. 45", ".", "-45", "CHF"),
        ("Rs. 500", ".", "500", ""),
        ("kr. 1.200,50", ",", "1200.50", ""),
        ("GBP.50", ".", "0.50", "GBP"),
    ],
)
def test_an_amount_however_it_is_written(text, mark, amount, currency):
    assert read_amount(text, mark) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "Infinity",
        "-inf",
        "1e400",
        "12 apples",
        "1.2.3,4,5",
        "--5",
        "£",
        "1,2,3",
        "9" * 70,
        float("nan"),
        float("inf"),
        True,
        "٣",
        "12..5",
        "(-5)",
    ],
)
def test_what_is_no_amount_is_rejected(text):
    with pytest.raises(BadValue) as bad:
        read_amount(text, ".")
    assert bad.value.fault is Fault.NOT_AN_AMOUNT


def test_an_amount_beyond_all_measure_is_rejected():
    with pytest.raises(BadValue) as bad:
        read_amount("1" + "0" * 14, ".")
    assert bad.value.fault is Fault.AMOUNT_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.234,50", ","),
        ("1,234.50", "."),
        ("12,5", ","),
        ("12.50", "."),
        ("1.234", ""),
        ("1,234", ""),
        ("0.125", "."),
        ("1.234.567", ","),
        ("1,234,567", "."),
        ("1234.500", "."),
        ("480", ""),
    ],
)
def test_which_amounts_prove_the_decimal_mark(text, mark):
    assert decimal_mark(text) == mark


def test_a_currency_is_three_letters_or_a_sign_of_one():
    assert [read_currency(text) for text in ("eur", "GBP", "€", "£")] == ["EUR", "GBP", "EUR", "GBP"]
    for text in ("$", "XYZ1", "euros", "NAN"):
        with pytest.raises(BadValue):
            read_currency(text)


@given(st.decimals(0, 10**9, places=2), st.sampled_from([".", ","]))
def test_an_amount_comes_back_from_both_ways_to_write_it(amount, mark):
    english = f"{amount:,.2f}"
    text = english if mark == "." else english.translate({ord(","): ".", ord("."): ","})

    assert read_amount(text, mark) == (amount, "")


@given(st.text(max_size=70), st.sampled_from([".", ","]))
def test_any_text_is_a_finite_amount_or_a_bad_value(text, mark):
    try:
        amount, _currency = read_amount(text, mark)
    except BadValue:
        return
    assert amount.is_finite()
