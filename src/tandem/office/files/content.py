"""What a file is, by its first bytes and never by its name."""

import zipfile
from typing import BinaryIO

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
OFFICE = {
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# Text that a browser or a picture viewer would run.
ACTIVE = (b"<svg", b"<html", b"<!doctype", b"<?xml", b"<script", b"<?php")


def kind_of(file: BinaryIO) -> str | None:
    """The media type, or None for what is not taken. Leaves the file at its beginning."""
    start = file.read(4096)
    file.seek(0)
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            return kind
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    return _kind_of_text(start)


def _kind_of_archive(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((kind for name, kind in OFFICE.items() if name in names), "application/zip")


def _kind_of_text(start: bytes) -> str | None:
    looked_at = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start or b"\x00" in start or any(mark in looked_at[:1024] for mark in ACTIVE):
        return None
    return "text/plain"
