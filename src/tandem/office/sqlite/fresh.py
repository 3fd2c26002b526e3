"""A new database, made beside its place and put there only when it is whole."""

import datetime
import hashlib
import io
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from django import get_version
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

from tandem.office.sqlite import files, journal
from tandem.office.sqlite.disk import flush, flush_folder
from tandem.office.sqlite.words import DatabaseBusy

# Seconds that one who replaces a file waits for who writes to it.
PATIENCE: Final = 5.0


@contextmanager
def opened(file: Path, *, alias: str) -> Iterator[str]:
    """A database file as a second connection for a while: yields its alias."""
    connections.databases[alias] = {
        **connections.databases["default"],
        "ENGINE": "tandem.office.sqlite",
        "NAME": file,
        "OPTIONS": {},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
    }
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def as_default(file: Path) -> Iterator[None]:
    """Let this thread alone build `file` as its database for a while; it is not flushed on the way."""
    if connection.in_atomic_block:
        raise RuntimeError("The database cannot be changed over inside a transaction")
    connection.close()
    files.instead.file = file
    try:
        yield
    finally:
        connection.close()
        files.instead.file = None


def migrate(file: Path) -> None:
    """Bring a database file up to this version; an empty one gets its tables."""
    # As the default database: migrations of other packages do not always ask which one they run on.
    with as_default(file):
        call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())


def migration_state() -> str:
    """Short, and another one whenever a migration is added or changed."""
    state = hashlib.sha256(get_version().encode())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for source in sorted(Path(app.path, "migrations").glob("*.py")):
            state.update(f"{app.label}.{source.name}".encode())
            state.update(source.read_bytes())
    return state.hexdigest()[:16]


def template() -> Path:
    """A database with today's tables and no row, made once for each state of the migrations, to be copied."""
    folder = Path(settings.DATA) / "templates"
    file = folder / f"empty-{migration_state()}.sqlite3"
    if not _is_whole(file):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder) as unfinished:
            made = Path(unfinished) / file.name
            migrate(made)
            flush(made)
            made.replace(file)
        for old in folder.glob("empty-*.sqlite3"):
            if old != file:
                old.unlink(missing_ok=True)
    return file


def _is_whole(file: Path) -> bool:
    if not file.exists():
        return False
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as opened:
        return bool(opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    return False


def put_in_place(new: Path, file: Path) -> None:
    """Give a finished file its name, for good. Raises FileExistsError where a file stands by now."""
    try:
        # A link never buries what is there; a rename would.
        file.hardlink_to(new)
        new.unlink()
    except FileExistsError:
        raise
    except OSError:
        new.rename(file)
    flush_folder(file.parent)


def make(file: Path, *, then: Callable[[str], None] = lambda alias: None) -> None:
    """Make a database with today’s tables at `file`; `then(alias)` may write its first rows.

    Also in a running server, outside a transaction. Raises FileExistsError where a file stands.
    """
    if file.exists() and file.stat().st_size == 0 and not files.is_lost(file):
        # Left by a program that only looked.
        file.unlink()
    if file.exists():
        raise FileExistsError(str(file))
    new = file.with_name(f"new-{file.name}")
    new.unlink(missing_ok=True)
    shutil.copyfile(template(), new)
    with as_default(new):
        then(DEFAULT_DB_ALIAS)
    journal.in_right_mode(new)
    flush(new)
    put_in_place(new, file)
    files.mark_installed(file)


def swap(new: Path, target: Path, *, keep: bool = True) -> None:
    """Put a finished database in the place of another at one stroke; the other is kept beside it.

    Also in a running server: who is about to write waits, and is then told that the file is another one
    (`base.DatabaseWrapper`). With `keep=False` the caller sees to that nobody writes.
    """
    journal.in_right_mode(new)
    flush(new)
    if keep and target.exists():
        with _nobody_writing(target):
            stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
            _keep(target, target.with_name(f"before-{stamp}.{target.name}"))
            _replace(new, target)
    else:
        _replace(new, target)
    files.mark_installed(target)


@contextmanager
def _nobody_writing(file: Path) -> Iterator[None]:
    """Nobody can write to the file for a while, and where nobody reads, all that was written stands in it.

    Raises DatabaseBusy where somebody writes for longer than PATIENCE.
    """
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as guard:
        try:
            guard.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            guard.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            # A damaged file is replaced all the same: that is what a restore is for.
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise DatabaseBusy(f"{file} is being written to") from error
        yield


def _replace(new: Path, target: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        # They belong to the file that goes; the new one must not meet them.
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    new.replace(target)
    flush_folder(target.parent)


def _keep(file: Path, name: Path) -> None:
    """The file under another name: itself where all of it stands in it, else a whole copy."""
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as source:
            source.execute("VACUUM INTO ?", (str(name),))
            return
        name.unlink(missing_ok=True)
    try:
        name.hardlink_to(file)
    except OSError:
        shutil.copy2(file, name)
