import datetime
import io
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils.translation import gettext as _

from tandem.office.backup import rows
from tandem.office.backup.archive import DATABASE, FILES, MANIFEST, ROWS, add_file, verify, writing
from tandem.office.backup.manifest import Manifest, now, schema_of
from tandem.office.backup.measures import Measured, kept_models, measure, tables_of
from tandem.office.backup.queries import automatic_folder
from tandem.office.backup.words import BackupRefused
from tandem.office.files.models import StoredFile
from tandem.office.sqlite import files as places
from tandem.office.sqlite import fresh
from tandem.office.sqlite.disk import flush

UNFINISHED = ".part"
KEPT = 10


def backup(to: Path) -> Manifest:
    """Write the whole business into one new file: made beside its place, verified, then given its name."""
    if to.exists():
        raise BackupRefused(_("%(name)s is there already. Choose another name.") % {"name": to})
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(to.name + UNFINISHED)
    part.unlink(missing_ok=True)
    try:
        if connection.vendor == "sqlite":
            _write_sqlite(part)
        else:
            _write_rows(part)
        part.chmod(0o600)
        flush(part)
        manifest = verify(part)
        fresh.put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write_sqlite(part: Path) -> None:
    copied = part.with_name(part.name + ".sqlite3")
    copied.unlink(missing_ok=True)
    name = places.active(Path(settings.DATA)).name
    try:
        with connection.cursor() as cursor:
            # The one way that never restarts under writers and never misses what is still in the journal.
            cursor.execute("VACUUM INTO %s", [str(copied)])
        with fresh.as_default(copied), writing(part) as archive:
            manifest = _manifest("sqlite", name)
            add_file(archive, DATABASE, copied)
            _write_files(archive, manifest)
            archive.writestr(MANIFEST, manifest.as_json())
    finally:
        copied.unlink(missing_ok=True)


def _write_rows(part: Path) -> None:
    with transaction.atomic(durable=True), writing(part) as archive:
        with connection.cursor() as cursor:
            # Every table as of the same moment, however long this takes.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        manifest = _manifest("rows", places.OWN)
        for model in kept_models():
            name = ROWS.format(model._meta.db_table)
            with (
                archive.open(name, "w", force_zip64=True) as packed,
                io.TextIOWrapper(packed, "utf-8") as text,
            ):
                rows.write(model, "default", text)
        _write_files(archive, manifest)
        archive.writestr(MANIFEST, manifest.as_json())


def _manifest(form: str, name: str) -> Manifest:
    return Manifest(form, now(), name, schema_of("default"), measured("default"))


def measured(alias: str) -> Measured:
    with connections[alias].cursor() as cursor:

        def one_row(sql: str) -> tuple[int, ...]:
            cursor.execute(sql)
            row: tuple[int, ...] = cursor.fetchone()
            return row

        present = set(connections[alias].introspection.table_names(cursor))
        return measure([table for table in tables_of(kept_models()) if table.name in present], one_row)


def _write_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    if StoredFile._meta.db_table not in manifest.measured.found:
        return
    for key in StoredFile.objects.order_by("key").values_list("key", flat=True):
        path = StoredFile(key=key).path
        if path.exists():
            manifest.files[key] = add_file(archive, FILES.format(key), path)


def automatic_backup(reason: str, *, at: datetime.datetime) -> Path:
    """A backup into the data folder, as `upgrade-…` or `daily-…`; the last ten of each reason are kept."""
    folder = automatic_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for unfinished in folder.glob(f"*{UNFINISHED}*"):
        unfinished.unlink(missing_ok=True)
    to = folder / f"{reason}-{at:%Y%m%d-%H%M%S}.zip"
    backup(to)
    for old in sorted(folder.glob(f"{reason}-*.zip"))[:-KEPT]:
        old.unlink()
    return to
