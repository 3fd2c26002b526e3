"""One filler a column: it reads a cell, checks it and puts the typed value into the row."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from tandem.exchange.reading.amounts import read_amount, read_currency
from tandem.exchange.reading.dates import DateOrder, moments, read_day, read_month
from tandem.exchange.reading.evidence import says_epoch
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.outcomes import Outcome, read_outcome
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.source import Cell
from tandem.exchange.reading.texts import (
    is_nothing,
    is_test_lead,
    line_text,
    long_text,
    many,
    read_email,
    text_of,
    without_prefix,
)
from tandem.exchange.reading.vocabulary import AMOUNTS, DATES, SEVERAL

Values = dict[str, Any]
Filler = Callable[[Values, Cell], None]
Outcomes = Mapping[str, Outcome]

LONG = {"words": 10_000, "note": 10_000, "description": 10_000, "needs": 2_000, "parts": 8_000}
LINE = 200
CACHE = 2000
WIDER = {
    "street": 300,
    "website": 500,
    "interest": 500,
    "decline_reason": 500,
    "next_step": 500,
    "person": 500,
}
SEPARATED = re.compile(r"[;,\n|]|:::")
BARE = "bare dates"
STATED = "currency beside the amount"
NOT_OPTED_OUT = frozenset(
    {"no", "n", "false", "f", "0", "nein", "non", "nao", "nee", "subscribed", "active"}
    | {"no consent", "not set", "opted in", "not opted out"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the values of one file are to be read."""

    kind: str
    zone: tzinfo
    date_order: DateOrder
    decimal: str
    outcomes: Outcomes = field(default_factory=dict)


def filler(field: str, column: str, how: Reading) -> Filler:
    if field == "month":
        return _day_filler(field, lambda cell: read_month(cell, how.date_order))
    if field == "next_step_on":
        return _day_filler(field, lambda cell: read_day(cell, how.date_order))
    if field in DATES:
        return _moment_filler(field, column, how)
    if field in AMOUNTS:
        return _amount_filler(field, how.decimal)
    if field in SEVERAL.get(how.kind, ()):
        return _note_filler(field) if field == "note" else _several_filler(field)
    if field == "outcome":
        return _outcome_filler(how.outcomes)
    if field in LONG:
        return _long_filler(field, LONG[field])
    return SINGLE.get(field) or _line_filler(field, WIDER.get(field, LINE))


def _moment_filler(field: str, column: str, how: Reading) -> Filler:
    read = moments(how.date_order, how.zone, epoch=says_epoch(column))

    def fill(values: Values, cell: Cell) -> None:
        if isinstance(cell, str) and (not cell.strip() or is_nothing(cell.strip())):
            return
        values[field], bare = read(cell)
        if bare:
            values.setdefault(BARE, []).append(field)

    return fill


def _day_filler(field: str, read: Callable[[Cell], object]) -> Filler:
    def fill(values: Values, cell: Cell) -> None:
        if not is_nothing(text_of(cell)):
            values[field] = read(cell)

    return fill


def _amount_filler(field: str, decimal: str) -> Filler:
    def fill(values: Values, cell: Cell) -> None:
        if isinstance(cell, str) and is_nothing(cell.strip()):
            return
        values[field], currency = read_amount(cell, decimal)
        if currency:
            values[STATED] = currency
        if values[field] < 0:
            raise BadValue(Fault.BELOW_ZERO)

    return fill


def _line_filler(field: str, limit: int) -> Filler:
    seen: dict[Cell, str] = {}

    def read(cell: Cell) -> str:
        text = line_text(cell, limit)
        if text.startswith("<") and is_test_lead(text):
            raise BadValue(Fault.TEST_LEAD)
        text = "" if is_nothing(text) else text
        if isinstance(cell, str) and len(seen) < CACHE:
            seen[cell] = text
        return text

    def fill(values: Values, cell: Cell) -> None:
        text = seen.get(cell)
        if text is None:
            text = read(cell)
        if text:
            values[field] = text

    return fill


def _long_filler(field: str, limit: int) -> Filler:
    def fill(values: Values, cell: Cell) -> None:
        if text := long_text(cell, limit):
            values[field] = text

    return fill


def _note_filler(field: str) -> Filler:
    def fill(values: Values, cell: Cell) -> None:
        if text := long_text(cell, LONG["note"]):
            values[field] = f"{values[field]}\n{text}" if field in values else text
            if len(values[field]) > LONG["note"]:
                raise BadValue(Fault.TOO_LONG)

    return fill


def _several_filler(field: str) -> Filler:
    def fill(values: Values, cell: Cell) -> None:
        for text in many(text_of(cell)):
            value = _email(text) if field == "email" else _phone(text)
            known = values.get(field, ())
            if value and value not in known:
                values[field] = (*known, value)

    return fill


def _fill_email(values: Values, cell: Cell) -> None:
    text = text_of(cell)
    if SEPARATED.search(text) and not is_test_lead(text):
        text = next((part for part in many(text) if "@" in part), text)
    if not is_nothing(text):
        values["email"] = _email(text)


def _fill_phone(values: Values, cell: Cell) -> None:
    text = text_of(cell)
    if is_nothing(text):
        return
    values["phone"] = _phone(next(iter(many(text)), "") if SEPARATED.search(text) else text)


def _outcome_filler(told: Outcomes) -> Filler:
    """What a person said of a word counts before what the word usually means."""
    known = {fold(word): outcome for word, outcome in told.items()}

    def fill(values: Values, cell: Cell) -> None:
        text = text_of(cell)
        if text and not is_nothing(text):
            values["outcome"] = known.get(fold(text)) or read_outcome(text) or Outcome.OPEN

    return fill


def _fill_currency(values: Values, cell: Cell) -> None:
    text = text_of(cell)
    if not is_nothing(text):
        values["currency"] = read_currency(text)


def _fill_id(values: Values, cell: Cell) -> None:
    text = without_prefix(line_text(cell, LINE), "id")
    if not is_nothing(text):
        if is_test_lead(text):
            raise BadValue(Fault.TEST_LEAD)
        values["id"] = text


def _fill_opt_out(values: Values, cell: Cell) -> None:
    """Whatever is no plain “no” is an objection: it is worse to write to somebody who objected."""
    text = text_of(cell)
    if not is_nothing(text) and fold(text) not in NOT_OPTED_OUT:
        values["opt_out"] = True


def _fill_tax_rate(values: Values, cell: Cell) -> None:
    """A percentage; or, where it has letters, the name of a rate, which whoever knows the rates looks up."""
    text = text_of(cell).rstrip("% ")
    if is_nothing(text):
        return
    if any(letter.isalpha() for letter in text):
        values["tax_rate"] = line_text(cell, LINE)
    else:
        rate, _currency = read_amount(text, ".")
        values["tax_rate"] = rate * 100 if isinstance(cell, float) and 0 < rate < 1 else rate
        if not 0 <= values["tax_rate"] <= Decimal(100):
            raise BadValue(Fault.AMOUNT_OUT_OF_RANGE)


def _email(text: str) -> str:
    if is_test_lead(text):
        raise BadValue(Fault.TEST_LEAD)
    return read_email(text)


def _phone(text: str) -> str:
    if is_test_lead(text):
        raise BadValue(Fault.TEST_LEAD)
    text = " ".join(without_prefix(text, "phone").split())
    if len(text) > 60:
        raise BadValue(Fault.TOO_LONG)
    return text


SINGLE: dict[str, Filler] = {
    "email": _fill_email,
    "phone": _fill_phone,
    "currency": _fill_currency,
    "id": _fill_id,
    "opt_out": _fill_opt_out,
    "tax_rate": _fill_tax_rate,
}
