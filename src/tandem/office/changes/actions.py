import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F

from tandem.office.changes.words import Stale


@dataclass(frozen=True)
class Change:
    """The changed columns of one row, as they were and as they are (JSON values, for the journal)."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.after)


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it: dates as ISO text, rows by their key."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict | list | str | int | float | bool) or value is None:
        return value
    return str(value)


def change(row: models.Model, *, expected_version: int | None = None, **columns: Any) -> Change:
    """Write `columns` to a versioned row, if nobody else did meanwhile.

    The row in hand is brought up to date. Without `expected_version` the version read with the row counts.
    Raises Stale (with the row as it stands now) where the version has moved on. Call it in a transaction.
    """
    version: int = expected_version if expected_version is not None else row.version  # type: ignore[attr-defined]
    different = {name: value for name, value in columns.items() if plain(getattr(row, name)) != plain(value)}
    manager = type(row)._default_manager
    if not different:
        # Nothing to write, but a person who saw an older version must still be told.
        if not manager.filter(pk=row.pk, version=version).exists():
            raise Stale(manager.get(pk=row.pk), columns)
        return Change()
    written = manager.filter(pk=row.pk, version=version).update(version=F("version") + 1, **different)
    if written != 1:
        raise Stale(manager.get(pk=row.pk), columns)
    before = {name: plain(getattr(row, name)) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    return Change(before, {name: plain(value) for name, value in different.items()})
