"""A database for one question: a copy of a migrated template, in a temporary folder, gone when the answer is there."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from tandem.office.business.models import Business
from tandem.office.sqlite import fresh

SETTINGS = {
    "ENGINE": "tandem.office.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
}


def template() -> Path:
    """A database with today's tables and no row, made once for each state of the migrations."""
    names = sorted(
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_initial=True).disk_migrations or ()
    )
    state = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    file = Path(settings.DATA) / "templates" / f"empty-{state}.sqlite3"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.make(file)
    return file


@contextmanager
def throwaway(*, currency: str, zone: str) -> Iterator[None]:
    """Everything that happens inside goes to a database of its own, whatever DATABASE_URL says."""
    kept = connections.databases["default"]
    connections["default"].close()
    blank = connections.configure_settings({"default": dict(SETTINGS)})["default"]
    # The template is made with the settings of the throw-away, as the own database may be PostgreSQL.
    connections.databases["default"] = blank
    del connections["default"]
    with tempfile.TemporaryDirectory(prefix="tandem-analyse-") as folder:
        file = Path(folder) / "analyse.sqlite3"
        try:
            shutil.copyfile(template(), file)
            blank["NAME"] = file
            Business.objects.create(pk=1, name="", currency=currency, zone=zone)
            with connections["default"].cursor() as cursor:
                # Nobody needs this database after a power cut.
                cursor.execute("PRAGMA synchronous=OFF")
            yield
        finally:
            connections["default"].close()
            connections.databases["default"] = kept
            del connections["default"]
