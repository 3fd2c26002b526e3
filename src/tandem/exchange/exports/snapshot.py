"""The business as it stood at one moment, to be read for as long as it takes while others go on working."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, connections, transaction

from tandem.office.sqlite import fresh


@contextmanager
def snapshot() -> Iterator[str]:
    """Yields the alias of a connection that sees every table as of now. Not inside a transaction."""
    alias = f"export-{secrets.token_hex(4)}"
    with _sqlite(alias) if connection.vendor == "sqlite" else _postgresql(alias):
        yield alias


@contextmanager
def _sqlite(alias: str) -> Iterator[None]:
    with TemporaryDirectory(prefix="export-", dir=settings.DATA) as folder:
        copied = Path(folder) / "snapshot.sqlite3"
        with connection.cursor() as cursor:
            # The one way that never restarts under writers and never misses what is still in the journal.
            cursor.execute("VACUUM INTO %s", [str(copied)])
        with fresh.opened(copied, alias=alias):
            connections[alias].connect()
            yield


@contextmanager
def _postgresql(alias: str) -> Iterator[None]:
    connections.databases[alias] = {**connections.databases["default"], "CONN_HEALTH_CHECKS": False}
    try:
        connections[alias].connect()
        with transaction.atomic(using=alias, durable=True), connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]
