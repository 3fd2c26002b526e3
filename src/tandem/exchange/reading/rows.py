"""Lines of a file into typed rows, or into rejections with a reason."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.finishing import Finish, finisher
from tandem.exchange.reading.layout import unnamed
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import BadValue, Fault, Rejection
from tandem.exchange.reading.source import Line, Source
from tandem.exchange.reading.texts import text_of
from tandem.exchange.reading.values import BARE, Filler, Outcomes, Reading, Values, filler

NO_DATES: frozenset[str] = frozenset()


class TypedRow(NamedTuple):
    """`values` has only the fields that are filled in.

    Times are aware and in UTC, amounts Decimal, `outcome` (always there in enquiries) one of won, lost, open.
    Of persons and organisations `email` and `phone` are tuples. `bare_dates` names the fields whose cell had
    a date and no time: those stand at noon of the zone.
    """

    number: int
    values: Values
    bare_dates: frozenset[str] = NO_DATES

    def get(self, field: str) -> Any:
        return self.values.get(field)


Fills = list[tuple[int, str, Filler]]
Batch = list[tuple[int, TypedRow | Rejection]]


def typed_rows(
    source: Source,
    mapping: Mapping,
    *,
    kind: str,
    zone: tzinfo,
    date_order: DateOrder,
    decimal: str,
    outcomes: Outcomes | None = None,
    latest: datetime | None = None,
    currency: str = "",
    start_at: int = 0,
    size: int = 1000,
    disagreeing: tuple[str, ...] = (),
    also: Finish | None = None,
) -> Iterator[Batch]:
    """Batches of (row number, row or rejection), from row number `start_at` on.

    `outcomes` says what words of the file mean that nobody else would understand. Rows that tell of a time
    after `latest`, or of amounts in another currency than `currency`, are rejected, and those that `also`
    raises BadValue at.

    Raises FileRefused where the order of dates was not settled, for no row could be trusted then;
    `disagreeing` are two of them that tell different orders.
    """
    if date_order is DateOrder.ASK:
        by_option = _("Use --date-order day-first or --date-order month-first.")
        raise FileRefused(_unsettled(disagreeing), by_option=by_option)
    how = Reading(kind, zone, date_order, decimal, outcomes or {})
    fills = [
        (source.headers.index(choice.column), choice.field, filler(choice.field, choice.column, how))
        for choice in mapping.choices
    ]
    finish = finisher(kind, mapping, latest=latest, currency=currency, also=also)
    for lines in source.batches(size, start_at):
        yield [(line.number, _typed(line, source.headers, fills, finish)) for line in lines]


def _unsettled(disagreeing: tuple[str, ...]) -> str:
    if disagreeing:
        day, month = disagreeing
        return _(
            "The dates of this file disagree: “%(day)s” has the day first, “%(month)s” the month. Say which "
            "order holds, and dates of the other are rejected; or write all like 2026-05-03."
        ) % {"day": day, "month": month}
    return _(
        "The dates of this file can be read with the day or with the month first, and no date tells "
        "which. Say which it is, or write them like 2026-05-03."
    )


def fingerprint(row: TypedRow) -> str:
    """Equal for rows that say the same, whatever the file or its order of columns: to know them again."""
    parts = [f"{field}={_plain(row.values[field])}" for field in sorted(row.values)]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _typed(line: Line, headers: tuple[str, ...], fills: Fills, finish: Finish) -> TypedRow | Rejection:
    cells = line.cells
    if len(cells) > len(headers):
        first = text_of(cells[len(headers)])
        return Rejection(line.number, Fault.TOO_MANY_CELLS, _raw(line, headers), value=first)
    values: Values = {}
    reading = ""
    try:
        for position, reading, fill in fills:  # noqa: B007 - the field is named when its filler raises
            cell = cells[position]
            if cell != "" and cell is not None:
                fill(values, cell)
        finish(values)
    except BadValue as bad:
        field = bad.field or reading
        position = next((place for place, known, _fill in fills if known == field), -1)
        name, value = (headers[position], text_of(cells[position])) if position >= 0 else ("", "")
        return Rejection(line.number, bad.fault, _raw(line, headers), field, name, value)
    bare = values.pop(BARE, None)
    return TypedRow(line.number, values, frozenset(bare) if bare else NO_DATES)


def _raw(line: Line, headers: tuple[str, ...]) -> dict[str, str]:
    names = [*headers, *(unnamed(number) for number in range(len(headers) + 1, len(line.cells) + 1))]
    return {name: text_of(cell) for name, cell in zip(names, line.cells, strict=False)}


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "\x1e".join(map(str, value))
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
