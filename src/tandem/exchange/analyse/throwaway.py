"""A database for one question: a copy of a migrated template, gone when the answer is there."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend

from tandem.office.business.models import Business
from tandem.office.business.queries import reading_once
from tandem.office.sqlite import fresh

ENGINE = "tandem.office.sqlite"
SETTINGS = {"ENGINE": ENGINE, "CONN_MAX_AGE": None, "OPTIONS": {"timeout": 20}}
# Nobody needs this database after a power cut.
# Persons of a long list are looked for all over it: kilobytes that may stay in memory.
PRAGMAS = ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -131072")


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
def throwaway(*, zone: str) -> Iterator[None]:
    """Everything that happens inside goes to a database of its own and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tandem-analyse-") as folder:
        file = Path(folder) / "analyse.sqlite3"
        with instead_of_own(file):
            shutil.copyfile(fresh.template(), file)
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                for pragma in PRAGMAS:
                    cursor.execute(f"PRAGMA {pragma}")
            Business.objects.create(pk=1, name="", zone=zone)
            yield
