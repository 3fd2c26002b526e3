"""Tandem: two desks on one bike."""

import sys
from importlib import import_module


def _bring_sqlite() -> None:
    """Work with the SQLite that is installed beside Tandem, where there is one for this machine.

    That of an operating system is often years old, and before 3.51.3 its faster journal could lose what was
    written (see `tandem.office.sqlite.journal`). Ours takes the name of the standard module before Django or
    any part of Tandem asks for it, or not at all: two copies of SQLite in one process would let go of each
    other's locks on a file that both have open.
    """
    if "_sqlite3" in sys.modules:
        return
    try:
        ours = import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    sys.modules |= {"sqlite3": sys.modules["pysqlite3"], "sqlite3.dbapi2": ours}


_bring_sqlite()
