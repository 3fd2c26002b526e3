"""A new database, made beside its place and put there only when it is whole."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from tandem.office.sqlite import files
from tandem.office.sqlite.disk import flush, flush_folder

ALIAS = "fresh"


@contextmanager
def opened(file: Path, *, alias: str = ALIAS) -> Iterator[str]:
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
    """Let everything read and write `file` for a while. Only while one thread runs."""
    settings = connections.databases["default"]
    usual = settings["NAME"]
    connections["default"].close()
    settings["NAME"] = file
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = usual


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


def make(file: Path, *, then: Callable[[str], None] | None = None) -> None:
    """Make an empty database with today's tables at `file`; `then(alias)` may write its first rows.

    Raises FileExistsError where a file stands. Whoever goes on in the same thread calls
    `connection.close_if_unusable_or_obsolete()` to change over to it.
    """
    if file.exists():
        raise FileExistsError(str(file))
    new = file.with_name(f"new-{file.name}")
    new.unlink(missing_ok=True)
    with opened(new) as alias:
        call_command("migrate", database=alias, verbosity=0, interactive=False, stdout=io.StringIO())
        if then is not None:
            then(alias)
    flush(new)
    put_in_place(new, file)
    files.mark_installed(file)
