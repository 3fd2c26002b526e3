"""WAL or the rollback journal: which one this machine's SQLite may be trusted with.

SQLite before 3.51.3 can lose committed writes in WAL mode when two connections write and checkpoint at once
(fixed in 3.51.3, 3.50.7 and 3.44.6). There the rollback journal is used: as durable, only slower. The mode is
set when a file is made; afterwards only `settle`, at the start of a server, may change it.
"""

import functools
import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

logger = logging.getLogger(__name__)
Version = tuple[int, int, int]
FIXED_IN_OLDER_LINES: dict[tuple[int, int], int] = {(3, 50): 7, (3, 44): 6}


def library() -> Version:
    major, minor, patch = sqlite3.sqlite_version_info[:3]
    return major, minor, patch


def wal_is_safe(version: Version) -> bool:
    fixed_patch = FIXED_IN_OLDER_LINES.get(version[:2])
    return version >= (3, 51, 3) or (fixed_patch is not None and version[2] >= fixed_patch)


def right_mode(version: Version) -> str:
    return "wal" if wal_is_safe(version) else "delete"


@functools.cache
def can_distrust_schema() -> bool:
    """Whether this SQLite counts its own JSON functions, which every JSON column needs, as harmless.

    Where it does not (Debian 12's 3.40.1 for one), a schema that is not trusted could hold no JSON column.
    """
    trial = sqlite3.connect(":memory:")
    try:
        trial.execute("PRAGMA trusted_schema = OFF")
        trial.execute("CREATE TABLE trial (words text CHECK (json_valid(words)))")
    except sqlite3.OperationalError:
        return False
    finally:
        trial.close()
    return True


def mode_of(file: Path) -> str:
    """The mode as the file's own header says it, read without opening it as a database."""
    with file.open("rb") as header:
        first = header.read(20)
    return "wal" if len(first) == 20 and first[18] == 2 else "delete"


def settle(file: Path) -> None:
    """Give a file that nobody has open the mode that this SQLite may be trusted with."""
    if not file.exists() or file.stat().st_size == 0:
        return
    found = mode_of(file)
    now = in_right_mode(file)
    if now != found:
        logger.info(
            "The journal of %s was %s and is %s (SQLite %s).", file.name, found, now, sqlite3.sqlite_version
        )


def in_right_mode(file: Path) -> str:
    """The mode that the file has after this: the right one, unless somebody has the file open."""
    wanted = right_mode(library())
    if mode_of(file) == wanted:
        return wanted
    with closing(sqlite3.connect(file, timeout=1)) as connection, suppress(sqlite3.OperationalError):
        connection.execute(f"PRAGMA journal_mode = {wanted}")
    return mode_of(file)
