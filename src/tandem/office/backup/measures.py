"""What is counted to tell that a copy is whole, by table: rows, sums of numbers, lengths of texts.

Plain SQL over names kept in the manifest, so that a backup of an older version can be measured too.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

# Runs one SQL statement and gives the single row that it answers with.
OneRow = Callable[[str], Sequence[Any]]
TEXTS = frozenset({"CharField", "TextField"})


@dataclass(frozen=True)
class Table:
    name: str
    numbers: list[str]
    texts: list[str]


@dataclass
class Measured:
    """Table name → [rows, sum of the first number column, …, characters in the first text column, …]."""

    tables: list[Table] = field(default_factory=list)
    found: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"tables": [asdict(table) for table in self.tables], "found": self.found}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Measured":
        return cls([Table(**table) for table in data["tables"]], data["found"])


def kept_models() -> list[type[models.Model]]:
    """Every model with rows of its own, those between many and many too."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def tables_of(kept: list[type[models.Model]]) -> list[Table]:
    return [_table_of(model) for model in kept]


def _table_of(model: type[models.Model]) -> Table:
    numbers: list[str] = []
    texts: list[str] = []
    for column in model._meta.concrete_fields:
        target = column.target_field if isinstance(column, models.ForeignKey) else column
        kind = target.get_internal_type()
        if kind.endswith(("IntegerField", "AutoField")):
            numbers.append(str(column.column))
        elif kind in TEXTS:
            texts.append(str(column.column))
    return Table(model._meta.db_table, numbers, texts)


def measure(tables: list[Table], one_row: OneRow) -> Measured:
    found = {}
    for table in tables:
        columns = [f'coalesce(sum("{column}"), 0)' for column in table.numbers]
        columns += [f'coalesce(sum(length("{column}")), 0)' for column in table.texts]
        # The names are the models' own, or those of a manifest that was checked to hold names only.
        row = one_row(f'SELECT {", ".join(["count(*)", *columns])} FROM "{table.name}"')  # noqa: S608
        found[table.name] = [int(value) for value in row]
    return Measured(tables, found)


def differences(expected: Measured, found: Measured) -> list[str]:
    """Names of the tables that do not hold what they should."""
    return [name for name, values in expected.found.items() if found.found.get(name) != values]
