"""Writing amounts, the British way unless told, reading them back, going between minor and whole units."""

from decimal import Decimal
from fractions import Fraction

from tandem.money.amount import Amount
from tandem.money.codes import ACTIVE, SIGNS, WITHDRAWN, digits_of
from tandem.money.manners import BRITISH, Manner
from tandem.money.reading import CannotRead, parsed
from tandem.money.rounding import Rounding, rounded

__all__ = [
    "ACTIVE",
    "WITHDRAWN",
    "CannotRead",
    "digits_of",
    "from_major",
    "major",
    "parsed",
    "plain",
    "sign_of",
    "written",
]


def sign_of(currency: str) -> str:
    """What stands before the number: "£", or the code where there is no sign of its own."""
    digits_of(currency)
    return SIGNS.get(currency, currency)


def written(amount: Amount, whole_if_possible: bool = True, manner: Manner = BRITISH) -> str:
    """As people read it: £1,368, £0.50, −€57,600, KWD 1.250, with a no-break space behind a code."""
    digits = digits_of(amount.currency)
    whole, part = divmod(abs(amount.minor), 10**digits)
    number = f"{whole:,}"
    if digits and (part or not whole_if_possible):
        number += f".{part:0{digits}d}"
    return manner.amount(manner.number(number), sign_of(amount.currency), is_negative=amount.is_negative)


def plain(amount: Amount) -> str:
    """For a form field or a file: 1234.50, with all decimals, a hyphen as minus and nothing else."""
    return str(major(amount))


def major(amount: Amount) -> Decimal:
    """In whole units (pounds), exact, with as many decimals as the currency has."""
    negative, digits = int(amount.is_negative), digits_of(amount.currency)
    return Decimal((negative, tuple(int(digit) for digit in str(abs(amount.minor))), -digits))


def from_major(value: Decimal, currency: str, rounding: Rounding = Rounding.HALF_UP) -> Amount:
    return Amount(rounded(Fraction(value) * 10 ** digits_of(currency), rounding), currency)
