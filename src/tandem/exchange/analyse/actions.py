import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.analyse.words import Question, Reading
from tandem.exchange.imports.enquiries import Names, bring_in
from tandem.exchange.reading import examining, headers, joining, opening, rows
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow
from tandem.exchange.reading.source import Source

Progress = Callable[[int, int], None]
KNOWN_LATER = ("passed_at", "first_response_at", "accepted_at")


def opened(question: Question) -> tuple[Source, Mapping]:
    """The file, or several joined on a column. Raises FileRefused."""
    sources = [opening.open_source(path, path.name) for path in question.files]
    if len(sources) > 1 and not question.on:
        raise FileRefused(_("Several files were given: say with --on COLUMN which column joins them."))
    source = joining.join(sources, question.on) if len(sources) > 1 else sources[0]
    mapping = headers.recognise(source, "enquiries", question.by_hand or None)
    headers.require_fields(mapping, source)
    return source, mapping


def typed(source: Source, mapping: Mapping, question: Question) -> Iterator[rows.Batch]:
    found = examining.examine(source, mapping)
    return rows.typed_rows(
        source,
        mapping,
        kind="enquiries",
        zone=question.zone,
        date_order=found.date_order,
        decimal=found.decimal,
    )


def one_currency(source: Source, mapping: Mapping, question: Question) -> str:
    """The currency of the amounts. Raises FileRefused where there are two and none was asked for."""
    if question.currency:
        return question.currency
    if mapping.column("currency") is None and mapping.column("amount") is None:
        return ""
    found = {
        row.get("currency")
        for batch in typed(source, mapping, question)
        for _number, row in batch
        if isinstance(row, TypedRow) and row.get("currency")
    }
    if len(found) > 1:
        raise FileRefused(
            _("The amounts are in %(currencies)s. Say with --currency which one to keep.")
            % {"currencies": ", ".join(sorted(found))}
        )
    return found.pop() if found else ""


def as_seen(row: TypedRow, until: datetime.datetime) -> TypedRow | None:
    """The row as it stood at a moment; None where it had not been heard yet."""
    values = dict(row.values)
    if values["heard_at"] > until:
        return None
    for name in KNOWN_LATER:
        if name in values and values[name] > until:
            del values[name]
    if values.get("declined_at", until) > until:
        del values["declined_at"]
        values.pop("decline_reason", None)
    if values.get("closed_at", until) > until:
        del values["closed_at"]
        values.pop("amount", None)
        values["outcome"] = "open"
    return replace(row, values=values)


def read_into_database(
    source: Source, mapping: Mapping, question: Question, *, currency: str, progress: Progress | None = None
) -> Reading:
    """Bring the rows in by the application's own path. Call it inside `throwaway`."""
    reading = Reading(
        mapping=mapping.as_dict(),
        why=[f"{choice.field}: {choice.column} ({choice.why})" for choice in mapping.choices]
        + list(mapping.remarks),
        currency=currency,
    )
    names = Names()
    for batch in typed(source, mapping, question):
        kept = [
            row for row in (_looked_at(row, reading, question) for _number, row in batch) if row is not None
        ]
        with transaction.atomic():
            brought = bring_in(
                kept,
                system="list",
                currency=currency or "EUR",
                names=names,
                by=None,
                at=timezone.now(),
                import_id=None,
            )
        reading.duplicates += brought.duplicates
        if progress is not None:
            progress(reading.read, source.row_count)
    return reading


def _looked_at(row: TypedRow | Rejection, reading: Reading, question: Question) -> TypedRow | None:
    reading.read += 1
    if isinstance(row, Rejection):
        return _rejected(row.reason, reading)
    if question.currency and row.get("currency") not in (None, question.currency):
        return _rejected(_("the amount is in another currency"), reading)
    if question.until is not None:
        seen = as_seen(row, question.until)
        if seen is None:
            reading.after_as_of += 1
            return None
        row = seen
    moments = [value for value in row.values.values() if isinstance(value, datetime.datetime)]
    reading.last_moment = max([*moments, *([reading.last_moment] if reading.last_moment else [])])
    if row.get("outcome") == "won":
        closed_at = row.get("closed_at")
        reading.won_without_date += closed_at is None
        reading.won_before_heard += closed_at is not None and closed_at < row.get("heard_at")
    return row


def _rejected(reason: str, reading: Reading) -> None:
    reading.rejected += 1
    reading.reasons[reason] += 1
