"""Rows on their way between databases: as JSON lines in an archive, or straight from one to another.

Values are written as they are, past `auto_now` and `save()`: a copy equals its original on either engine.
"""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_string

from tandem.office.backup.measures import kept_models

BATCH = 200
Row = list[Any]


def columns_of(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def rows_of(model: type[models.Model], alias: str) -> Iterator[Row]:
    """Rows in the order of their keys, a batch at a time and never all at once."""
    names = [field.attname for field in columns_of(model)]
    key, last = model._meta.pk.attname, None
    ordered = model._base_manager.using(alias).order_by(key)
    position = names.index(key)
    while True:
        batch = list((ordered if last is None else ordered.filter(pk__gt=last)).values_list(*names)[:BATCH])
        yield from (list(row) for row in batch)
        if len(batch) < BATCH:
            return
        last = batch[-1][position]


def plain(value: Any) -> Any:
    """A value as JSON keeps it without loss."""
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return duration_string(value)
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def write(model: type[models.Model], alias: str, to: TextIO) -> int:
    written = 0
    for row in rows_of(model, alias):
        to.write(
            json.dumps([plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n"
        )
        written += 1
    return written


def read(model: type[models.Model], lines: Iterable[str]) -> Iterator[Row]:
    columns = columns_of(model)
    for line in lines:
        values = json.loads(line)
        yield [
            None if value is None else column.to_python(value)
            for column, value in zip(columns, values, strict=True)
        ]


def load(model: type[models.Model], alias: str, rows: Iterable[Row]) -> None:
    """Insert rows as they are. Call it in a transaction in which foreign keys are checked at the end only."""
    columns = columns_of(model)
    names = [column.attname for column in columns]
    limit = connections[alias].features.max_query_params
    size = min(BATCH, limit // max(1, len(columns))) if limit else BATCH
    batch: list[models.Model] = []
    for row in rows:
        batch.append(model.from_db(alias, names, row))
        if len(batch) >= size:
            _insert(model, alias, columns, batch)
            batch = []
    if batch:
        _insert(model, alias, columns, batch)


def _insert(
    model: type[models.Model], alias: str, columns: list["models.Field[Any, Any]"], batch: list[models.Model]
) -> None:
    query = InsertQuery(model)
    query.insert_values(columns, batch, raw=True)
    query.get_compiler(using=alias).execute_sql()


def empty(alias: str) -> None:
    """Take out what making the tables has put in; the copy brings its own."""
    for model in reversed(kept_models()):
        model._base_manager.using(alias).all()._raw_delete(alias)


def reset_sequences(alias: str) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def fill(alias: str, rows_by_model: Iterable[tuple[type[models.Model], Iterable[Row]]]) -> None:
    """Make `alias` hold exactly these rows, whole or not at all."""
    connection = connections[alias]
    # SQLite lets go of foreign keys outside a transaction only; PostgreSQL checks them at its end anyway.
    with connection.constraint_checks_disabled(), transaction.atomic(using=alias):
        # Making the tables may have left PostgreSQL checking keys at once; from here it checks at the end.
        connection.check_constraints()
        empty(alias)
        for model, rows in rows_by_model:
            load(model, alias, rows)
        reset_sequences(alias)
        connection.check_constraints()


def copy(source: str, target: str) -> None:
    """Everything from one database into another of the same version: the way from SQLite to PostgreSQL."""
    fill(target, ((model, rows_of(model, source)) for model in kept_models()))
