"""Where the table starts in a file: lines before the header are skipped, names are made unique."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from tandem.exchange.reading.refusals import MOST_COLUMNS, FileRefused
from tandem.exchange.reading.source import Cell, Line

LOOK_AT = 30
NUMBER = re.compile(r"[-+(]?[£$€]?\s?\d[\d.,' ]*\)?%?", re.ASCII)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def find_header(lines: Sequence[Line], known: Callable[[str], bool]) -> Line:
    """The header among the first lines. Raises FileRefused where the first full row is data already."""
    filled = [line for line in lines[:LOOK_AT] if any(_text(cell) for cell in line.cells)]
    if not filled:
        raise FileRefused(_("This file is empty: there is nothing in it to read."))
    named = [line for line in filled if _names_in(line, known) >= 2]
    header = _finest(named[0], filled, known) if named else _first_full(filled)
    _check_header(header, known)
    return header


def reach_of(cells: Sequence[Cell], width: int) -> int:
    """How many columns a row fills; 0 for one that is longer than the `width` of the row of names."""
    if len(cells) > width:
        return 0
    return next((place for place in range(len(cells), 0, -1) if _text(cells[place - 1])), 0)


def unique_headers(cells: Sequence[Cell], reach: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the columns, and those that stood there more than once.

    The last columns may lack a name: they count as far as the rows below `reach`.
    """
    names = [_text(cell) for cell in cells]
    while len(names) > reach and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise FileRefused(
            _("This table has %(count)s columns; up to %(most)s can be read. Delete those you do not need.")
            % {"count": f"{len(names):,}", "most": MOST_COLUMNS}
        )
    taken: set[str] = set()
    unique: list[str] = []
    for position, name in enumerate(names, start=1):
        candidate, copy = name or unnamed(position), 2
        while candidate in taken:
            candidate, copy = f"{name or unnamed(position)} ({copy})", copy + 1
        taken.add(candidate)
        unique.append(candidate)
    return tuple(unique), tuple(name for name, count in Counter(filter(None, names)).items() if count > 1)


def unnamed(position: int) -> str:
    """What a column without a name is called, by its place from 1."""
    return f"column {position}"


def header_notes(header: Line, repeated: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if header.number > 1:
        notes.append(
            _("The names of the columns stand in row %(row)s; what stands above was skipped.")
            % {"row": header.number}
        )
    notes += [
        _("“%(name)s” names several columns; the later ones are called “%(name)s (2)” and so on.")
        % {"name": name}
        for name in repeated
    ]
    return tuple(notes)


def fit(cells: list[Cell], width: int) -> list[Cell]:
    """Pads a short row; cuts the blanks that follow a full one."""
    missing = width - len(cells)
    if missing > 0:
        return cells + [""] * missing
    while len(cells) > width and not _text(cells[-1]):
        cells.pop()
    return cells


def _finest(header: Line, lines: Sequence[Line], known: Callable[[str], bool]) -> Line:
    """Of rows of names, one under the other, the one that names most: above it stand groups of columns."""
    for line in lines[lines.index(header) + 1 :]:
        if _is_data(line) or _names_in(line, known) <= _names_in(header, known):
            break
        header = line
    return header


def _names_in(line: Line, known: Callable[[str], bool]) -> int:
    """How many different names of columns a row has."""
    return len({text for cell in line.cells if known(text := _text(cell))})


def _is_data(line: Line) -> bool:
    texts = [_text(cell) for cell in line.cells]
    return any(form.fullmatch(text) for text in texts for form in (DATE, EMAIL, NUMBER))


def _first_full(lines: Sequence[Line]) -> Line:
    widths = Counter(len(line.cells) for line in lines)
    typical = max(widths, key=lambda width: (widths[width], width))
    wanted = 1 if typical == 1 else max(2, typical / 2)
    full = (line for line in lines if sum(bool(_text(cell)) for cell in line.cells) >= wanted)
    return next(full, lines[0])


def _check_header(header: Line, known: Callable[[str], bool]) -> None:
    texts = [text for cell in header.cells if (text := _text(cell))]
    if sum(map(known, texts)) * 2 >= len(texts):
        return
    numbers = [text for text in texts if NUMBER.fullmatch(text)]
    telling = [text for text in texts if DATE.fullmatch(text) or EMAIL.fullmatch(text)]
    if telling or len(numbers) * 2 >= len(texts):
        raise FileRefused(
            _(
                "Row %(row)s should have the names of the columns, but it has “%(value)s”, which is data. "
                "Add a first row with names."
            )
            % {"row": header.number, "value": (telling or numbers)[0][:60]}
        )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip().strip("\ufeff")
