"""Which file is the database. A data folder may hold two: the sample business and the own one."""

import datetime
import os
import tempfile
import threading
from pathlib import Path

OWN = "tandem.sqlite3"
SAMPLE = "sample.sqlite3"
# Stands beside the own database from its first day, so that a lost file is never mistaken for a new start.
MARK = "tandem.installed"


class Instead(threading.local):
    """The file that this one thread uses as the default database just now (fresh.py sets it)."""

    file: Path | None = None


instead = Instead()


def is_file_name(name: Path) -> bool:
    """Whether a NAME in the settings means one file (`….sqlite3`, a test's `….sqlite3_gw0`), not a folder."""
    return name.suffix.startswith(".sqlite3")


def active(name: Path) -> Path:
    """The file to open: NAME itself, or of a data folder the own database before the sample."""
    if is_file_name(name):
        return name
    own, sample = name / OWN, name / SAMPLE
    if own.exists() or (name / MARK).exists() or not sample.exists():
        return own
    return sample


def is_lost(file: Path) -> bool:
    """Whether the own database was here once and is gone or empty now."""
    if file.name != OWN or not (file.parent / MARK).exists():
        return False
    return not file.exists() or file.stat().st_size == 0


def mark_installed(file: Path) -> None:
    if file.name == OWN:
        (file.parent / MARK).touch(mode=0o600)


def changed_at(file: Path) -> datetime.datetime:
    """When something was last written, to the file or to the log beside it that a kill may have left."""
    beside = file.with_name(f"{file.name}-wal")
    seconds = max(part.stat().st_mtime for part in (file, beside) if part.exists())
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def identity(file: Path) -> tuple[str, int, int]:
    """Tells one file from another that took its place (0, 0 where there is none yet)."""
    try:
        state = os.stat(file)
    except FileNotFoundError:
        return str(file), 0, 0
    return str(file), state.st_dev, state.st_ino


def test_file() -> Path:
    """A test database of this process alone, in memory-backed storage where there is one."""
    shared_memory = Path("/dev/shm")  # noqa: S108
    folder = shared_memory if shared_memory.is_dir() else Path(tempfile.gettempdir())
    return folder / f"tandem-test-{os.getpid()}.sqlite3"
