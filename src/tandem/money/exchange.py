"""Going from one currency to another by a rate that was typed or imported and is kept on the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tandem.money.amount import Amount, MixedCurrencies
from tandem.money.codes import digits_of
from tandem.money.rounding import Rounding, rounded, spread


@dataclass(frozen=True)
class ExchangeRate:
    """One whole unit of `of` is worth `rate` whole units of `into`, as `source` said for that day."""

    of: str
    into: str
    rate: Decimal
    on: date
    source: str

    def __post_init__(self) -> None:
        if not self.rate.is_finite() or self.rate <= 0:
            raise ValueError("An exchange rate is a number above zero, such as 0.8642.")
        if self.of == self.into and self.rate != 1:
            raise ValueError(f"One {self.of} is one {self.into}: leave the rate at 1.")

    @property
    def _minor_for_minor(self) -> Fraction:
        """Minor units of `into` for one minor unit of `of`; the two may have different decimals."""
        return Fraction(self.rate) * Fraction(10) ** (digits_of(self.into) - digits_of(self.of))


def converted(amount: Amount, rate: ExchangeRate, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    if amount.currency != rate.of:
        raise MixedCurrencies(amount.currency, rate.of)
    return Amount(rounded(amount.minor * rate._minor_for_minor, rounding), rate.into)


def converted_parts(
    parts: Sequence[Amount], rate: ExchangeRate, rounding: Rounding = Rounding.HALF_UP
) -> list[Amount]:
    """Each part converted so that they add up to their sum converted, as lines on a document must."""
    for part in parts:
        if part.currency != rate.of:
            raise MixedCurrencies(part.currency, rate.of)
    exact = [part.minor * rate._minor_for_minor for part in parts]
    whole = rounded(sum(exact, Fraction()), rounding)
    return [Amount(minor, rate.into) for minor in spread(whole, exact, [(share,) for share in exact])]
