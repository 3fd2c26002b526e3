import datetime
from pathlib import Path

from django.conf import settings


def automatic_folder() -> Path:
    return Path(settings.DATA) / "backups"


def automatic_backups() -> list[Path]:
    """The backups in the data folder, newest first."""
    return sorted(automatic_folder().glob("*-*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)


def last_backup_at() -> datetime.datetime | None:
    found = automatic_backups()
    return datetime.datetime.fromtimestamp(found[0].stat().st_mtime, datetime.UTC) if found else None
