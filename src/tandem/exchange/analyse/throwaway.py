"""A database for one question: a copy of a migrated template, gone when the answer is there."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.utils import load_backend

from tandem.office.business.models import Business
from tandem.office.business.queries import reading_once
from tandem.office.sqlite import fresh

ENGINE = "tandem.office.sqlite"
SETTINGS = {"ENGINE": ENGINE, "CONN_MAX_AGE": None, "OPTIONS": {"timeout": 20}}
# Nobody needs this database after a power cut.
PRAGMAS = ("journal_mode = MEMORY", "synchronous = OFF")


def migration_state() -> str:
    """Short, and another one whenever a migration is added or changed."""
    state = hashlib.sha256()
    found = MigrationLoader(None).disk_migrations or {}
    for (app, name), migration in sorted(found.items()):
        source = sys.modules[type(migration).__module__].__file__
        state.update(f"{app}.{name}".encode())
        state.update(Path(source).read_bytes() if source else b"")
    return state.hexdigest()[:16]


def template() -> Path:
    """A database with today's tables and no row, made once for each state of the migrations."""
    folder = Path(settings.DATA) / "templates"
    file = folder / f"empty-{migration_state()}.sqlite3"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder) as unfinished:
            made = Path(unfinished) / file.name
            fresh.make(made)
            made.replace(file)
        for old in folder.glob("empty-*.sqlite3"):
            if old != file:
                old.unlink(missing_ok=True)
    return file


@contextmanager
def instead_of_own(file: Path) -> Iterator[None]:
    """The default database of this thread is `file`, whatever DATABASE_URL says; its own is left alone."""
    own = connections[DEFAULT_DB_ALIAS]
    described = connections.configure_settings({DEFAULT_DB_ALIAS: {**SETTINGS, "NAME": file}})
    blank = load_backend(ENGINE).DatabaseWrapper(described[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = blank
    try:
        # Its own business is read in it, never the one that this request or command has read already.
        with reading_once():
            yield
    finally:
        blank.close()
        connections[DEFAULT_DB_ALIAS] = own


@contextmanager
def throwaway(*, currency: str, zone: str) -> Iterator[None]:
    """Everything that happens inside goes to a database of its own and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tandem-analyse-") as folder:
        file = Path(folder) / "analyse.sqlite3"
        with instead_of_own(file):
            shutil.copyfile(template(), file)
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                for pragma in PRAGMAS:
                    cursor.execute(f"PRAGMA {pragma}")
            Business.objects.create(pk=1, name="", currency=currency, zone=zone)
            yield
