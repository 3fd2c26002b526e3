"""Before anything is served: there is a database, it can be read, and it is of this version."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tandem.config.cli.plain import Plain
from tandem.office.backup.actions import automatic_backup
from tandem.office.backup.manifest import schema_of, unknown_migrations
from tandem.office.backup.queries import last_backup_at
from tandem.office.backup.restoring import migrate_sound
from tandem.office.sqlite import files, fresh, journal
from tandem.office.sqlite.words import DatabaseDamaged, DatabaseTrouble


def data() -> Path:
    """The data folder; made where it is missing."""
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def is_file() -> bool:
    return connection.vendor == "sqlite"


def exists() -> bool:
    """Whether there is a database with tables in it."""
    if is_file():
        file = files.active(data())
        if files.is_lost(file):
            raise DatabaseDamaged(f"{file} was here and is gone")
        return file.exists() and file.stat().st_size > 0
    return "django_migrations" in tables()


def tables() -> list[str]:
    try:
        return connection.introspection.table_names()
    except DatabaseTrouble:
        raise
    except DatabaseError as error:
        first_line = str(error).strip().splitlines()[0]
        raise Plain(f"The database of DATABASE_URL cannot be reached: {first_line}", 3) from error


def make_empty() -> None:
    if is_file():
        fresh.make(data() / files.OWN)
    else:
        migrate_here()


def migrate_here() -> None:
    call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())


def bring_up_to_date() -> bool:
    """Back an existing database up and migrate it, if it is older than the code; True if it was.

    A file is migrated as a copy that takes its place at one stroke: a kill leaves the old or the new.
    """
    refuse_newer()
    if not pending():
        return False
    automatic_backup("upgrade", at=timezone.now())
    if is_file():
        upgrade_file(files.active(data()))
    else:
        migrate_here()
    return True


def refuse_newer() -> None:
    tables()
    if unknown_migrations(schema_of("default")):
        raise Plain("This database belongs to a newer version of Tandem. Nothing was changed.", 2)


def pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def upgrade_file(file: Path) -> None:
    copied = file.with_name("upgraded.sqlite3")
    copied.unlink(missing_ok=True)
    connection.close()
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as guard:
        # Until the new file stands, nobody writes to the old one what the new one would miss.
        guard.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(file)) as source:
            source.execute("VACUUM INTO ?", (str(copied),))
        migrate_sound(copied)
        fresh.swap(copied, file, keep=False)


def back_up_if_changed() -> None:
    """A backup at start, unless nothing was written since the last one."""
    last = last_backup_at()
    if is_file() and last is not None and files.changed_at(files.active(data())) <= last:
        return
    automatic_backup("start", at=timezone.now())


def settle_journal() -> None:
    if is_file():
        connection.close()
        journal.settle(files.active(data()))


def require() -> None:
    """For commands that work on a business: it is there, and of this version."""
    if not exists():
        raise Plain("There is no business yet. Begin with: tandem serve", 2)
    refuse_newer()
    if pending():
        raise Plain(
            "This database is older than this version of Tandem. Start `tandem serve` once to upgrade it.", 2
        )
