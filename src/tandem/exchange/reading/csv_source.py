"""CSV, TSV and semicolon files, read a line at a time."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.exchange.reading.layout import LOOK_AT, find_header, fit, header_notes, reach_of, unique_headers
from tandem.exchange.reading.refusals import MOST_CELL, MOST_ROWS, FileRefused
from tandem.exchange.reading.source import Cell, Line, Source
from tandem.exchange.reading.text_encoding import text_encoding

# Python's own limit is 131,072 and holds for the whole process; ours is what we promise to read.
csv.field_size_limit(MOST_CELL)
DELIMITERS = (",", ";", "\t", "|")
SNIFF = 64 * 1024
END = "\x00"


class CsvSource(Source):
    def __init__(self, path: Path, name: str, known: Callable[[str], bool]) -> None:
        self.name = name
        self._path = path
        self.encoding = text_encoding(path)
        text = self._head()
        if not text.strip("\ufeff \t\r\n\x0c\x1a"):
            raise FileRefused(_("This file is empty: there is nothing in it to read."))
        self._skip_hint = text[:4].casefold() == "sep="
        self.delimiter = text[4] if self._skip_hint and len(text) > 4 else sniff_delimiter(text, known)
        header = find_header(list(islice(self._records(), LOOK_AT)), known)
        self.header_number = header.number
        self.row_count, reach = self._count(len(header.cells))
        self.headers, repeated = unique_headers(header.cells, reach)
        self.notes = self._encoding_notes() + header_notes(header, repeated)

    def lines(self, start_at: int = 0) -> Iterator[Line]:
        first = max(start_at, self.header_number + 1)
        width = len(self.headers)
        for line in self._records(first - 1):
            cells = line.cells
            if len(cells) != width:
                cells = fit(cells, width) if cells else []
                line = Line(line.number, cells)
            if any(map(_says_something, cells)):
                yield line

    def _records(self, skip: int = 0) -> Iterator[Line]:
        """Every record, blank ones too, so that numbers are those of a spreadsheet."""
        with self._path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            number = skip
            try:
                for cells in islice(reader, skip + self._skip_hint, None):
                    number += 1
                    yield Line(number, cells)  # type: ignore[arg-type]
            except csv.Error as error:
                raise _unclosed(number + 1) from error

    def _head(self) -> str:
        with self._path.open(encoding=self.encoding, newline="") as file:
            return file.read(SNIFF)

    def _count(self, width: int) -> tuple[int, int]:
        """The rows below the header, and how many columns they fill.

        A mark behind the last line tells whether a cell was still open there: it would have swallowed all
        rows since.
        """
        number, filled, reach, cells = 0, 0, 0, []
        with self._path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(chain(file, [END]), delimiter=self.delimiter)
            try:
                for cells in islice(reader, self._skip_hint, None):
                    number += 1
                    filled += bool(cells)
                    if number > self.header_number and reach < len(cells):
                        reach = max(reach, reach_of(cells, width))
                    # The header and the mark are no rows.
                    if filled > MOST_ROWS + self.header_number + 1:
                        raise _too_many()
            except csv.Error as error:
                raise _unclosed(number + 1) from error
        if cells != [END]:
            raise _unclosed(number)
        return max(0, filled - 1 - self._filled_above()), reach

    def _filled_above(self) -> int:
        return sum(1 for line in islice(self._records(), self.header_number) if line.cells)

    def _encoding_notes(self) -> tuple[str, ...]:
        if self.encoding != "cp1252":
            return ()
        return (_("The file is not UTF-8, so it was read as Windows-1252. Check a name with an accent."),)


def sniff_delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The delimiter that cuts most rows into the same number of cells, and finds names it knows."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter, known))


def _evenness(text: str, delimiter: str, known: Callable[[str], bool]) -> float:
    lines = list(StringIO(text, newline=""))
    records = _readable(lines[:-1] if len(text) >= SNIFF and len(lines) > 1 else lines, delimiter)
    widths = [len(cells) for cells in records if cells]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    names = max(sum(known(cell.strip()) for cell in cells) for cells in records[:LOOK_AT])
    return (wide.count(usual) / len(widths)) ** 2 * (usual - 1) * (1 + names)


def _readable(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return records
    return records


def _says_something(cell: Cell) -> bool:
    return bool(cell) and not str(cell).isspace()


def _unclosed(number: int) -> FileRefused:
    return FileRefused(
        _(
            "From row %(row)s on the cells cannot be told apart: a quotation mark is opened and "
            "never closed. Correct that row, or export the file again."
        )
        % {"row": number}
    )


def _too_many() -> FileRefused:
    return FileRefused(
        _("This file has more than %(most)s rows. Split it and give the parts one after the other.")
        % {"most": f"{MOST_ROWS:,}"}
    )
