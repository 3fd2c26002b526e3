"""The two databases a house can stand on: made once, copied for every test, and read beside the server."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.journeys.house import House, run, serving
from tests.needs import missing
from tests.office.sqlite.of_the_system import OF_THE_SYSTEM

# Work that nobody sends a form for: estimates, begun by a look at Together.
ANSWERS = {"together_estimate", "together_keptforecast"}
HAND_MADE = {"office_job": "WHERE kind <> 'together.evidence'"}


@dataclass(frozen=True)
class Ground:
    """A data folder, and on PostgreSQL the address of its database."""

    data: Path
    address: str = ""
    of_the_system: bool = False
    """Whether it is served with the SQLite of this machine's Python instead of the one that Tandem brings."""

    @property
    def settings(self) -> dict[str, str]:
        if self.of_the_system:
            return OF_THE_SYSTEM
        return {"DATABASE_URL": self.address} if self.address else {}

    def tandem(self, *arguments: str, text: str = "") -> str:
        return run(self.data, *arguments, text=text, **self.settings)

    def copy(self, data: Path) -> "Ground":
        """The same rows once more. Nobody may be at work on them."""
        shutil.copytree(self.data, data)
        if not self.address:
            return Ground(data)
        return Ground(
            data, new_database(f"{self.name}_{data.parent.name[-30:]}_{data.name}", template=self.name)
        )

    @property
    def name(self) -> str:
        return urlsplit(self.address).path.removeprefix("/")

    @contextmanager
    def connected(self) -> Iterator[Any]:
        if self.address:
            with psycopg.connect(self.address, autocommit=True) as connection:
                yield connection
            return
        with closing(sqlite3.connect(f"file:{self.data}/tandem.sqlite3?mode=ro", uri=True)) as connection:
            yield connection

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """`%s` in the question stands for a value, on both databases."""
        asked = question if self.address else question.replace("%s", "?")
        with self.connected() as connection:
            return list(connection.execute(asked, values).fetchall())

    def tables(self) -> list[str]:
        question = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if self.address:
            question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return sorted(name for (name,) in self.rows(question))

    def counts(self) -> dict[str, int]:
        """How many rows every table has, but for answers: a look at a page begins them."""
        parts = [
            f"SELECT '{name}', COUNT(*) FROM \"{name}\" {HAND_MADE.get(name, '')}"  # noqa: S608
            for name in self.tables()
            if name not in ANSWERS
        ]
        return dict(self.rows(" UNION ALL ".join(parts)))

    @contextmanager
    def served(self) -> Iterator[House]:
        with serving(self.data, **self.settings) as house:
            yield house

    @property
    def log(self) -> str:
        return (self.data.parent / "server.log").read_text()


def server_address() -> str:
    address = os.environ.get("TANDEM_TEST_POSTGRES", "")
    if not address:
        missing("postgres", "TANDEM_TEST_POSTGRES names no PostgreSQL server")
    return address


def new_database(name: str, template: str = "template1") -> str:
    """A database of this name on the server of the tests; what stood there before is dropped."""
    server = server_address()
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name[:63]))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(create.format(sql.Identifier(name[:63]), sql.Identifier(template)))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name[:63]}"))
