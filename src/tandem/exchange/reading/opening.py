"""Which kind of table a file is, by its first bytes and never by its name alone."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.exchange.reading.csv_source import CsvSource
from tandem.exchange.reading.refusals import MEBIBYTE, MOST_BYTES, FileRefused
from tandem.exchange.reading.source import Source
from tandem.exchange.reading.vocabulary import is_known_header
from tandem.exchange.reading.xlsx_guard import protected
from tandem.exchange.reading.xlsx_source import XlsxSource

PACKED = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOT_TABLES: tuple[tuple[bytes, Callable[[], str]], ...] = (
    (b"%PDF", lambda: _("This is a PDF file, which has no rows to read. Export the table as CSV or XLSX.")),
    (b"\x89PNG", lambda: _("This is a picture, which has no rows to read. Export the table as CSV or XLSX.")),
    (
        b"\xff\xd8\xff",
        lambda: _("This is a picture, which has no rows to read. Export the table as CSV or XLSX."),
    ),
    (b"GIF8", lambda: _("This is a picture, which has no rows to read. Export the table as CSV or XLSX.")),
    (b"\x1f\x8b", lambda: _("This file is packed with gzip. Unpack it and give the file inside.")),
    (b"{\\rtf", lambda: _("This is a text document. Save the table in it as CSV or XLSX.")),
)


def open_source(path: Path | str, name: str, sheet: str = "", *, most_bytes: int = MOST_BYTES) -> Source:
    """`name` is what the person calls the file; `sheet` one of `Source.sheets`. Raises FileRefused.

    A packed file (XLSX) is never larger than MOST_BYTES, as it unpacks to many times that.
    """
    path = Path(path)
    if path.is_dir():
        raise FileRefused(_("“%(name)s” is a folder. Give the file in it.") % {"name": name})
    if not path.is_file():
        raise FileRefused(_("There is no file “%(name)s”. Check its name and folder.") % {"name": name})
    size = path.stat().st_size
    if not size:
        raise FileRefused(_("This file is empty: there is nothing in it to read."))
    with path.open("rb") as file:
        head = file.read(2048)
    most = MOST_BYTES if head.startswith(PACKED) else most_bytes
    if size > most:
        raise FileRefused(
            _(
                "This file has %(size)s MB; up to %(most)s MB can be read. "
                "Split it and give the parts one after the other."
            )
            % {"size": f"{-(-size // MEBIBYTE):,}", "most": most // MEBIBYTE}
        )
    _refuse_other_formats(path, head)
    if head.startswith(PACKED):
        return XlsxSource(path, name, is_known_header, sheet)
    return CsvSource(path, name, is_known_header)


def file_hash(path: Path | str) -> str:
    """SHA-256 of the bytes, to know a file that was given before."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_other_formats(path: Path, head: bytes) -> None:
    for mark, sentence in NOT_TABLES:
        if head.startswith(mark):
            raise FileRefused(sentence())
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        raise FileRefused(_("This is a web page or XML, not a table. Export the table as CSV or XLSX."))
    if start.startswith((b"{", b"[{")):
        raise FileRefused(_("This is JSON, not a table. Export the table as CSV or XLSX."))
    if start.startswith((b"begin:vcard", b"begin:vcalendar")):
        raise FileRefused(_("This is an address card or a calendar, not a table. Export it as CSV."))
    if head.startswith(OLD_OFFICE):
        if _holds(path, ENCRYPTED):
            raise protected()
        raise FileRefused(
            _("This is an old Excel file (.xls). Open it in your spreadsheet and save it as XLSX or CSV.")
        )
    if head.startswith(PACKED) and b"mimetypeapplication/vnd.oasis" in head:
        raise FileRefused(_("This is an OpenDocument file. Save the sheet as XLSX or CSV and give that."))
    if head.startswith(PACKED) and not _holds(path, b"xl/workbook.xml"):
        raise FileRefused(
            _(
                "This ZIP file is not an XLSX file. If tables are packed inside, unpack it and give one of "
                "them."
            )
        )


def _holds(path: Path, mark: bytes) -> bool:
    carried = b""
    with path.open("rb") as file:
        while chunk := file.read(MEBIBYTE):
            if mark in carried + chunk:
                return True
            carried = chunk[-len(mark) :]
    return False
