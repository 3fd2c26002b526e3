"""The money of a quote keeps its laws, in currencies with no, two and three decimals."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.money.rounding import RoundedPer
from tandem.money.tax import Method, Prices
from tandem.sales.paper.numbers import plain_number
from tandem.sales.quotes.sheet import line_shown, lines_in, totals_of
from tandem.sales.quotes.sums import left_of, off_whole, ordered, sums_of, taken
from tandem.sales.quotes.words import NOTHING_OFF, LineWritten, Off

PERCENT = st.decimals(0, 100, places=2, allow_nan=False)
# What is in use, and one with three decimals that no whole number of basis points is.
RATES = st.sampled_from([Decimal(0), Decimal(5), Decimal("7.7"), Decimal("9.975"), Decimal(20), Decimal(25)])


@st.composite
def lines(draw: Any) -> LineWritten:
    by_share = draw(st.booleans())
    return LineWritten(
        words="Chair",
        price_minor=draw(st.integers(0, 10**9)),
        quantity=draw(st.decimals(Decimal("0.001"), 9999, places=3, allow_nan=False)),
        tax_percent=draw(RATES),
        discount_percent=draw(PERCENT) if by_share else Decimal(0),
        discount_minor=0 if by_share else draw(st.integers(0, 10**10)),
        optional=draw(st.booleans()),
    )


OFFS = st.one_of(
    st.just(NOTHING_OFF),
    PERCENT.map(lambda percent: Off(percent=percent)),
    st.integers(0, 10**10).map(lambda minor: Off(minor=minor)),
)
DOCUMENTS = st.tuples(
    st.lists(lines(), max_size=8),
    st.sampled_from(["JPY", "EUR", "KWD"]),
    st.builds(Method, st.sampled_from(Prices), st.sampled_from(RoundedPer)),
    OFFS,
)


@given(DOCUMENTS)
def test_lines_add_up_and_net_and_tax_are_gross(document: Any) -> None:
    written, currency, method, off = document
    sums = sums_of(written, currency=currency, method=method, off=off)
    assert sums.net.minor == sum(line.net.minor for line in sums.lines)
    assert sums.tax.minor == sum(line.tax.minor for line in sums.lines)
    assert sums.gross - sums.net == sums.tax
    for line in sums.lines:
        assert line.net + line.tax == line.gross


@given(DOCUMENTS)
def test_a_discount_never_makes_anything_negative(document: Any) -> None:
    written, currency, method, off = document
    sums = sums_of(written, currency=currency, method=method, off=off)
    for part in (sums, *sums.lines):
        assert min(part.net.minor, part.tax.minor, part.gross.minor) >= 0


@given(DOCUMENTS, st.randoms())
def test_the_order_of_lines_does_not_matter(document: Any, chance: Any) -> None:
    written, currency, method, off = document
    other = list(written)
    chance.shuffle(other)
    one = sums_of(written, currency=currency, method=method, off=off)
    two = sums_of(other, currency=currency, method=method, off=off)
    assert (one.net, one.tax, one.gross, one.rates) == (two.net, two.tax, two.gross, two.rates)


@given(DOCUMENTS)
def test_what_comes_off_the_whole_comes_off_the_lines_to_the_penny(document: Any) -> None:
    # given what each line costs after its own discount
    written, currency, method, off = document
    left = [left_of(line, currency, method).minor for line in written]
    # when something comes off the whole
    whole = off_whole(written, off, currency=currency, method=method).minor
    sums = sums_of(written, currency=currency, method=method, off=off)
    # then the lines bear it together, none more than it costs, and each rate is on what is left under it
    paid = [part.net if method.prices is Prices.NET else part.gross for part in sums.lines]
    assert sum(one.minor for one in paid) == sum(left) - whole
    assert all(0 <= one.minor <= before for one, before in zip(paid, left, strict=True))
    assert sum(rate.net.minor for rate in sums.rates) == sums.net.minor
    assert sum(rate.tax.minor for rate in sums.rates) == sums.tax.minor


@given(DOCUMENTS, st.frozensets(st.integers(1, 8)))
def test_what_was_shown_is_worked_out_again_to_the_same_penny(document: Any, chosen: Any) -> None:
    # given lines as they are kept with a version that was sent
    written, currency, method, off = document
    shown = {
        "currency": currency,
        "prices": method.prices.value,
        "rounded_per": method.rounded_per.value,
        "rounding": method.rounding.value,
        "tax_name": "VAT",
        "discount_minor": off.minor,
        "discount_percent": plain_number(off.percent),
        "lines": [line_shown(line, currency, method) for line in written],
    }
    # when they are read again, with some chosen
    totals = totals_of(shown, lines_in(shown), chosen)
    # then it comes to what they came to, and the order to the same
    kept = taken(written, chosen)
    sums = sums_of(kept, currency=currency, method=method, off=off)
    assert (totals["net_minor"], totals["tax_minor"], totals["gross_minor"]) == (
        sums.net.minor,
        sums.tax.minor,
        sums.gross.minor,
    )
    assert sum(line.net_minor for line in ordered(kept, sums)) == sums.net.minor


@pytest.mark.parametrize(
    ("prices", "net", "tax", "gross"), [("net", 1000, 100, 1100), ("gross", 909, 91, 1000)]
)
def test_a_rate_of_three_decimals_is_not_rounded_first(prices: str, net: int, tax: int, gross: int) -> None:
    # 1,000 fils at 9.975%: 99.75 put on is 100, and in 1,000 there are 90.7
    line = LineWritten(words="Chair", price_minor=1000, tax_percent=Decimal("9.975"))
    sums = sums_of([line], currency="KWD", method=Method(Prices(prices)))
    assert (sums.net.minor, sums.tax.minor, sums.gross.minor) == (net, tax, gross)
