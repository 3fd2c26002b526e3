"""Questions that pages ask again and again, put into SQL once.

Django builds the SQL of a queryset anew each time that it is asked. Of the small look-ups of a page, a few
rows by an index, that is two thirds of the time: 0.6 to 4 ms each, where the database answers in 0.1. A page
asks twenty and more of them.

    @kept(since=DateTimeField())
    def heard_after(since: Given) -> QuerySet[Enquiry]:
        return Enquiry.objects.filter(heard_at__gte=since).order_by("heard_at")[:5]

    heard_after(since=yesterday)  # a list of rows; from the second time on without building anything

What decides the shape of a question (whether a filter is there, how many rows) cannot be given: a question of
another shape is another function. The answer is a list, as what was built cannot be narrowed any more.
"""

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
# Of a queryset, what decides besides its query which objects come of its rows.
HOW_ROWS_ARE_MADE = ("_iterable_class", "_fields", "_known_related_objects")


class Given(Expression):
    """Stands in a queryset for a value that is known only when the question is asked."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **others: Any) -> Any:
        return "%s", [Place(self.name, self.value_of)]

    def value_of(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """As the column stores it. Never nothing: “= NULL” finds no row, whatever was meant."""
        if value is None:
            raise ValueError(f"{self.name} is not given.")
        return self.output_field.get_db_prep_value(value, connection=connection)


class Place:
    """Where a given value belongs among the parameters of a statement."""

    def __init__(self, name: str, adapt: Callable[[Any, BaseDatabaseWrapper], Any]) -> None:
        self.name = name
        self.adapt = adapt


class Statement:
    """One question in the SQL of one connection."""

    def __init__(self, queryset: "QuerySet[Any]") -> None:
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("What is fetched after the rows cannot be kept: select what is related.")
        if getattr(queryset, "_db", None) is not None:
            raise TypeError("A question is kept for the usual database, and named another.")
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        self.converters: dict[int, Any] | None = None

    def answer(self, values: dict[str, Any]) -> list[Any]:
        connection = self.compiler.connection
        parameters = tuple(
            one.adapt(values[one.name], connection) if isinstance(one, Place) else one
            for one in self.parameters
        )
        compiler = copy.copy(self.compiler)
        compiler.as_sql = lambda *_shape, **_names: (self.sql, parameters)
        compiler.get_converters = self.converters_of
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_which, **_names: compiler  # type: ignore[method-assign]
        asked = self.queryset.__class__(self.queryset.model, query, self.queryset.db)
        for name in HOW_ROWS_ARE_MADE:
            setattr(asked, name, getattr(self.queryset, name))
        return list(asked)

    def converters_of(self, columns: list[Any]) -> dict[int, Any]:
        """What makes values of Python of these columns: always the same ones, so it is looked up once."""
        if self.converters is None:
            self.converters = self.compiler.get_converters(columns)
        return self.converters


class Kept(Generic[Row]):
    """A question, and its statement on each connection that asked it."""

    def __init__(
        self, build: "Callable[..., QuerySet[Any, Row]]", fields: "dict[str, Field[Any, Any]]"
    ) -> None:
        self.build = build
        self.fields = fields
        self.__doc__, self.__name__ = build.__doc__, build.__name__

    def __call__(self, **values: Any) -> list[Row]:
        if values.keys() != self.fields.keys():
            raise TypeError(f"{self.__name__} is asked with {sorted(self.fields)}, not {sorted(values)}")
        return self.statement().answer(values)

    def statement(self) -> Statement:
        """Connections belong to one thread each, and so do the statements that hang on them."""
        known = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("kept_statements", {})
        if self not in known:
            known[self] = Statement(
                self.build(**{name: Given(name, field) for name, field in self.fields.items()})
            )
        return known[self]  # type: ignore[no-any-return]


def kept(**fields: "Field[Any, Any]") -> "Callable[[Callable[..., QuerySet[Any, Row]]], Kept[Row]]":
    """Of a function that builds a queryset from `Given` values: the same, built once. Names its fields."""

    def keep(build: "Callable[..., QuerySet[Any, Row]]") -> "Kept[Row]":
        return Kept(build, fields)

    return keep
