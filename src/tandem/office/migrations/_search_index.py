"""The index behind the search, kept by the database itself.

SQLite: two FTS5 tables over parts of three letters, with triggers. A later migration that makes Django copy
office_searchdocument must make these triggers anew.
PostgreSQL: pg_trgm where the extension may be made, else searching scans the table.
"""

from django.db import transaction
from django.db.utils import DatabaseError

# Titles apart from everything: a title is looked for first, and must not cost a walk through all texts.
COLUMN_OF = {"office_searchtitle": "folded_title", "office_searchtext": "folded"}


def sqlite_statements(table, column):
    added = f"INSERT INTO {table}(rowid, {column}) VALUES (new.id, new.{column});"
    removed = f"INSERT INTO {table}({table}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    on = "ON office_searchdocument"
    return (
        f"CREATE VIRTUAL TABLE {table} USING fts5("
        f"{column}, content='office_searchdocument', content_rowid='id', tokenize='trigram')",
        f"CREATE TRIGGER {table}_added AFTER INSERT {on} BEGIN {added} END",
        f"CREATE TRIGGER {table}_removed AFTER DELETE {on} BEGIN {removed} END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {column} {on} "
        f"WHEN old.{column} <> new.{column} BEGIN {removed} {added} END",
        f"INSERT INTO {table}({table}) VALUES ('rebuild')",
    )


POSTGRESQL_TRIGRAMS = (
    "CREATE INDEX office_search_title ON office_searchdocument USING gin (folded_title gin_trgm_ops)",
    "CREATE INDEX office_search_text ON office_searchdocument USING gin (folded gin_trgm_ops)",
)


def make_index(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        for table, column in COLUMN_OF.items():
            for statement in sqlite_statements(table, column):
                schema_editor.execute(statement)
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        # The user of the database may not make extensions: searching scans the table then.
        return
    for statement in POSTGRESQL_TRIGRAMS:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in COLUMN_OF:
            for name in ("added", "removed", "changed"):
                schema_editor.execute(f"DROP TRIGGER {table}_{name}")
            schema_editor.execute(f"DROP TABLE {table}")
        return
    for name in ("title", "text"):
        schema_editor.execute(f"DROP INDEX IF EXISTS office_search_{name}")
