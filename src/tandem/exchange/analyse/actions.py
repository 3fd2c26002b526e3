import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.analyse.counting import Counting
from tandem.exchange.analyse.words import CURRENCY_WHERE_NONE_IS_NAMED, Question, Reading
from tandem.exchange.imports.batches import rows_at_once, rubbish_waiting
from tandem.exchange.reading import examining, headers, joining, opening, rows, unread
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.outcomes import Outcome, read_outcome
from tandem.exchange.reading.refusals import MOST_BYTES_ANALYSED, FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow
from tandem.exchange.reading.source import Joined, Source
from tandem.exchange.reading.texts import is_nothing, text_of
from tandem.marketing.channels.words import medium_key, source_key
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

Progress = Callable[[int, int], None]
# How a person is known again, the surest first.
TELL_WHO_ASKED = ("email", "phone", "person")
KNOWN_LATER = ("passed_at", "first_response_at", "accepted_at")


@dataclass(frozen=True)
class OpenedList:
    """The file, or several joined on a column, with what each column is taken for."""

    source: Source
    mapping: Mapping
    found: examining.Examination

    def told_with_the_end(self) -> frozenset[str]:
        """Fields of the file that tells of ends, where it was joined to another and has nothing but ends.

        Then a row of it is there once it ended: who sold it, say, is not known before, if only that file says
        so. A file that has open ones too knew of its rows before.
        """
        ends = self.mapping.column("closed_at")
        part = next((part for part in self.source.joined if ends in part.headers), None)
        if part is None:
            return frozenset()
        of_part = {choice.field: choice.column for choice in self.mapping.choices}
        of_part = {field: column for field, column in of_part.items() if column in part.headers}
        return frozenset(of_part) if has_only_ends(part, of_part) else frozenset()

    def batches(self, question: Question) -> Iterator[rows.Batch]:
        return rows.typed_rows(
            self.source,
            self.mapping,
            kind="enquiries",
            zone=question.zone,
            date_order=question.date_order or self.found.date_order,
            decimal=self.found.decimal,
            disagreeing=self.found.disagreeing,
            size=rows_at_once(self.source.row_count),
        )


def opened(question: Question) -> OpenedList:
    """Raises FileRefused where files cannot be read or joined, or a column cannot be what it is to be."""
    sources = [
        opening.open_source(path, path.name, most_bytes=MOST_BYTES_ANALYSED) for path in question.files
    ]
    if len(sources) > 1 and not question.on:
        raise FileRefused(_("Several files were given: say with --on COLUMN which column joins them."))
    source = joining.join(sources, question.on)
    mapping = headers.recognise(source, "enquiries", question.by_hand or None)
    unread.require_fields(mapping, source)
    unread.require_readable(mapping, source)
    return OpenedList(source, mapping, examining.examine(source, mapping))


def has_only_ends(part: Joined, columns: dict[str, str]) -> bool:
    """Whether each row has a date of its end. Where the outcome is open too, that date is a plan."""
    places = {field: part.headers.index(column) for field, column in columns.items()}
    dates = [places[field] for field in ("closed_at", "lost_at") if field in places]
    outcome = places.get("outcome")
    return all(
        any(not is_nothing(text_of(cells[place])) for place in dates)
        and (outcome is None or read_outcome(text_of(cells[outcome])) not in (None, Outcome.OPEN))
        for cells in part.rows()
    )


def as_seen(
    row: TypedRow, until: datetime.datetime, told_with_the_end: frozenset[str] = frozenset()
) -> TypedRow | None:
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
        for name in told_with_the_end - {"heard_at"}:
            values.pop(name, None)
        values["outcome"] = "open"
    return row._replace(values=values)


def read_into_database(file: OpenedList, question: Question, *, progress: Progress | None = None) -> Reading:
    """Count the rows as the application would. Call it inside `throwaway`.

    Raises FileRefused where amounts are in two currencies and none was asked for.
    """
    reading = Reading(
        mapping={choice.field: choice.column for choice in file.mapping.choices},
        why={choice.field: choice.why for choice in file.mapping.choices},
        remarks=[*file.mapping.remarks, *file.source.notes],
        unknown_outcomes=file.found.unknown_outcomes,
        currency=question.currency,
    )
    counting = Counting(question.zone)
    told_with_the_end = file.told_with_the_end() if question.until is not None else frozenset()
    currencies: set[str] = set()
    first: list[TypedRow] = []
    for batch in file.batches(question):
        currencies.update(currencies_of(batch))
        looked_at = (_looked_at(row, reading, question, told_with_the_end) for _number, row in batch)
        with rubbish_waiting():
            kept = [row for row in looked_at if row is not None]
            first = first or kept
            _count(kept, counting)
        if progress is not None:
            progress(reading.read, file.source.row_count)
    reading.duplicates = counting.duplicates
    reading.currency = question.currency or the_only(currencies)
    counting.settle(currency=reading.currency or CURRENCY_WHERE_NONE_IS_NAMED)
    reading.remarks += one_person_words(counting, reading.mapping, first)
    return reading


def one_person_words(counting: Counting, mapping: dict[str, str], first: list[TypedRow]) -> list[str]:
    """Where most enquiries are of one person: that is rather the address of the business itself.

    Of the columns that tell who asked, the one with the fewest values in the first rows is it.
    """
    all_of_them, same = len(counting.persons), counting.most_of_one_person()
    told = {field: [row.get(field) for row in first if row.get(field)] for field in TELL_WHO_ASKED}
    often = [field for field, values in told.items() if field in mapping and len(values) * 2 > len(first)]
    field = min(often, key=lambda name: len(set(told[name])), default=None)
    if field is None or all_of_them < LEAST_FOR_A_SHARE or same * 2 <= all_of_them:
        return []
    words = _(
        "%(same)s of %(all)s enquiries are of one person, because “%(column)s” says the same in them; what "
        "somebody asks after buying does not count. If it does not tell who asked, name the column that does "
        "with --map %(field)s=COLUMN, or leave it out with --map %(field)s=."
    )
    said = {"same": number_words(same), "all": number_words(all_of_them)}
    return [words % {**said, "column": mapping[field], "field": field}]


def currencies_of(batch: rows.Batch) -> Iterator[str]:
    for _number, row in batch:
        if isinstance(row, TypedRow) and (currency := row.get("currency")):
            yield currency


def the_only(currencies: set[str]) -> str:
    """The currency of the amounts, empty where none is told. Raises FileRefused where there are several."""
    if len(currencies) > 1:
        raise FileRefused(
            _("The amounts are in %(currencies)s. Say with --currency which one to keep.")
            % {"currencies": ", ".join(sorted(currencies))}
        )
    return next(iter(currencies), "")


def _count(kept: list[TypedRow], counting: Counting) -> None:
    # A list may tell of days to come (a plan, another clock); it is read as it stands.
    counting.take(kept, at=max([timezone.now(), *(row.get("heard_at") for row in kept)]))


def _looked_at(
    row: TypedRow | Rejection, reading: Reading, question: Question, told_with_the_end: frozenset[str]
) -> TypedRow | None:
    reading.read += 1
    if isinstance(row, Rejection):
        _reject(row.reason, reading)
        return None
    if question.currency and row.get("currency") not in (None, question.currency):
        _reject(_("the amount is in another currency"), reading)
        return None
    if question.until is not None:
        seen = as_seen(row, question.until, told_with_the_end)
        if seen is None:
            reading.after_as_of += 1
            return None
        row = seen
    _note_moments(row, reading)
    source, medium = row.get("source") or row.get("channel") or "", row.get("medium") or ""
    name = " / ".join(filter(None, (source, medium)))
    reading.spellings.setdefault((source_key(source), medium_key(medium)), name)
    return row


def _note_moments(row: TypedRow, reading: Reading) -> None:
    moments = [value for value in row.values.values() if isinstance(value, datetime.datetime)]
    reading.last_moment = max([*moments, *([reading.last_moment] if reading.last_moment else [])])


def _reject(reason: str, reading: Reading) -> None:
    reading.rejected += 1
    reading.reasons[reason] += 1
