"""A list of deals as it stood at a moment: without the rows that came to be later."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from tandem.exchange.reading.dates import DateOrder, moments
from tandem.exchange.reading.evidence import LOOK_AT, evidence_of, says_epoch
from tandem.exchange.reading.examining import examine
from tandem.exchange.reading.folding import readings
from tandem.exchange.reading.headers import recognise
from tandem.exchange.reading.mapping import Choice, Mapping
from tandem.exchange.reading.rejections import BadValue
from tandem.exchange.reading.rows import unsettled
from tandem.exchange.reading.source import Cell, Line, Source

# When a row of a CRM came to be, the most telling name first. Never a date of the enquiry or of an end.
CREATED = """deal created|deal created at|deal created on|deal created date|deal creation date|
    opportunity created|opportunity created at|opportunity created date|created time|created at|create date|
    created date|created on|creation date|date created|created|add time|added at|added on|date added|
    added time|opened at|opened on|open date|date opened|opened|erstellt am|erstellungsdatum|erstelldatum|
    erstellt|angelegt am|date de creation|cree le|fecha de creacion|creado el|creado|data de criacao|
    criado em|aangemaakt op|aanmaakdatum|aangemaakt"""
NAMES = [" ".join(name.split()) for name in CREATED.split("|")]


class CutSource(Source):
    """The rows that were there by `until`. One without the date of its making, or with none that can be read,
    may have been there all along."""

    knows_when_made = True

    def __init__(self, whole: Source, column: str, until: datetime, order: DateOrder, zone: tzinfo) -> None:
        self._whole = whole
        self._until = until
        self._position = whole.headers.index(column)
        self._read = moments(order, zone, epoch=says_epoch(column))
        self.name, self.headers, self.header_number = whole.name, whole.headers, whole.header_number
        self.notes = whole.notes
        self.row_count = sum(1 for _line in self.lines())

    def lines(self, start_at: int = 0) -> Iterator[Line]:
        return (line for line in self._whole.lines(start_at) if self._was_there(line.cells[self._position]))

    def _was_there(self, cell: Cell) -> bool:
        try:
            made_at, _bare = self._read(cell)
        except BadValue:
            return True
        return made_at <= self._until


def as_it_stood(source: Source, until: datetime, zone: tzinfo, asked: DateOrder | None = None) -> Source:
    """The whole where no column tells when its rows came to be. `asked` is the order of dates where they do
    not tell. Raises FileRefused where nothing does.
    """
    column = creation_column(source)
    if column is None:
        return source
    return CutSource(source, column, until, _order(source, column, asked), zone)


def creation_column(source: Source) -> str | None:
    """The column with the day on which each row came to be, by its name and its values."""
    sample = source.sample(LOOK_AT)
    named = {
        column: min((NAMES.index(name) for name in readings(column) if name in NAMES), default=-1)
        for column in source.headers
    }
    for column in sorted((name for name in named if named[name] >= 0), key=lambda name: named[name]):
        seen = evidence_of(column, source.headers.index(column), sample)
        if seen.dates and seen.allows("heard_at"):
            return column
    return None


def _order(source: Source, column: str, asked: DateOrder | None) -> DateOrder:
    """As the column tells, or else the other dates of the file."""
    alone = examine(source, Mapping("enquiries", (Choice("heard_at", column, ""),)))
    if alone.date_order is not DateOrder.ASK:
        return alone.date_order
    beside = examine(source, recognise(source, "enquiries"))
    order = asked or beside.date_order
    if order is DateOrder.ASK:
        raise unsettled(alone.disagreeing or beside.disagreeing)
    return order
