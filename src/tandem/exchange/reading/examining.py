"""What only the whole file tells: the order of dates, the decimal mark, and outcomes in unknown words."""

from collections import Counter
from dataclasses import dataclass, field

from tandem.exchange.reading.amounts import decimal_mark
from tandem.exchange.reading.dates import DateOrder, order_evidence
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.outcomes import read_outcome
from tandem.exchange.reading.source import Source
from tandem.exchange.reading.texts import is_nothing, text_of
from tandem.exchange.reading.vocabulary import AMOUNTS, DATES


@dataclass(frozen=True, slots=True)
class Examination:
    """`date_order` is ASK where the dates do not tell; `date_example` is then one of them, or `disagreeing`
    are two: one with the day first, one with the month.

    `decimal_sure` is False where every amount is like 1.234, which was taken for a thousand and more.
    `unknown_outcomes` are read as open; a person should see them, with their counts, as those in `owners`.
    """

    date_order: DateOrder
    date_example: str
    decimal: str
    decimal_sure: bool
    unknown_outcomes: dict[str, int]
    owners: dict[str, int] = field(default_factory=dict)
    disagreeing: tuple[str, ...] = ()


def examine(source: Source, mapping: Mapping) -> Examination:
    """One pass over the mapped columns of all rows."""
    dates, examples = Counter[str](), dict[str, str]()
    marks, unknown, owners = Counter[str](), Counter[str](), Counter[str]()
    wanted = [
        (source.headers.index(choice.column), _group(choice.field))
        for choice in mapping.choices
        if _group(choice.field)
    ]
    outcomes: dict[str, bool] = {}
    for line in source.lines():
        for position, group in wanted:
            cell = line.cells[position]
            if not isinstance(cell, str) or not cell:
                continue
            if group == "date":
                if cell[4:5] != "-":
                    text = text_of(cell)
                    found = order_evidence(text)
                    dates[found] += 1
                    examples.setdefault(found, text)
            elif group == "amount":
                marks[_mark(text_of(cell))] += 1
            elif group == "owner":
                owners[cell] += 1
            else:
                if cell not in outcomes:
                    text = text_of(cell)
                    outcomes[cell] = bool(text) and not is_nothing(text) and read_outcome(text) is None
                if outcomes[cell]:
                    unknown[text_of(cell)] += 1
    order = _order(dates)
    mark, sure = _decimal(marks)
    return Examination(
        order,
        examples.get("either", "") if order is DateOrder.ASK else "",
        mark,
        sure,
        dict(unknown.most_common(50)),
        _by_name(owners),
        _disagreeing(examples) if order is DateOrder.ASK else (),
    )


def _disagreeing(examples: dict[str, str]) -> tuple[str, ...]:
    told = tuple(examples[order] for order in ("day", "month") if order in examples)
    return told if len(told) > 1 else ()


def _by_name(cells: Counter[str]) -> dict[str, int]:
    """Names as they would be read, most frequent first."""
    names = Counter[str]()
    for cell, count in cells.items():
        if (text := " ".join(text_of(cell).split())) and not is_nothing(text):
            names[text] += count
    return dict(names.most_common(200))


def _group(field: str) -> str:
    if field in DATES:
        return "date"
    if field in AMOUNTS:
        return "amount"
    return field if field in ("outcome", "owner") else ""


def _mark(text: str) -> str:
    found = decimal_mark(text)
    if found:
        return found
    return f"after {next((sign for sign in text if sign in '.,'), '')}"


def _order(dates: Counter[str]) -> DateOrder:
    day, month = dates["day"], dates["month"]
    if day and not month:
        return DateOrder.DAY_FIRST
    if month and not day:
        return DateOrder.MONTH_FIRST
    if day or month:
        # Both orders in one file: the ones that could be either must be asked about, unless one is a slip.
        if max(day, month) >= 20 * min(day, month):
            return DateOrder.DAY_FIRST if day > month else DateOrder.MONTH_FIRST
        return DateOrder.ASK
    if dates["either"]:
        return DateOrder.ASK
    return DateOrder.DAY_FIRST if dates["dots"] else DateOrder.EITHER


def _decimal(marks: Counter[str]) -> tuple[str, bool]:
    """A single mark before three digits is taken for thousands: prices with three decimals are rare."""
    if marks["."] or marks[","]:
        return ("," if marks[","] > marks["."] else "."), True
    if marks["after ."]:
        return ",", False
    return ".", not marks["after ,"]
