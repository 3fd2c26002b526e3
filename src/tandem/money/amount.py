from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tandem.money.rounding import Rounding, rounded


class MixedCurrencies(ValueError):
    """Two amounts of different currencies met where only one makes sense."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"These amounts are in {one} and in {other}. Convert one of them first.")
        self.currencies = (one, other)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: a whole number of the currency's smallest unit (pence, cents, yen, fils). May be negative."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("An amount is a whole number of minor units.")
        code = self.currency
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            raise ValueError(f"A currency is three capital letters such as GBP, not {code!r}.")

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.minor + self._alike(other).minor, self.currency)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.minor - self._alike(other).minor, self.currency)

    def __neg__(self) -> "Amount":
        return Amount(-self.minor, self.currency)

    def __abs__(self) -> "Amount":
        return Amount(abs(self.minor), self.currency)

    def __lt__(self, other: "Amount") -> bool:
        return self.minor < self._alike(other).minor

    def __le__(self, other: "Amount") -> bool:
        return self.minor <= self._alike(other).minor

    def __gt__(self, other: "Amount") -> bool:
        return self.minor > self._alike(other).minor

    def __ge__(self, other: "Amount") -> bool:
        return self.minor >= self._alike(other).minor

    @property
    def is_zero(self) -> bool:
        return self.minor == 0

    @property
    def is_negative(self) -> bool:
        return self.minor < 0

    def multiplied(self, by: Decimal | Fraction | int, rounding: Rounding = Rounding.HALF_UP) -> "Amount":
        """Exact product, rounded once to whole minor units."""
        return Amount(rounded(self.minor * Fraction(by), rounding), self.currency)

    def _alike(self, other: "Amount") -> "Amount":
        if not isinstance(other, Amount):
            raise TypeError("An amount goes together with another amount only.")
        if other.currency != self.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return other


def zero(currency: str) -> Amount:
    return Amount(0, currency)


def total(amounts: Iterable[Amount], currency: str) -> Amount:
    """The sum; the currency is asked for because nothing at all adds up to nothing of some currency."""
    result = zero(currency)
    for amount in amounts:
        result += amount
    return result
