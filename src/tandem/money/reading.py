"""Reading an amount that a person typed or a file holds.

A thousandfold mistake is worse than a question. So with no `decimal` known, "1.250" pounds is not guessed at:
the sentence says what to type. What the screens write is read back as it was written, or asked about.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from tandem.money.amount import Amount
from tandem.money.codes import currency_of_sign, digits_of

DecimalMark = Literal[".", ","]

LARGEST_MINOR: Final = 10**17  # well inside a 64-bit column, also after many are summed
_MINUS: Final = "-−–"
_LETTER: Final = r"[^\W\d_]"
_SYMBOL: Final = r"[^\w\s.,'()+\-−–]"
_SIGN: Final = rf"{_LETTER}*{_SYMBOL}|{_LETTER}+\.?"  # US$, £, GBP, Fr.
_NUMBER: Final = re.compile(r"\d[\d .,']*|[.,]\d+")
_NO_PENCE: Final = re.compile(rf"(?<=\d)[.,][{_MINUS}]{{1,2}}(?=\D*$)")  # 480.- as the Swiss write
_GROUPS: Final = re.compile(r"\d{1,3}(?P<mark>[ .,'])\d{3}((?P=mark)\d{3})*|\d{1,2}(,\d{2})+,\d{3}|\d*")


class CannotRead(ValueError):
    """`str()` is an English sentence. `reason` and `instead` let a page say the same in another language."""

    def __init__(self, reason: str, sentence: str, instead: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.instead = instead


@dataclass(frozen=True)
class _Typed:
    text: str
    currency: str
    decimal: DecimalMark | None

    @property
    def digits(self) -> int:
        return digits_of(self.currency)

    def shown(self, number: str) -> str:
        """A number as this person is to type it."""
        return number.replace(".", self.decimal or ".")


def parsed(text: str, *, currency: str, decimal: DecimalMark | None = None) -> Amount:
    """The amount in what was typed; a `CannotRead` (a ValueError) with a sentence where it cannot be told.

    `decimal` is the mark before the pence where it is known, from a setting or from the rest of a column.
    """
    digits_of(currency)
    number, negative = _bare(text, currency)
    typed = _Typed(number, currency, decimal)
    minor = _minor(typed, *_split(typed))
    return Amount(-minor if negative else minor, currency)


def _bare(text: str, currency: str) -> tuple[str, bool]:
    """The digits and marks alone, and whether the amount is below zero."""
    rest = " ".join(text.replace("’", "'").split())
    rest = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in rest)
    if not rest:
        raise CannotRead("empty", "Type an amount, such as 480.", ("480",))
    bracketed = rest.startswith("(") and rest.endswith(")")
    rest = _NO_PENCE.sub("", rest[1:-1].strip() if bracketed else rest)
    times_negative = int(bracketed)
    for _ in range(2):  # the minus may stand before or behind the currency, which may be a sign and a code
        rest, minus = _without_minus(rest)
        times_negative += minus
        rest = _without_sign(rest, currency, text)
    if times_negative > 1 or not _NUMBER.fullmatch(rest):
        raise CannotRead("unreadable", f"We can’t read “{text.strip()}” as an amount. Try 480.", ("480",))
    return rest, times_negative == 1


def _without_minus(rest: str) -> tuple[str, bool]:
    if rest[:1] and rest[0] in _MINUS:
        return rest[1:].strip(), True
    if rest[-1:] and rest[-1] in _MINUS:
        return rest[:-1].strip(), True
    return rest.removeprefix("+").strip(), False


def _without_sign(rest: str, currency: str, text: str) -> str:
    found = re.match(_SIGN, rest) or re.search(rf"(?:{_SIGN})$", rest)
    if found is None:
        return rest
    sign = found.group()
    if not currency_of_sign(sign):
        sign = sign.removesuffix(".")  # the dot of GBP.50 belongs to the number
    meant = currency_of_sign(sign)
    if not meant:
        return rest
    if currency not in meant:
        sentence = f"“{text.strip()}” is not in {currency}. Type the amount in {currency}, without a sign."
        raise CannotRead("other_currency", sentence)
    return (rest[: found.start()] + rest[found.start() + len(sign) :]).strip()


def _split(typed: _Typed) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    mark = _decimal_mark(typed)
    whole, _, part = typed.text.rpartition(mark) if mark else (typed.text, "", "")
    if mark in (*whole, *part) or not _GROUPS.fullmatch(whole) or not re.fullmatch(r"\d*", part):
        instead = typed.shown(_best_guess(typed))
        sentence = (
            f"The marks in “{typed.text}” do not fall on thousands. If you mean {instead}, type it like that."
        )
        raise CannotRead("grouping", sentence, (instead,))
    return re.sub(r"\D", "", whole), part


def _best_guess(typed: _Typed) -> str:
    """Only ever offered, never taken: the last mark as the decimal one, where that fits the currency."""
    *before, last = re.split(r"[ .,']", typed.text)
    whole = "".join(before)
    return f"{whole or 0}.{last}" if before and 0 < len(last) <= typed.digits else whole + last


def _decimal_mark(typed: _Typed) -> str:
    """The mark that parts whole units from the rest; nothing where there is none."""
    used = [mark for mark in ".," if mark in typed.text]
    if typed.decimal:
        return typed.decimal if typed.decimal in used else ""
    if len(used) == 2:
        return max(used, key=typed.text.rfind)
    if not used or typed.text.count(used[0]) > 1:
        return ""
    return used[0] if _is_decimal(typed, used[0]) else ""


def _is_decimal(typed: _Typed, mark: str) -> bool:
    """Whether the only mark, used once, is a decimal one. Asks where both readings make sense."""
    before, _, behind = typed.text.partition(mark)
    could_group = re.fullmatch(r"[1-9]\d{0,2}", before) and re.fullmatch(r"\d{3}", behind)
    if not could_group:
        return True
    if typed.digits == 0 or (mark == "," and typed.digits < 3):
        return False
    if mark == "." and typed.digits >= 3:
        return True
    instead = (before + behind, f"{before}.{behind[: typed.digits]}")
    sentence = f"“{typed.text}” can mean two amounts. Type {instead[0]} or {instead[1]}."
    raise CannotRead("ambiguous", sentence, instead)


def _minor(typed: _Typed, whole: str, part: str) -> int:
    digits = typed.digits
    minor = int(whole + part[:digits].ljust(digits, "0") or "0")
    if minor > LARGEST_MINOR:
        sentence = f"“{typed.text}” is more than we can keep. Check the number of digits."
        raise CannotRead("too_large", sentence)
    if part[digits:].strip("0"):
        near = tuple(typed.shown(f"{Decimal(minor + step).scaleb(-digits):f}") for step in (0, 1))
        has = f"has {digits} decimals" if digits else "has no decimals"
        raise CannotRead("too_fine", f"{typed.currency} {has}. Type {near[0]} or {near[1]}.", near)
    return minor
