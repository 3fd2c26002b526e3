"""Bringing a backup back: into an empty place, or in place of what is there."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from tandem.office.backup import rows
from tandem.office.backup.actions import UNFINISHED, measured
from tandem.office.backup.archive import DATABASE, FILES, lines, reading, refuse_damaged, unpack, verify
from tandem.office.backup.manifest import Manifest, refuse_newer
from tandem.office.backup.measures import Measured, differences, kept_models
from tandem.office.backup.words import BackupRefused
from tandem.office.files.models import StoredFile
from tandem.office.sqlite import files as places
from tandem.office.sqlite import fresh
from tandem.office.sqlite.disk import flush, flush_folder
from tandem.office.sqlite.fresh import swap


def restore(file: Path, *, replace: bool = False) -> Manifest:
    """Bring a backup back. It is verified before anything is touched; what stood there is kept beside it."""
    manifest = verify(file)
    refuse_newer(manifest.schema)
    with reading(file) as (archive, _same):
        if connection.vendor == "sqlite":
            _to_file(archive, manifest, replace)
        else:
            _to_server(archive, manifest, replace)
        _restore_files(archive, manifest)
    return manifest


def _to_file(archive: zipfile.ZipFile, manifest: Manifest, replace: bool) -> None:
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = data / (manifest.database if manifest.database == places.SAMPLE else places.OWN)
    if target.exists() and not replace:
        raise BackupRefused(_("There is a database in %(folder)s already. Add --replace.") % {"folder": data})
    new = target.with_name("restored.sqlite3")
    new.unlink(missing_ok=True)
    if manifest.form == "sqlite":
        unpack(archive, DATABASE, new)
        migrate_sound(new)
    else:
        _refuse_other_schema(manifest)
        fresh.make(new, then=lambda _alias: _fill_from(archive, manifest))
    connection.close()
    swap(new, target)


def _to_server(archive: zipfile.ZipFile, manifest: Manifest, replace: bool) -> None:
    if "office_user" in connection.introspection.table_names() and not replace:
        raise BackupRefused(_("There is a business in this database already. Add --replace."))
    _refuse_other_schema(manifest)
    with _source(archive, manifest) as source, transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
        if source is None:
            _fill_from(archive, manifest)
        else:
            rows.copy(source, "default")
            _refuse_differences(manifest.measured)


@contextmanager
def _source(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str | None]:
    """The database file of the archive as a second connection, if it has one."""
    if manifest.form == "rows":
        yield None
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / DATABASE
        unpack(archive, DATABASE, file)
        with fresh.opened(file, alias="source") as alias:
            yield alias


def migrate_sound(file: Path) -> None:
    """Bring a database file up to this version, and see that it is sound then."""
    fresh.migrate(file)
    refuse_damaged(file)


def _refuse_other_schema(manifest: Manifest) -> None:
    if set(manifest.schema) != set(MigrationLoader(None).disk_migrations):
        raise BackupRefused(
            _("This backup is of an older version. Restore it with that version, upgrade, and back up again.")
        )


def _fill_from(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    read = ((model, rows.read(model, lines(archive, model._meta.db_table))) for model in kept_models())
    rows.fill("default", read)
    _refuse_differences(manifest.measured)


def _refuse_differences(expected: Measured) -> None:
    wrong = differences(expected, measured("default"))
    if wrong:
        raise BackupRefused(
            _("Not everything came over: %(tables)s. Nothing was changed.") % {"tables": ", ".join(wrong)}
        )


def _restore_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for key in manifest.files:
        path = StoredFile(key=key).path
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(path.name + UNFINISHED)
        part.unlink(missing_ok=True)
        unpack(archive, FILES.format(key), part)
        flush(part)
        part.replace(path)
        flush_folder(path.parent)
