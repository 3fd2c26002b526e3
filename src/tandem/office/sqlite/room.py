"""More of the database kept in memory, while much is written to all of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PAGES_KEPT = "cache_size = -64000"


@contextmanager
def room_to_write() -> Iterator[None]:
    """64 MB for the pages of this connection. Rows of an import fall all over the indexes: with the usual
    16 MB a page is read and let go several times a batch, and 100,000 rows take a quarter longer.

    Not for a page of the application, of which many are open at once. Begin it outside a transaction.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA {PAGES_KEPT}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {int(usual)}")
            cursor.execute("PRAGMA shrink_memory")
