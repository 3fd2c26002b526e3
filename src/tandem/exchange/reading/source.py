"""A table on disk, whatever its format: named columns, and lines that can be read again from any row."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import NamedTuple

Cell = str | int | float | bool | date | time | timedelta | None


class Line(NamedTuple):
    """One row of the file. `number` is the one that a spreadsheet shows beside it.

    There are at least as many cells as headers; more of them only in a row that is too long.
    """

    number: int
    cells: list[Cell]


class Joined(NamedTuple):
    """A file that was joined to the first one: its columns as the whole names them, and all of its rows."""

    headers: tuple[str, ...]
    rows: Callable[[], Iterator[list[Cell]]]


class Source(ABC):
    """Read in constant memory where the format allows it; every call of `lines` starts afresh."""

    name: str
    headers: tuple[str, ...]
    header_number: int
    row_count: int
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    joined: tuple[Joined, ...] = ()

    @abstractmethod
    def lines(self, start_at: int = 0) -> Iterator[Line]:
        """Rows that are not blank, from row number `start_at` on."""

    def batches(self, size: int = 1000, start_at: int = 0) -> Iterator[list[Line]]:
        lines = self.lines(start_at)
        while batch := list(islice(lines, size)):
            yield batch

    def sample(self, size: int = 20) -> list[Line]:
        return list(islice(self.lines(), size))
