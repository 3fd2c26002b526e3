"""Rows taken apart into columns, each as its database stores it, for statements that write many rows.

A column that says the same in every row is made ready once, and where that is nothing or a number, it stands
in SQLite's statement itself: to bind a None takes Python six times as long as a number, and a fifth of all
that an import of enquiries writes is None.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from operator import is_, itemgetter
from types import NoneType
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# Numbers and keys of these types are stored as they are, and words of those.
PLAIN_NUMBERS = frozenset({int, bool, NoneType})
PLAIN_WORDS = frozenset({str, NoneType})
NUMBER = (models.IntegerField, models.BooleanField, models.ForeignKey)
TEXT = (models.CharField, models.TextField)
# Of fewer rows no column is looked at for being the same all the way down.
FEW = 8
# Where a value is bound.
PLACE = "%s"
# Larger numbers are bound, so that the driver still says which of them no column can hold.
LARGEST_TOLD = 2**53


class Same(NamedTuple):
    """A column that says the same in every row."""

    value: Any


Column = Sequence[Any] | Same


def prepared(rows: Sequence[models.Model], fields: Sequence[Any]) -> list[Column]:
    """The columns of two fields or more. Each row is asked once for all that it holds."""
    holds = itemgetter(*(field.attname for field in fields))
    columns = zip(*(holds(row.__dict__) for row in rows), strict=True)
    pointing = [(place, row) for place, row in enumerate(rows) if "fields_cache" in row._state.__dict__]
    return [
        prepared_column(with_late_keys(values, field, pointing), field)
        for values, field in zip(columns, fields, strict=True)
    ]


def with_late_keys(
    values: Sequence[Any], field: Any, pointing: Sequence[tuple[int, models.Model]]
) -> Sequence[Any]:
    """A row that another one points at may have got its key after it was assigned."""
    if not pointing or not field.is_relation or None not in values:
        return values
    name, key = field.cache_name, field.target_field.attname
    found = list(values)
    for place, row in pointing:
        if found[place] is None and (other := row._state.fields_cache.get(name)) is not None:
            found[place] = row.__dict__[field.attname] = getattr(other, key)
    return found


def prepared_column(values: Sequence[Any], field: Any) -> Column:
    # The very same and not only equal: the hour that comes twice in autumn is equal to itself.
    if len(values) >= FEW and all(map(is_, values, repeat(values[0]))):
        return Same(way_of(field)(values[0]))
    plain = PLAIN_NUMBERS if isinstance(field, NUMBER) else PLAIN_WORDS if isinstance(field, TEXT) else None
    if plain is not None and plain.issuperset(map(type, values)):
        return values
    if isinstance(field, models.DateTimeField) and database().vendor == "sqlite":
        return [value and moment_as_text(value) for value in values]
    return list(map(way_of(field), values))


def told_and_bound(columns: Sequence[Column]) -> tuple[list[str], list[Column]]:
    """How a statement tells of each column, and the columns whose values go beside it."""
    if database().vendor != "sqlite":
        return [PLACE] * len(columns), list(columns)
    ways = [told(column) for column in columns]
    return ways, [column for column, way in zip(columns, ways, strict=True) if way is PLACE]


def told(column: Column) -> str:
    """Nothing and numbers stand in the statement; words are always bound."""
    if isinstance(column, Same):
        value = column.value
        if value is None:
            return "NULL"
        if type(value) in PLAIN_NUMBERS and abs(value) <= LARGEST_TOLD:
            return str(int(value))
    return PLACE


def rows_of(columns: Sequence[Column], count: int) -> Iterator[tuple[Any, ...]]:
    return zip(
        *(repeat(column.value, count) if isinstance(column, Same) else column for column in columns),
        strict=True,
    )


def way_of(field: Any) -> Callable[[Any], Any]:
    """How a value becomes what the column stores: as the field would, by a shorter way where the field would
    do nothing to it.
    """
    connection = database()

    def as_the_field_does(value: Any) -> Any:
        return field.get_db_prep_save(value, connections[connection.alias])

    if isinstance(field, TEXT):
        return as_text
    if isinstance(field, NUMBER):
        return lambda value: value if type(value) in PLAIN_NUMBERS else as_the_field_does(value)
    if isinstance(field, models.JSONField):
        blank = as_the_field_does({})
        return lambda value: blank if value == {} else as_the_field_does(value)
    if isinstance(field, models.DateTimeField):
        return as_it_is if connection.vendor != "sqlite" else lambda value: value and moment_as_text(value)
    return as_the_field_does


def as_text(value: Any) -> Any:
    return value if value is None or type(value) is str else str(value)


def as_it_is(value: Any) -> Any:
    return value


def moment_as_text(moment: datetime.datetime) -> str:
    """As Django writes it to SQLite: in UTC, without the zone."""
    # The hour that comes twice in autumn is equal to itself, and is not the same.
    return in_utc.__wrapped__(moment) if moment.fold else in_utc(moment)


# A row tells the same moment in several columns, and of a batch several tables do.
@lru_cache(maxsize=4096)
def in_utc(moment: datetime.datetime) -> str:
    text = moment.isoformat(" ")
    return text[:-6] if text.endswith("+00:00") else moment.astimezone(datetime.UTC).isoformat(" ")[:-6]


def database() -> BaseDatabaseWrapper:
    """Asked for once where it is used more than once: which it is costs more to find out than to use."""
    return connections[DEFAULT_DB_ALIAS]
