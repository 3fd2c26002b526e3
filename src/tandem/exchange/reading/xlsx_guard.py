"""What an XLSX file would unpack to, found out before anything in it is opened.

Calamine holds a sheet as one block from the first to the last filled cell, so two cells in far corners
would ask for 17 thousand million of them. The parts are therefore measured first, by a streaming parser.
"""

import copy
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from tandem.exchange.reading.refusals import (
    MEBIBYTE,
    MOST_CELL,
    MOST_COLUMNS,
    MOST_SHEET_ROWS,
    FileRefused,
)
from tandem.exchange.reading.sheet_extent import Extent, ExtentHandler, QuickExtent, SharedTexts, Weigher

MOST_UNPACKED = 100 * MEBIBYTE
MOST_RATIO = 200
MOST_ENTRIES = 200
# A small file may be one short text many times over; the ratio says nothing below this.
RATIO_FROM = 2 * MEBIBYTE
# One shared text may stand in every cell: what the cells hold together once it is written out.
MOST_TEXT = 300 * MEBIBYTE
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Package:
    """An XLSX file whose entries are within bounds. `sheets` leads from a sheet's name to its part."""

    path: Path
    sheets: dict[str, str]
    shared_texts: SharedTexts

    def extent(self, sheet: str) -> Extent:
        """The block that the filled cells of a sheet span, and what they weigh."""
        with _opened(self.path) as package:
            entry = _entry(package, self.sheets[sheet])
            extent = _quick_extent(package, entry)
            if not extent or extent.columns > MOST_COLUMNS or extent.last_row > MOST_SHEET_ROWS:
                handler = ExtentHandler()
                _parse(package, entry, handler.wire)
                extent = handler.extent()
            if self.shared_texts.longest * extent.cells > MOST_TEXT:
                weigher = Weigher(self.shared_texts.lengths)
                _parse(package, entry, weigher.wire)
                if weigher.total > MOST_TEXT:
                    raise _bomb()
        return extent


def check_package(path: Path) -> Package:
    with _opened(path) as package:
        entries = package.infolist()
        _check_totals(path, entries)
        for entry in entries:
            _check_entry(package, entry)
        return Package(path, _sheet_parts(package), _shared_texts(package))


def _check_totals(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(1, path.stat().st_size)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or (unpacked > RATIO_FROM and ratio > MOST_RATIO)
    ):
        raise _bomb()
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise _damaged()
    if any(entry.flag_bits & 1 for entry in entries):
        raise protected()


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """The directory's own figures may lie, so every entry is unpacked once and counted."""
    honest = copy.copy(entry)
    honest.file_size = MOST_UNPACKED + 1
    size = 0
    with package.open(honest) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > entry.file_size:
                raise _bomb()
    if entry.filename.casefold().endswith((".xml", ".rels", ".vml")):
        _parse(package, entry, _refuse_doctype, until_root=True)


def _quick_extent(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Extent | None:
    quick = QuickExtent()
    with package.open(entry) as part:
        while chunk := part.read(CHUNK):
            quick.feed(chunk)
    quick.close()
    return quick.extent() if quick.certain else None


def _refuse_doctype(parser: expat.XMLParserType) -> None:
    def refuse(*_declaration: object) -> None:
        raise FileRefused(
            _(
                "This XLSX file has a document type inside, which no spreadsheet writes and which can do "
                "harm. Open it in your spreadsheet and save it again as XLSX."
            )
        )

    parser.StartDoctypeDeclHandler = refuse


class _RootReached(Exception):
    pass


def _parse(
    package: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    wire: Callable[[expat.XMLParserType], None],
    *,
    until_root: bool = False,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    _refuse_doctype(parser)
    wire(parser)
    if until_root:

        def stop(_name: str, _attributes: dict[str, str]) -> None:
            raise _RootReached

        parser.StartElementHandler = stop
    try:
        with package.open(entry) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise _damaged() from error


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _damaged() from error


def _entry(package: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    wanted = name.casefold()
    for entry in package.infolist():
        if entry.filename.casefold() == wanted:
            return entry
    raise _damaged()


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """From the names on the tabs to the parts, by way of the workbook's relationships."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relationship(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = _resolve(attributes.get("Target", ""))

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            names[attributes.get("name", "")] = link

    _parse(package, _entry(package, "xl/_rels/workbook.xml.rels"), _starts(relationship))
    _parse(package, _entry(package, "xl/workbook.xml"), _starts(sheet))
    return {name: targets[link] for name, link in names.items() if link in targets}


def _resolve(target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return target if target.startswith("xl/") else posixpath.normpath(posixpath.join("xl", target))


def _starts(handler: Callable[[str, dict[str, str]], None]) -> Callable[[expat.XMLParserType], None]:
    def wire(parser: Any) -> None:
        parser.StartElementHandler = handler

    return wire


def _shared_texts(package: zipfile.ZipFile) -> SharedTexts:
    texts = SharedTexts()
    if any(entry.filename.casefold() == "xl/sharedstrings.xml" for entry in package.infolist()):
        _parse(package, _entry(package, "xl/sharedStrings.xml"), texts.wire)
    if texts.longest > MOST_CELL:
        raise FileRefused(
            _("A cell of this file has more than a million characters. Shorten it and save the file again.")
        )
    return texts


def protected() -> FileRefused:
    return FileRefused(
        _("This file is protected with a password. Open it, save it without one, and give that file.")
    )


def _bomb() -> FileRefused:
    return FileRefused(
        _(
            "This XLSX file would unpack to far more than its size, so it was not opened. "
            "Save the sheet that you need as CSV."
        )
    )


def _damaged() -> FileRefused:
    return FileRefused(
        _("This XLSX file is damaged. Open it in your spreadsheet, save it again, and give the new file.")
    )
