"""Tax on prices and on whole documents.

A line's own amount (price × quantity − discount) is money on paper, so it is always rounded. What the setting
decides is the tax: rounded on every line, or once for each rate of the document and then shared out to its
lines. Either way the lines add up to the totals, net and tax add up to gross, and the order of lines does not
matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tandem.money.amount import Amount, total, zero
from tandem.money.rounding import RoundedPer, Rounding, rounded, spread

Rate = int | Decimal


class Prices(StrEnum):
    NET = "net"
    GROSS = "gross"


@dataclass(frozen=True)
class Method:
    """The business's settings, kept on each document."""

    prices: Prices = Prices.NET
    rounded_per: RoundedPer = RoundedPer.DOCUMENT
    rounding: Rounding = Rounding.HALF_UP


@dataclass(frozen=True)
class Line:
    """`price` is for one, net or gross as the method says. A negative one takes off: a deposit paid."""

    price: Amount
    rate: Rate
    quantity: Decimal = Decimal(1)
    discount: Amount | None = None


@dataclass(frozen=True)
class TaxedLine:
    """`amount` is before and `discount` all that came off, the line's own and its part of the document's."""

    amount: Amount
    discount: Amount
    net: Amount
    tax: Amount
    gross: Amount


@dataclass(frozen=True)
class RateTotal:
    rate: Fraction
    net: Amount
    tax: Amount
    gross: Amount

    @property
    def basis_points(self) -> Fraction:
        return self.rate * 10_000


@dataclass(frozen=True)
class Taxed:
    lines: tuple[TaxedLine, ...]
    rates: tuple[RateTotal, ...]
    amount: Amount
    discount: Amount
    net: Amount
    tax: Amount
    gross: Amount


def share_of(rate: Rate) -> Fraction:
    """A rate as an exact share: 2000 basis points and Decimal("0.2") are both 20%."""
    share = Fraction(rate, 10_000) if isinstance(rate, int) else Fraction(rate)
    if not 0 <= share <= 1:
        raise ValueError('A tax rate lies between 0 and 100%. Write 20% as 2000 or Decimal("0.2").')
    return share


def tax_on_net(net: Amount, rate: Rate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    return net.multiplied(share_of(rate), rounding)


def tax_in_gross(gross: Amount, rate: Rate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    return gross.multiplied(_part_of_gross(share_of(rate)), rounding)


def gross_of(net: Amount, rate: Rate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    return net + tax_on_net(net, rate, rounding)


def net_of(gross: Amount, rate: Rate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    """The net in a gross amount. Any net turned to gross comes back as it was."""
    return gross - tax_in_gross(gross, rate, rounding)


def taxed(
    lines: Sequence[Line], *, currency: str, method: Method | None = None, discount: Amount | None = None
) -> Taxed:
    """A document's money. A discount takes off at most what there is, so it never makes a total negative."""
    how = method or Method()
    amounts = [line.price.multiplied(line.quantity, how.rounding) for line in lines]
    own = [_at_most(line.discount, amount) for line, amount in zip(lines, amounts, strict=True)]
    rates = [share_of(line.rate) for line in lines]
    left = [amount - off for amount, off in zip(amounts, own, strict=True)]
    off = _shared_discount(left, rates, _at_most(discount, total(left, currency)))
    bases = [amount - part for amount, part in zip(left, off, strict=True)]
    taxes = _taxes(bases, rates, how)
    done = tuple(
        _line(amount, base, tax, how.prices) for amount, base, tax in zip(amounts, bases, taxes, strict=True)
    )
    return _document(done, rates, currency)


def _part_of_gross(share: Fraction) -> Fraction:
    return share / (1 + share)


def _at_most(discount: Amount | None, amount: Amount) -> Amount:
    if discount is None:
        return zero(amount.currency)
    if discount.is_negative:
        raise ValueError("A discount is typed without a minus.")
    return max(zero(amount.currency), min(discount, amount))


def _shared_discount(amounts: Sequence[Amount], rates: Sequence[Fraction], discount: Amount) -> list[Amount]:
    """The document's discount, shared out in proportion to what each line still costs."""
    whole = sum(amount.minor for amount in amounts)
    if whole == 0:
        return [zero(discount.currency) for _ in amounts]
    shares = [Fraction(discount.minor * amount.minor, whole) for amount in amounts]
    ties = [(rate, Fraction(amount.minor)) for rate, amount in zip(rates, amounts, strict=True)]
    return [Amount(part, discount.currency) for part in spread(discount.minor, shares, ties)]


def _taxes(bases: Sequence[Amount], rates: Sequence[Fraction], how: Method) -> list[Amount]:
    factors = [rate if how.prices is Prices.NET else _part_of_gross(rate) for rate in rates]
    if how.rounded_per is RoundedPer.LINE:
        return [base.multiplied(factor, how.rounding) for base, factor in zip(bases, factors, strict=True)]
    taxes: dict[int, Amount] = {}
    for factor in set(factors):
        places = [i for i, other in enumerate(factors) if other == factor]
        exact = [bases[i].minor * factor for i in places]
        group = rounded(sum(exact, Fraction()), how.rounding)
        parts = spread(group, exact, [(share,) for share in exact])
        taxes |= {i: Amount(part, bases[i].currency) for i, part in zip(places, parts, strict=True)}
    return [taxes[i] for i in range(len(bases))]


def _line(amount: Amount, base: Amount, tax: Amount, prices: Prices) -> TaxedLine:
    net, gross = (base, base + tax) if prices is Prices.NET else (base - tax, base)
    return TaxedLine(amount=amount, discount=amount - base, net=net, tax=tax, gross=gross)


def _document(lines: tuple[TaxedLine, ...], rates: Sequence[Fraction], currency: str) -> Taxed:
    by_rate = {
        rate: [line for line, other in zip(lines, rates, strict=True) if other == rate]
        for rate in sorted(set(rates), reverse=True)
    }
    return Taxed(
        lines=lines,
        rates=tuple(RateTotal(rate, *_net_tax_gross(some, currency)) for rate, some in by_rate.items()),
        amount=total((line.amount for line in lines), currency),
        discount=total((line.discount for line in lines), currency),
        **dict(zip(("net", "tax", "gross"), _net_tax_gross(lines, currency), strict=True)),
    )


def _net_tax_gross(lines: Iterable[TaxedLine], currency: str) -> tuple[Amount, Amount, Amount]:
    some = tuple(lines)
    return (
        total((line.net for line in some), currency),
        total((line.tax for line in some), currency),
        total((line.gross for line in some), currency),
    )
