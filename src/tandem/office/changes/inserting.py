"""Many rows at once, for imports: what Django's bulk_create does, without building SQL of every single value.

Measured on SQLite, a batch of 1,000 enquiries: 17 ms instead of 95.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from django.db import connection, connections, models
from django.db.models.base import ModelState

# SQLite writes a search index anew with each statement: rows that are searched take a fifth of the time
# where many of them are one. It takes 32,766 values in a statement at the most.
VALUES_IN_A_STATEMENT = 10_000
# Numbers and keys of these types are stored as they are.
AS_IT_IS = frozenset({int, bool, type(None)})
NUMBER = (models.IntegerField, models.BooleanField, models.ForeignKey)
TEXT = (models.CharField, models.TextField)

Row = TypeVar("Row", bound=models.Model)


def new_row(model: type[Row], related: dict[str, models.Model | None] | None = None, **columns: Any) -> Row:
    """A row to insert, with defaults for what is not given: what `model(…)` makes, in a fifth of the time.

    `columns` are named as in the table (`person_id`); `related` are rows that have a key and stay at hand.
    """
    blank, made = _blank_row(model)
    row = model.__new__(model)
    held = row.__dict__
    held.update(blank)
    for name, default in made:
        held[name] = default()
    held.update(columns)
    if len(held) != len(blank) + len(made):
        raise TypeError(f"{model.__name__} has no columns {sorted(held.keys() - blank.keys())}")
    held["_state"] = state = ModelState()
    for name, other in (related or {}).items():
        held[f"{name}_id"] = other.pk if other is not None else None
        state.fields_cache[name] = other
    return row


@cache
def _blank_row(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The defaults that are always the same, and those that are made anew for each row."""
    fields: list[Any] = written_fields(model)
    made = {
        field.attname: field.default for field in fields if field.has_default() and callable(field.default)
    }
    same = {field.attname: field.get_default() for field in fields if field.attname not in made}
    return same, list(made.items())


def insert_unless_there(row: models.Model, unique: str) -> bool:
    """Insert a row, unless one with the same `unique` column stands; says whether. Call it in a transaction.

    Waits for a transaction that inserted the same and is not over, as every insert does, but needs no
    savepoint to come back from. The row in hand is not given its key.
    """
    fields = [field for field in written_fields(type(row)) if not field.primary_key]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    once: Any = row._meta.get_field(unique)
    # Names come from the models, values go as parameters.
    sql = (
        f"INSERT INTO {quote(row._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
        f" ON CONFLICT ({quote(once.column)}) DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, prepared([row], fields)[0])
        return bool(cursor.rowcount == 1)


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model and give them their keys, in their order. Call it in a transaction.

    Columns with `auto_now` or a database default are not for this.
    """
    if not rows:
        return
    model = type(rows[0])
    name, alias = model._meta.pk.attname, connection.alias
    for row, key in zip(rows, free_keys(model, len(rows)), strict=True):
        setattr(row, name, key)
        state = row._state
        state.adding, state.db = False, alias
    fields = written_fields(model)
    write(model, fields, prepared(rows, fields))


def upsert_values(
    model: type[models.Model],
    names: Sequence[str],
    values: Sequence[tuple[Any, ...]],
    *,
    unique: Sequence[str],
) -> None:
    """Insert plain values in the order of `names`; where their `unique` columns stand, write the others.

    No two rows may have the same unique columns.
    """
    if not values:
        return
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = {field.name: quote(field.column) for field in fields}
    new = ", ".join(f"{columns[name]} = EXCLUDED.{columns[name]}" for name in names if name not in unique)
    conflict = f" ON CONFLICT ({', '.join(columns[name] for name in unique)}) DO UPDATE SET {new}"
    by_column = zip(zip(*values, strict=True), fields, strict=True)
    ready = [prepared_column(column, field) for column, field in by_column]
    write(model, fields, list(zip(*ready, strict=True)), conflict)


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write some columns of rows that stand already, as the rows in hand have them."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields: list[Any] = [*(meta.get_field(name) for name in names), meta.pk]
    quote = connection.ops.quote_name
    new = ", ".join(f"{quote(field.column)} = %s" for field in fields[:-1])
    # Names come from the models, values go as parameters.
    sql = f"UPDATE {quote(meta.db_table)} SET {new} WHERE {quote(fields[-1].column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, prepared(rows, fields))


def write(
    model: type[models.Model], fields: Sequence[Any], values: list[tuple[Any, ...]], conflict: str = ""
) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not conflict:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        places = f"({', '.join(['%s'] * len(fields))})"
        # Names come from the models, values go as parameters.
        insert = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608
        if not conflict:
            cursor.executemany(insert + places, values)
            return
        size = VALUES_IN_A_STATEMENT // len(fields)
        for start in range(0, len(values), size):
            some = values[start : start + size]
            cursor.execute(
                insert + ", ".join([places] * len(some)) + conflict, list(chain.from_iterable(some))
            )


def free_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys that nobody else gets. On SQLite the transaction is the only writer there is."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return list(range(last + 1, last + count + 1))


def written_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def prepared(rows: Sequence[models.Model], fields: Sequence[Any]) -> list[tuple[Any, ...]]:
    held = [row.__dict__ for row in rows]
    columns = [prepared_column(values_of(rows, held, field), field) for field in fields]
    return list(zip(*columns, strict=True))


def values_of(rows: Sequence[models.Model], held: Sequence[dict[str, Any]], field: Any) -> list[Any]:
    """`held` is what the rows hold: to ask a row itself takes five times as long."""
    values = list(map(itemgetter(field.attname), held))
    if field.is_relation and None in values:
        name = field.cache_name
        for place, row in enumerate(rows):
            # The row that it points at may have got its key after it was assigned.
            if values[place] is None and (other := row._state.fields_cache.get(name)) is not None:
                values[place] = getattr(other, field.target_field.attname)
                setattr(row, field.attname, values[place])
    return values


# A row tells the same moment in several columns, and of a batch several tables do.
@lru_cache(maxsize=4096)
def moment_as_text(moment: datetime.datetime) -> str:
    """As Django writes it to SQLite: in UTC, without the zone."""
    text = moment.isoformat(" ")
    return text[:-6] if text.endswith("+00:00") else moment.astimezone(datetime.UTC).isoformat(" ")[:-6]


def prepared_column(values: Sequence[Any], field: Any) -> Sequence[Any]:
    """Each value as the field would prepare it, by a shorter way where the field would do nothing to it."""
    if isinstance(field, TEXT):
        return [value if value is None or type(value) is str else str(value) for value in values]
    if isinstance(field, NUMBER) and AS_IT_IS.issuperset(map(type, values)):
        return values
    database = connections[connection.alias]
    if isinstance(field, models.JSONField):
        blank = field.get_db_prep_save({}, database)
        return [blank if value == {} else field.get_db_prep_save(value, database) for value in values]
    if isinstance(field, models.DateTimeField):
        if database.vendor != "sqlite":
            return values
        if all(value is values[0] for value in values):
            # When they were recorded: the same for all of them.
            return [values[0] and moment_as_text(values[0])] * len(values)
        return [value and moment_as_text(value) for value in values]
    return [field.get_db_prep_save(value, database) for value in values]
