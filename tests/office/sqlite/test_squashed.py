"""Squashed migrations make the same database as the ones they stand for, which older databases still take."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tandem.office.sqlite import fresh

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about the database file"),
]

# What there is to say of a table, whatever the order in which its columns came.
COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)'
FOREIGN_KEYS = 'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)'
UNIQUE = 'SELECT origin, partial FROM pragma_index_list(?) WHERE "unique"'


def migrated(*, step_by_step: bool) -> None:
    """Bring the database to where the squashed migrations end, by these or by all that they replace."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = not step_by_step
    executor.loader.build_graph()
    squashed = {
        key: made.replaces
        for key, made in executor.loader.disk_migrations.items()
        if made.replaces and made.__module__.startswith("tandem.")
    }
    executor.migrate([replaced[-1] for replaced in squashed.values()] if step_by_step else list(squashed))


def schema(file: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(file)) as opened:
        made = opened.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()
        found: dict[str, list[object]] = {}
        for kind, name, sql in made:
            told = [
                row
                for about in (COLUMNS, FOREIGN_KEYS, UNIQUE)
                for row in sorted(opened.execute(about, (name,)), key=repr)
            ]
            found[f"{kind} {name}"] = [sql.count("CHECK ("), *told] if kind == "table" else [sql]
        return found


def test_a_new_database_is_as_one_that_took_every_step(tmp_path: Path) -> None:
    # when one database takes the short way, and one every step
    short, steps = tmp_path / "short.sqlite3", tmp_path / "steps.sqlite3"
    for file in (short, steps):
        with fresh.as_default(file):
            migrated(step_by_step=file == steps)

    # then nobody can tell them apart
    assert schema(short) == schema(steps)
    assert len(schema(short)) > 300

    # and none of the squashed ones is left to do where every step was taken
    with fresh.as_default(steps):
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        assert [made.name for made, _ in waiting if made.replaces] == []
