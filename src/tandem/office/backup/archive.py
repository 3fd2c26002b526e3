"""One file that holds a business: the database, the stored files, and a manifest to hold both to."""

import hashlib
import io
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from tandem.office.backup.manifest import Manifest
from tandem.office.backup.measures import differences, measure
from tandem.office.backup.words import BackupRefused

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
ROWS = "rows/{}.jsonl"
FILES = "files/{}"
# Fast before small: the database of years is packed in seconds.
LEVEL = 3


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        yield archive


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open an archive. Raises BackupRefused where it is none, or is cut short."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, Manifest.from_json(archive.read(MANIFEST).decode())
    except FileNotFoundError as error:
        raise BackupRefused(_("There is no file %(name)s.") % {"name": path}) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        UnicodeDecodeError,
        OSError,
        # An unknown packing, or a flag that asks for a password.
        RuntimeError,
    ) as error:
        raise BackupRefused(_("This is not a backup of Tandem, or it is damaged.")) from error


def add_file(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Pack a file and give its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as content, archive.open(name, "w", force_zip64=True) as packed:
        while chunk := content.read(1 << 20):
            digest.update(chunk)
            packed.write(chunk)
    return digest.hexdigest()


def unpack(archive: zipfile.ZipFile, name: str, to: Path) -> None:
    with archive.open(name) as packed, to.open("xb") as content:
        shutil.copyfileobj(packed, content, 1 << 20)


def lines(archive: zipfile.ZipFile, table: str) -> Iterator[str]:
    with archive.open(ROWS.format(table)) as packed:
        yield from io.TextIOWrapper(packed, encoding="utf-8", newline="\n")


def verify(path: Path) -> Manifest:
    """Hold an archive to its manifest: every byte, stored file, row and sum. Raises BackupRefused."""
    with reading(path) as (archive, manifest):
        damaged = archive.testzip()
        if damaged is not None:
            raise BackupRefused(_("The backup is damaged at %(name)s.") % {"name": damaged})
        _verify_files(archive, manifest)
        if manifest.form == "sqlite":
            _verify_database(archive, manifest)
        else:
            _verify_rows(archive, manifest)
        return manifest


def _verify_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for key, expected in manifest.files.items():
        with archive.open(FILES.format(key)) as packed:
            if hashlib.file_digest(packed, "sha256").hexdigest() != expected:  # type: ignore[arg-type]
                raise BackupRefused(_("A stored file in the backup is not what it was."))


def _verify_database(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / DATABASE
        unpack(archive, DATABASE, file)
        try:
            refuse_damaged(file)
            with closing(sqlite3.connect(file)) as database:
                found = measure(manifest.measured.tables, lambda sql: database.execute(sql).fetchone())
        except sqlite3.DatabaseError as error:
            raise BackupRefused(_("The database in the backup is damaged.")) from error
    wrong = differences(manifest.measured, found)
    if wrong:
        raise BackupRefused(
            _("The backup does not hold what it says: %(tables)s.") % {"tables": ", ".join(wrong)}
        )


def refuse_damaged(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        sound = database.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        dangling = database.execute("PRAGMA foreign_key_check").fetchone()
    if not sound or dangling is not None:
        raise BackupRefused(_("The database in the backup is damaged."))


def _verify_rows(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for table in manifest.measured.tables:
        count = sum(1 for _line in lines(archive, table.name))
        if count != manifest.measured.found[table.name][0]:
            raise BackupRefused(
                _("The backup does not hold what it says: %(tables)s.") % {"tables": table.name}
            )
