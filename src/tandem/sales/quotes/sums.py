"""What a quote comes to. Every amount goes through `tandem.money.tax`; nothing here rounds by itself."""

from collections.abc import Sequence
from fractions import Fraction

from tandem.money.amount import Amount, total, zero
from tandem.money.tax import Line, Method, Taxed, taxed
from tandem.sales.orders.words import Line as OrderedLine
from tandem.sales.quotes.words import NOTHING_OFF, LineWritten, Off


def amount_of(line: LineWritten, currency: str, method: Method) -> Amount:
    """Price times quantity, before any discount."""
    return Amount(line.price_minor, currency).multiplied(line.quantity, method.rounding)


def discount_of(line: LineWritten, currency: str, method: Method) -> Amount:
    """What comes off a line: its share of the line's amount, or the amount typed."""
    if line.discount_percent:
        share = Fraction(line.discount_percent) / 100
        return amount_of(line, currency, method).multiplied(share, method.rounding)
    return Amount(line.discount_minor, currency)


def left_of(line: LineWritten, currency: str, method: Method) -> Amount:
    """What a line costs after its own discount, which takes off at most what there is."""
    left = amount_of(line, currency, method) - discount_of(line, currency, method)
    return max(zero(currency), left)


def off_whole(lines: Sequence[LineWritten], off: Off, *, currency: str, method: Method) -> Amount:
    """What comes off these lines together, beyond what comes off each."""
    left = total((left_of(line, currency, method) for line in lines), currency)
    if off.percent:
        return left.multiplied(Fraction(off.percent) / 100, method.rounding)
    return min(Amount(off.minor, currency), left)


def sums_of(lines: Sequence[LineWritten], *, currency: str, method: Method, off: Off = NOTHING_OFF) -> Taxed:
    """A whole document of these lines, optional ones as well: the caller leaves out what was not chosen.

    What comes off the whole is shared out to the lines, so that each rate of tax is on what is paid under it.
    """
    return taxed(
        [as_taxed(line, currency, method) for line in lines],
        currency=currency,
        method=method,
        discount=off_whole(lines, off, currency=currency, method=method),
    )


def as_taxed(line: LineWritten, currency: str, method: Method) -> Line:
    return Line(
        price=Amount(line.price_minor, currency),
        rate=line.tax_percent / 100,
        quantity=line.quantity,
        discount=discount_of(line, currency, method),
    )


def ordered(lines: Sequence[LineWritten], sums: Taxed) -> list[OrderedLine]:
    """The lines of an order, in the same places, with what each comes to."""
    return [
        OrderedLine(
            words=line.words,
            quantity=line.quantity,
            unit=line.unit,
            net_minor=part.net.minor,
            tax_minor=part.tax.minor,
            tax_percent=line.tax_percent,
        )
        for line, part in zip(lines, sums.lines, strict=True)
    ]


def taken(lines: Sequence[LineWritten], chosen: frozenset[int] = frozenset()) -> list[LineWritten]:
    """The lines that count: those that are not optional, and of the others those in these places."""
    return [line for place, line in enumerate(lines, start=1) if not line.optional or place in chosen]
