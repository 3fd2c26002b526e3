"""Rows of every table for an export, a batch at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from tandem.exchange.exports.words import LEFT_OUT, SECRET_COLUMNS
from tandem.money.currency import digits_of
from tandem.office.backup.measures import kept_models
from tandem.office.backup.rows import columns_of, plain

AT_ONCE = 1000
# A row that another one points at is called by the first of these that it has.
NAMES = ("name", "title")
MINOR = "_minor"


@dataclass(frozen=True)
class Table:
    """One model on its way out. Cells are for people, values for programs."""

    model: type[models.Model]
    currency: str
    zone: ZoneInfo

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> list[Any]:
        secret = SECRET_COLUMNS.get(self.model._meta.label, set())
        return [column for column in columns_of(self.model) if column.name not in secret]

    @cached_property
    def named(self) -> list[str]:
        """For each column that points at a row with a name: the path to that name."""
        return [
            f"{column.name}__{name}"
            for column in self.columns
            if column.is_relation and (name := name_of(column.related_model))
        ]

    @property
    def headers(self) -> list[str]:
        own = [column.attname.removesuffix(MINOR) for column in self.columns]
        return [*own, *(path.replace("__", "_") for path in self.named)]

    @property
    def attributes(self) -> list[str]:
        return [column.attname for column in self.columns]

    def count(self, alias: str) -> int:
        return self.model._base_manager.using(alias).count()

    def batches(self, alias: str) -> Iterator[list[tuple[Any, ...]]]:
        """Rows in the order of their keys: the values of the columns, then the names."""
        key = self.model._meta.pk.attname
        manager: Any = self.model._base_manager.using(alias)
        ordered = manager.order_by(key).values_list(*self.attributes, *self.named)
        position, last = self.attributes.index(key), None
        while batch := list((ordered if last is None else ordered.filter(pk__gt=last))[:AT_ONCE]):
            yield batch
            last = batch[-1][position]

    def values(self, row: tuple[Any, ...]) -> list[Any]:
        """Exact, as JSON keeps them."""
        return [plain(value) for value in row[: len(self.columns)]]

    def cells(self, row: tuple[Any, ...]) -> list[Any]:
        """As a person reads them: words for choices, local times, money with its decimals."""
        currency = self._currency_of(row)
        own = [self._cell(column, value, currency) for column, value in zip(self.columns, row, strict=False)]
        return [*own, *row[len(self.columns) :]]

    def _currency_of(self, row: tuple[Any, ...]) -> str:
        if "currency" in self.attributes:
            return row[self.attributes.index("currency")] or self.currency
        return self.currency

    def _cell(self, column: Any, value: Any, currency: str) -> Any:
        if value is None:
            return ""
        if column.attname.endswith(MINOR):
            return Decimal(value).scaleb(-digits_of(currency))
        if column.choices:
            return self._labels[column.attname].get(value, value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return f"{value.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False) if value else ""
        return value

    @cached_property
    def _labels(self) -> dict[str, dict[Any, str]]:
        return {
            column.attname: {value: str(label) for value, label in column.flatchoices}
            for column in self.columns
            if column.choices
        }


def name_of(model: type[models.Model]) -> str:
    names = {column.name for column in model._meta.concrete_fields}
    return next((name for name in NAMES if name in names), "")


def exported_models() -> list[type[models.Model]]:
    return [model for model in kept_models() if model._meta.label not in LEFT_OUT]


def models_with_files() -> list[Any]:
    """Those whose rows have a `path`: a file that somebody sent in."""
    return [model for model in exported_models() if hasattr(model, "path")]


def tables(currency: str, zone: ZoneInfo) -> list[Table]:
    return [Table(model, currency, zone) for model in exported_models()]
