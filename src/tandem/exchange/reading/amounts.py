"""Amounts of money as people and programs write them, into Decimal."""

import re
from decimal import Decimal, InvalidOperation

from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.source import Cell
from tandem.exchange.reading.texts import text_of
from tandem.money.codes import currency_of_sign

LARGEST = Decimal(10) ** 13
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
DASHES = str.maketrans("−–—", "---")
# The dot of “Fr. 480” is of the sign, the one of “GBP.50” of the number.
PIECES = re.compile(
    r"(-?(?i:s?fr|kr|rs)\.-?(?=\d)|[^\d.,]*)([\d.,]+(?:[eE][+-]?\d{1,2})?)([^\d.,]*|-*[A-Za-z]{1,3}\.)"
)
WITH_POINT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.\d*)?|\.\d+", re.ASCII)
WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{2,3})*\.\d{3})(?:,\d*)?|,\d+", re.ASCII)
PLAIN = re.compile(r"\d{1,13}(?:\.\d{1,6})?", re.ASCII)
SEPARATORS = re.compile(r"[.,]")


def read_amount(cell: Cell, decimal: str) -> tuple[Decimal, str]:
    """The amount and the currency that stands beside it, or ''. Negative as -45, 45- or (45.00).

    `decimal` is the decimal mark, `.` or `,`. What fits the other mark only is read by that. Raises BadValue.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _bounded(Decimal(repr(cell))), ""
    text = text_of(cell)
    if decimal == "." and PLAIN.fullmatch(text):
        return Decimal(text), ""
    pieces = PIECES.fullmatch(SPACES.sub("", text.translate(DASHES))) if len(text) <= 60 else None
    if not pieces:
        raise BadValue(Fault.NOT_AN_AMOUNT)
    before, digits, after = pieces.groups()
    if digits[-1] in ".," and after.startswith(("-", "--")):
        after = after.lstrip("-")  # 480.- as the Swiss write
    before, after, negative = _sign(before, after)
    currency = _currency(before) if before else ""
    if after:
        currency = _currency(after) or currency
    value = _number(digits, decimal)
    return _bounded(-value if negative else value), currency


def decimal_mark(text: str) -> str:
    """Which decimal mark a text proves: `.`, `,`, or `` where it could be either."""
    marks = SEPARATORS.findall(text)
    if not marks:
        return ""
    last = marks[-1]
    other = "," if last == "." else "."
    if other in marks:
        return last if marks.count(last) == 1 else other
    if len(marks) > 1:
        return other
    before, _mark, after = text.partition(last)
    whole = "".join(filter(str.isdigit, before))
    after_digits = sum(map(str.isdigit, after))
    return last if after_digits != 3 or len(whole) > 3 or whole in ("", "0") else ""


def read_currency(text: str) -> str:
    """Three letters, or a sign that stands for one currency only. Raises BadValue."""
    currency = _one_currency(text)
    if not currency:
        raise BadValue(Fault.NOT_A_CURRENCY)
    return currency


def _one_currency(sign: str) -> str:
    """'' for a sign that stands for several, such as $; of the pounds it is the one of the United Kingdom."""
    meant = currency_of_sign(sign)
    if sign == "£":
        return "GBP"
    return next(iter(meant)) if len(meant) == 1 else ""


def _sign(before: str, after: str) -> tuple[str, str, bool]:
    bracketed = before.startswith("(") and after.endswith(")")
    if bracketed:
        before, after = before[1:], after[:-1]
    minus = (before + after).count("-")
    if minus > 1 or (minus and bracketed):
        raise BadValue(Fault.NOT_AN_AMOUNT)
    return before.replace("-", "").removeprefix("+"), after.replace("-", ""), bracketed or bool(minus)


def _currency(letters: str) -> str:
    if letters and not currency_of_sign(letters):
        raise BadValue(Fault.NOT_AN_AMOUNT)
    return _one_currency(letters)


def _number(digits: str, decimal: str) -> Decimal:
    mantissa, exponent, power = digits.upper().partition("E")
    forms = ((WITH_POINT, ",", "."), (WITH_COMMA, ".", ","))
    for form, thousands, mark in forms if decimal == "." else forms[::-1]:
        if form.fullmatch(mantissa):
            plain = mantissa.replace(thousands, "").replace(mark, ".")
            try:
                return Decimal(plain + exponent + power)
            except InvalidOperation:
                break
    raise BadValue(Fault.NOT_AN_AMOUNT)


def _bounded(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise BadValue(Fault.NOT_AN_AMOUNT)
    if abs(value) > LARGEST:
        raise BadValue(Fault.AMOUNT_OUT_OF_RANGE)
    return value
