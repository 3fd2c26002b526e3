"""Which characters the bytes of a text file stand for: decided over the whole file, never in silence."""

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.exchange.reading.refusals import MOST_CELL, FileRefused

# Smaller than the longest line, so that only a line that is carried over can be too long.
CHUNK = 256 * 1024
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a"))
NOT_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte > 127)
NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class _Tally:
    """What one pass over the bytes has seen."""

    bad_utf8_line: int = 0
    wide_characters: bool = False
    high_bytes: int = 0
    letters: int = 0
    not_windows: bool = False


def text_encoding(path: Path) -> str:
    """The codec's name. Raises FileRefused for what is not text, or not in a known encoding."""
    with path.open("rb") as file:
        head = file.read(4096)
    encoding = next((name for mark, name in MARKS if head.startswith(mark)), "") or _unmarked_utf16(head)
    if encoding.startswith(("utf-16", "utf-32")):
        _check_wide(path, encoding)
        return encoding
    tally = _tally(path)
    if not tally.bad_utf8_line:
        return encoding or "utf-8"
    if encoding or tally.wide_characters or not _looks_western(tally):
        raise FileRefused(
            _(
                "The text of this file cannot be read for certain: line %(line)s has bytes that are not "
                "UTF-8. Save it again as CSV UTF-8."
            )
            % {"line": tally.bad_utf8_line}
        )
    return "cp1252"


def _unmarked_utf16(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    if head[1::2].count(0) > pairs * 0.6 and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.6 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _check_wide(path: Path, encoding: str) -> None:
    length = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            while text := file.read(CHUNK):
                if "\0" in text:
                    raise _binary()
                ends = text.replace("\r", "\n")
                length = _open_line(length, len(text), ends.find("\n"), ends.rfind("\n"))
    except UnicodeError as error:
        raise FileRefused(
            _("This file starts like UTF-16 but is damaged further on. Save it again as CSV UTF-8.")
        ) from error


def _tally(path: Path) -> _Tally:
    tally = _Tally()
    decoder = codecs.getincrementaldecoder("utf-8")()
    length, lines = 0, 1
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        read = 0
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if b"\0" in chunk or len(chunk) - len(chunk.translate(None, CONTROL)) > len(chunk) / 100:
                raise _binary()
            ends = chunk.replace(b"\r", b"\n")
            length = _open_line(length, len(chunk), ends.find(b"\n"), ends.rfind(b"\n"))
            if not chunk.isascii():
                _count_high(tally, chunk)
            if not tally.bad_utf8_line:
                _feed(tally, decoder, chunk, lines, final=read == size)
            lines += chunk.count(b"\n")
    return tally


def _count_high(tally: _Tally, chunk: bytes) -> None:
    tally.high_bytes += len(chunk.translate(None, bytes(range(128))))
    tally.letters += len(chunk.translate(None, NOT_LETTERS))
    tally.not_windows = tally.not_windows or bool(NOT_WINDOWS.search(chunk))


def _feed(tally: _Tally, decoder: codecs.IncrementalDecoder, chunk: bytes, line: int, *, final: bool) -> None:
    try:
        text = decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        tally.bad_utf8_line = line + error.object[: error.start].count(b"\n")
        text = error.object[: error.start].decode("utf-8", "ignore")
    tally.wide_characters = tally.wide_characters or not text.isascii()


def _open_line(carried: int, size: int, first: int, last: int) -> int:
    """How long the line is that is still open at the end of a chunk, whose line ends are given (-1: none)."""
    if carried + (size if first < 0 else first) > MOST_CELL:
        raise FileRefused(
            _(
                "A line of this file is longer than a million characters, so it is not a table with one row "
                "a line. Export it again as CSV."
            )
        )
    return carried + size if last < 0 else size - last - 1


def _looks_western(tally: _Tally) -> bool:
    """Windows-1252 fits any bytes but five; Greek or Russian read so would be noise: mostly high letters."""
    return not tally.not_windows and tally.high_bytes <= 0.4 * (tally.letters + tally.high_bytes)


def _binary() -> FileRefused:
    return FileRefused(
        _("This file is not text: it has bytes that no table has. Export the table again as CSV or XLSX.")
    )
