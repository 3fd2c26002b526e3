"""Several files as one table: a list of leads with what a list of closed deals knows of them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import ngettext

from tandem.exchange.reading.naming import named_column
from tandem.exchange.reading.source import Cell, Joined, Line, Source
from tandem.exchange.reading.texts import text_of


class JoinedSource(Source):
    """Every row of the first file, with the cells of the first matching row of each other one.

    `duplicates` and `unmatched` count, by the name of the file, rows that were not used: those whose key
    came before, and those whose key the first file does not have.
    """

    def __init__(self, first: Source, others: Sequence[Source], on: str) -> None:
        self._first = first
        self.name = " + ".join(source.name for source in (first, *others))
        self.header_number = first.header_number
        self.row_count = first.row_count
        self._position = first.headers.index(named_column(first, on))
        self.duplicates: dict[str, int] = {}
        self.unmatched: dict[str, int] = {}
        self._tables = [_Table(source, on, self.duplicates) for source in others]
        self.headers = self._unique_headers()
        self.joined = self._parts()
        self._count_unmatched()
        self.notes = (*first.notes, *self._join_notes())

    def lines(self, start_at: int = 0) -> Iterator[Line]:
        width = len(self._first.headers)
        for number, cells in self._first.lines(start_at):
            if len(cells) > width:
                yield Line(number, cells + [""] * len(self.headers))
                continue
            key = _key(cells[self._position])
            joined = list(cells)
            for table in self._tables:
                joined += table.rows.get(key, table.blank) if key else table.blank
            yield Line(number, joined)

    def _unique_headers(self) -> tuple[str, ...]:
        headers = list(self._first.headers)
        for table in self._tables:
            for header in table.headers:
                name, copy = header, 2
                if name in headers:
                    name = f"{header} ({table.name})"
                while name in headers:
                    name, copy = f"{header} ({table.name}, {copy})", copy + 1
                headers.append(name)
        return tuple(headers)

    def _parts(self) -> tuple[Joined, ...]:
        found, start = [], len(self._first.headers)
        for table in self._tables:
            found.append(Joined(self.headers[start : start + len(table.headers)], table.all_rows))
            start += len(table.headers)
        return tuple(found)

    def _count_unmatched(self) -> None:
        keys = {_key(line.cells[self._position]) for line in self._first.lines()}
        for table in self._tables:
            self.unmatched[table.name] = sum(key not in keys for key in table.rows)

    def _join_notes(self) -> list[str]:
        notes = []
        for name, count in self.duplicates.items():
            if count:
                notes.append(
                    ngettext(
                        "%(count)s row of “%(name)s” has a key that came before; the first one was used.",
                        "%(count)s rows of “%(name)s” have a key that came before; the first one was used.",
                        count,
                    )
                    % {"count": f"{count:,}", "name": name}
                )
        for name, count in self.unmatched.items():
            if count:
                notes.append(
                    ngettext(
                        "%(count)s row of “%(name)s” matches no row of “%(first)s” and was left out.",
                        "%(count)s rows of “%(name)s” match no row of “%(first)s” and were left out.",
                        count,
                    )
                    % {"count": f"{count:,}", "name": name, "first": self._first.name}
                )
        return notes


class _Table:
    """The right side of a join, held in memory by key."""

    def __init__(self, source: Source, on: str, duplicates: dict[str, int]) -> None:
        self.name = source.name
        self._source = source
        self._position = position = source.headers.index(named_column(source, on))
        self.headers = source.headers[:position] + source.headers[position + 1 :]
        self.blank: list[Cell] = [""] * len(self.headers)
        self.rows: dict[str, list[Cell]] = {}
        repeated = 0
        for _number, cells in source.lines():
            key = _key(cells[position])
            if key and key in self.rows:
                repeated += 1
            elif key:
                self.rows[key] = self._without_key(cells)
        duplicates[self.name] = duplicates.get(self.name, 0) + repeated

    def all_rows(self) -> Iterator[list[Cell]]:
        """Those too that are not used. The file is read once more."""
        return (self._without_key(cells) for _number, cells in self._source.lines())

    def _without_key(self, cells: list[Cell]) -> list[Cell]:
        return cells[: self._position] + cells[self._position + 1 : len(self._source.headers)]


def join(sources: Sequence[Source], on: str) -> Source:
    """Left join on a column that every file has. Raises FileRefused where one does not have it."""
    return JoinedSource(sources[0], sources[1:], on) if len(sources) > 1 else sources[0]


def _key(cell: Cell) -> str:
    return text_of(cell).casefold()
