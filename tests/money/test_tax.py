from decimal import Decimal
from fractions import Fraction

import pytest

from tandem.money.amount import Amount
from tandem.money.rounding import RoundedPer, Rounding, spread
from tandem.money.tax import Line, Method, Prices, gross_of, net_of, share_of, tax_in_gross, taxed


def pounds(minor: int) -> Amount:
    return Amount(minor, "GBP")


def line(minor: int, rate: int = 2_000, quantity: str = "1", discount: int | None = None) -> Line:
    return Line(pounds(minor), rate, Decimal(quantity), None if discount is None else pounds(discount))


def test_the_quote_of_the_pictures() -> None:
    # given six chairs at £140, wool for £240 and delivery for £60, all at 20%
    lines = [line(14_000, quantity="6"), line(24_000), line(6_000)]
    # when
    quote = taxed(lines, currency="GBP")
    # then
    assert (quote.net, quote.tax, quote.gross) == (pounds(114_000), pounds(22_800), pounds(136_800))
    assert [row.gross for row in quote.lines] == [pounds(100_800), pounds(28_800), pounds(7_200)]


def test_the_same_quote_typed_gross() -> None:
    lines = [line(16_800, quantity="6"), line(28_800), line(7_200)]
    quote = taxed(lines, currency="GBP", method=Method(prices=Prices.GROSS))
    assert (quote.net, quote.tax, quote.gross) == (pounds(114_000), pounds(22_800), pounds(136_800))


def test_a_rate_is_basis_points_or_a_share() -> None:
    assert share_of(2_000) == share_of(Decimal("0.2")) == Fraction(1, 5)
    for wrong in (Decimal(20), -1, 10_001):
        with pytest.raises(ValueError, match="Write 20% as 2000"):
            share_of(wrong)


def test_net_and_gross() -> None:
    assert gross_of(pounds(9_99), 2_000) == pounds(11_99)
    assert tax_in_gross(pounds(11_99), 2_000) == pounds(2_00)
    assert net_of(pounds(11_99), 2_000) == pounds(9_99)


@pytest.mark.parametrize(
    ("per", "tax", "shares"),
    [(RoundedPer.LINE, 3, [1, 1, 1]), (RoundedPer.DOCUMENT, 2, [1, 1, 0])],
)
def test_rounding_per_line_or_per_document(per: RoundedPer, tax: int, shares: list[int]) -> None:
    # given three lines of 3p at 20%: 0.6p tax each, 1.8p together
    three = [line(3), line(3), line(3)]
    # when
    done = taxed(three, currency="GBP", method=Method(rounded_per=per))
    # then
    assert done.tax == pounds(tax)
    assert [row.tax.minor for row in done.lines] == shares


def test_an_exact_half_goes_as_the_method_says() -> None:
    half = [line(50, rate=100)]
    assert taxed(half, currency="GBP").tax == pounds(1)
    assert taxed(half, currency="GBP", method=Method(rounding=Rounding.HALF_EVEN)).tax == pounds(0)


def test_each_rate_has_its_own_total_highest_first() -> None:
    done = taxed([line(10_000, rate=500), line(20_000), line(5_000, rate=0)], currency="GBP")
    assert [(rate.basis_points, rate.net.minor, rate.tax.minor) for rate in done.rates] == [
        (2_000, 20_000, 4_000),
        (500, 10_000, 500),
        (0, 5_000, 0),
    ]
    assert done.gross == pounds(39_500)


def test_a_documents_discount_is_shared_by_amount() -> None:
    # given £300 at 20% and £100 at 5%, and £40 off
    done = taxed([line(30_000), line(10_000, rate=500)], currency="GBP", discount=pounds(4_000))
    # then three quarters come off the first
    assert [row.discount.minor for row in done.lines] == [3_000, 1_000]
    assert (done.net, done.tax, done.gross) == (pounds(36_000), pounds(5_850), pounds(41_850))


def test_a_lines_own_discount_and_the_documents_add_up() -> None:
    done = taxed([line(10_000, discount=1_000), line(9_000)], currency="GBP", discount=pounds(1_800))
    assert [row.discount.minor for row in done.lines] == [1_900, 900]
    assert (done.amount, done.discount, done.net) == (pounds(19_000), pounds(2_800), pounds(16_200))


def test_a_discount_takes_off_at_most_what_there_is() -> None:
    done = taxed([line(1_000, discount=5_000), line(700)], currency="GBP", discount=pounds(900))
    assert (done.discount, done.gross) == (pounds(1_700), pounds(0))


def test_a_negative_discount_is_refused() -> None:
    with pytest.raises(ValueError, match="without a minus"):
        taxed([line(1_000)], currency="GBP", discount=pounds(-1))


def test_a_deposit_paid_comes_off_with_its_tax() -> None:
    done = taxed([line(100_000), line(-20_000)], currency="GBP")
    assert (done.net, done.tax, done.gross) == (pounds(80_000), pounds(16_000), pounds(96_000))


def test_lines_that_cancel_out_keep_their_own_tax() -> None:
    done = taxed([line(10_000), line(-10_000)], currency="GBP", discount=pounds(500))
    assert [row.tax.minor for row in done.lines] == [2_000, -2_000]
    assert done.gross == pounds(0)


def test_a_document_without_lines_is_nothing() -> None:
    done = taxed([], currency="GBP", discount=pounds(500))
    assert (done.lines, done.rates, done.gross, done.discount) == ((), (), pounds(0), pounds(0))


def test_yen_and_dinars() -> None:
    yen = taxed([Line(Amount(999, "JPY"), 1_000)], currency="JPY")
    dinars = taxed([Line(Amount(1_255, "KWD"), 500)], currency="KWD")
    assert yen.gross == Amount(1_099, "JPY")
    assert dinars.gross == Amount(1_318, "KWD")


def test_parts_that_cannot_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="not the rounded sum"):
        spread(5, [Fraction(1), Fraction(1)], [(Fraction(1),), (Fraction(1),)])
