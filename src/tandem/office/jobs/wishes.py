"""Work that a page asks for while it only reads: on SQLite nobody who reads waits for the turn to write.

There the worker is a part of the same process and grants wishes between two jobs. Where the database is a
server, a write holds up nobody, and the worker is another process: the wish is granted at once.
"""

from collections.abc import Callable
from threading import Lock

from django.db import connection

from tandem.office.clock.bell import bell

LANE = "jobs"
_wished: dict[str, Callable[[], object]] = {}
_lock = Lock()


def wish(key: str, start: Callable[[], object]) -> None:
    """Let `start()`, which begins a job in a transaction of its own, be called soon; once for each key."""
    if connection.vendor != "sqlite":
        start()
        return
    with _lock:
        _wished.setdefault(key, start)
    bell(LANE).set()


def is_wished(key: str) -> bool:
    return key in _wished


def grant() -> None:
    """Called by the worker."""
    while _wished:
        with _lock:
            key = next(iter(_wished))
            start = _wished[key]
        try:
            start()
        finally:
            # Only now: until the job is there, whoever asks again must hear that it comes.
            with _lock:
                _wished.pop(key, None)
