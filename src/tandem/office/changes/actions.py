import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from tandem.office.changes.words import Stale


@dataclass(frozen=True)
class Change:
    """The changed columns of one row, as they were and as they are (JSON values, for the journal)."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.after)


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it: dates as ISO text, moments in UTC, rows by their key."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(datetime.UTC).isoformat()
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
    if not written(row, version, different):
        raise Stale(manager.get(pk=row.pk), columns)
    before = {name: plain(getattr(row, name)) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    return Change(before, {name: plain(value) for name, value in different.items()})


def written(row: models.Model, version: int, columns: dict[str, Any]) -> bool:
    """What `update()` of this one row at this version does, in a fourth of its time: every action ends so."""
    meta: Any = row._meta
    quote = connection.ops.quote_name
    fields: list[Any] = [meta.get_field(name) for name in columns]
    new = "".join(f"{quote(field.column)} = %s, " for field in fields)
    key, seen = quote(meta.pk.column), quote("version")
    # Names come from the models, values go as parameters.
    sql = f"UPDATE {quote(meta.db_table)} SET {new}{seen} = {seen} + 1 WHERE {key} = %s AND {seen} = %s"  # noqa: S608
    values = [stored(field, value) for field, value in zip(fields, columns.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk, version])
        return bool(cursor.rowcount == 1)


def stored(field: Any, value: Any) -> Any:
    """As the column keeps it; of another row, its key."""
    key = value.prepare_database_save(field) if isinstance(value, models.Model) else value
    return field.get_db_prep_save(key, connection)
