import datetime
from dataclasses import dataclass
from pathlib import Path

from tandem.office.backup.queries import automatic_backups

SHOWN = 10


@dataclass(frozen=True)
class KeptBackup:
    path: Path
    name: str
    size: int
    made_at: datetime.datetime


def kept_backups() -> list[KeptBackup]:
    """The finished backups in the data folder, the newest first."""
    found = []
    for path in automatic_backups():
        state = path.stat()
        made_at = datetime.datetime.fromtimestamp(state.st_mtime, datetime.UTC)
        found.append(KeptBackup(path, path.name, state.st_size, made_at))
    return found
