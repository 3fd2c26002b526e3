"""What holds for every amount, in currencies with 0, 2 and 3 decimals."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.money.amount import Amount, total
from tandem.money.currency import CannotRead, from_major, major, parsed, plain, written
from tandem.money.exchange import ExchangeRate, converted, converted_parts
from tandem.money.reading import LARGEST_MINOR, DecimalMark
from tandem.money.rounding import RoundedPer, Rounding, rounded, spread
from tandem.money.tax import Line, Method, Prices, gross_of, net_of, share_of, tax_in_gross, taxed

often = settings(max_examples=200, deadline=None)

currencies = st.sampled_from(["JPY", "GBP", "EUR", "KWD"])
minors = st.integers(-(10**11), 10**11)
roundings = st.sampled_from(Rounding)
rates = st.one_of(
    st.sampled_from([0, 500, 700, 1_900, 2_000, 2_500, Decimal("0.08875"), Decimal("0.055")]),
    st.integers(0, 10_000),
)
methods = st.builds(Method, st.sampled_from(Prices), st.sampled_from(RoundedPer), roundings)
quantities = st.decimals("0.001", "500", places=3)


@st.composite
def documents(draw: st.DrawFn, lowest: int = 0) -> tuple[str, list[Line], Amount]:
    currency = draw(currencies)
    amounts = st.builds(Amount, st.integers(lowest, 10**7), st.just(currency))
    discounts = st.builds(Amount, st.integers(0, 10**7), st.just(currency))
    lines = st.builds(Line, amounts, rates, quantities, st.none() | discounts)
    return currency, draw(st.lists(lines, max_size=8)), draw(discounts)


def _sentence(text: str, currency: str, decimal: DecimalMark | None) -> tuple[str, tuple[str, ...]]:
    try:
        parsed(text, currency=currency, decimal=decimal)
    except CannotRead as refused:
        return str(refused), refused.instead
    return "", ()


def _readings(text: str, currency: str) -> list[Amount]:
    """What a text is read as, or the amounts it asks to choose from."""
    _, instead = _sentence(text, currency, None)
    if not instead:
        return [parsed(text, currency=currency)]
    sign = -1 if text.startswith("−") else 1
    return [parsed(offered, currency=currency).multiplied(sign) for offered in instead]


@often
@given(st.lists(minors, max_size=6), minors, currencies)
def test_adding_is_adding(parts: list[int], one: int, currency: str) -> None:
    amounts = [Amount(part, currency) for part in parts]
    assert total(amounts, currency) == total(reversed(amounts), currency) == Amount(sum(parts), currency)
    assert total(amounts, currency) + Amount(one, currency) - Amount(one, currency) == total(
        amounts, currency
    )


@often
@given(minors, st.decimals("-1000", "1000", places=5), roundings, currencies)
def test_a_product_is_at_most_half_a_unit_off(minor: int, by: Decimal, how: Rounding, currency: str) -> None:
    product = Amount(minor, currency).multiplied(by, how)
    assert abs(product.minor - minor * Fraction(by)) <= Fraction(1, 2)
    assert Amount(-minor, currency).multiplied(by, how) == -product


@often
@given(st.lists(st.fractions(-1000, 1000), max_size=10), roundings)
def test_parts_add_up_and_stay_within_one_unit(shares: list[Fraction], how: Rounding) -> None:
    whole = rounded(sum(shares, Fraction()), how)
    parts = spread(whole, shares, [(share,) for share in shares])
    assert sum(parts) == whole
    assert all(abs(part - share) < 1 or part == share for part, share in zip(parts, shares, strict=True))


@often
@given(st.integers(-LARGEST_MINOR, LARGEST_MINOR), currencies, st.booleans())
def test_what_is_written_is_read_back_or_asked_about(minor: int, currency: str, whole: bool) -> None:
    amount = Amount(minor, currency)
    assert parsed(written(amount, whole), currency=currency, decimal=".") == amount
    assert parsed(plain(amount), currency=currency, decimal=".") == amount
    assert from_major(major(amount), currency) == amount
    assert amount in _readings(written(amount, whole), currency)


@often
@given(
    st.text(max_size=12) | st.text("0123456789.,'’ -−£€()k", max_size=12),
    currencies,
    st.sampled_from([None, ".", ","]),
)
def test_whatever_is_typed_gets_an_amount_or_a_sentence(
    text: str, currency: str, decimal: DecimalMark | None
) -> None:
    sentence, instead = _sentence(text, currency, decimal)
    assert sentence == "" or sentence.endswith(".")
    for offered in instead:
        assert _sentence(offered, currency, decimal or ".") == ("", ())


@often
@given(minors, rates, roundings, currencies)
def test_net_to_gross_and_back(minor: int, rate: int | Decimal, how: Rounding, currency: str) -> None:
    net = Amount(minor, currency)
    gross = gross_of(net, rate, how)
    assert gross - net == net.multiplied(share_of(rate), how)
    assert net_of(gross, rate) == net
    assert net_of(gross, rate, how) + tax_in_gross(gross, rate, how) == gross


@often
@given(documents(lowest=-(10**7)), methods)
def test_lines_and_rates_add_up_to_the_total(document: tuple[str, list[Line], Amount], how: Method) -> None:
    currency, lines, discount = document
    done = taxed(lines, currency=currency, method=how, discount=discount)
    for part in ("net", "tax", "gross"):
        assert total((getattr(line, part) for line in done.lines), currency) == getattr(done, part)
        assert total((getattr(rate, part) for rate in done.rates), currency) == getattr(done, part)
    for piece in (done, *done.lines, *done.rates):
        assert piece.gross - piece.net == piece.tax
    assert done.amount - done.discount == (done.net if how.prices is Prices.NET else done.gross)


@often
@given(documents(lowest=-(10**7)), methods, st.randoms())
def test_the_order_of_lines_does_not_matter(
    document: tuple[str, list[Line], Amount], how: Method, chance: object
) -> None:
    currency, lines, discount = document
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = taxed(lines, currency=currency, method=how, discount=discount)
    other = taxed(shuffled, currency=currency, method=how, discount=discount)
    assert (one.net, one.tax, one.gross, one.rates) == (other.net, other.tax, other.gross, other.rates)


@often
@given(documents(), methods)
def test_a_discount_never_makes_a_total_negative(
    document: tuple[str, list[Line], Amount], how: Method
) -> None:
    currency, lines, discount = document
    done = taxed(lines, currency=currency, method=how, discount=discount)
    for piece in (done, *done.lines, *done.rates):
        assert not any(part.is_negative for part in (piece.net, piece.tax, piece.gross))
    without = taxed(lines, currency=currency, method=how)
    assert done.discount <= without.discount + discount


@often
@given(documents(), st.sampled_from(Prices), roundings)
def test_per_line_and_per_document_differ_by_half_a_unit_a_line_at_most(
    document: tuple[str, list[Line], Amount], prices: Prices, how: Rounding
) -> None:
    currency, lines, discount = document
    by_line = taxed(lines, currency=currency, method=Method(prices, RoundedPer.LINE, how), discount=discount)
    whole = taxed(
        lines, currency=currency, method=Method(prices, RoundedPer.DOCUMENT, how), discount=discount
    )
    assert abs((by_line.tax - whole.tax).minor) * 2 <= len(lines) + len(whole.rates)


@often
@given(
    st.lists(minors, max_size=6), st.decimals("0.0001", "500", places=4), currencies, currencies, roundings
)
def test_converted_lines_add_up_to_the_converted_total(
    parts: list[int], number: Decimal, of: str, into: str, how: Rounding
) -> None:
    rate = ExchangeRate(of, into, Decimal(1) if of == into else number, date(2026, 11, 3), "typed by Maya")
    amounts = [Amount(part, of) for part in parts]
    assert total(converted_parts(amounts, rate, how), into) == converted(total(amounts, of), rate, how)
