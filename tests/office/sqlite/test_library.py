"""Which SQLite a process of Tandem works with."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from tandem.office.sqlite.journal import library, mode_of, right_mode
from tests.config.cli.running import environment
from tests.empty import give_template
from tests.journeys.house import run, serving
from tests.office.sqlite.of_the_system import OF_THE_SYSTEM

TOLD = "import sqlite3; print(sqlite3.Connection.__module__)"
BROUGHT = sys.platform == "linux" and platform.machine() == "x86_64"
FOR_THIS_MACHINE = pytest.mark.skipif(
    not BROUGHT,
    reason="Tandem brings its own SQLite for Linux on x86-64 only; elsewhere the system's is tested",
)


def told(tmp_path: Path, code: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path) | more,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


@FOR_THIS_MACHINE
def test_tandem_brings_a_sqlite_whose_wal_may_be_trusted(tmp_path: Path) -> None:
    assert told(tmp_path, f"import tandem; {TOLD}") == "pysqlite3.dbapi2"

    assert right_mode(library()) == "wal"


def test_where_there_is_none_the_one_of_the_system_is_used(tmp_path: Path) -> None:
    assert told(tmp_path, f"import tandem; {TOLD}", **OF_THE_SYSTEM) == "sqlite3"


def test_a_process_never_has_two(tmp_path: Path) -> None:
    code = f"import sqlite3; import tandem; {TOLD}; import sys; print('pysqlite3' in sys.modules)"

    assert told(tmp_path, code).split() == ["sqlite3", "False"]


def test_django_and_tandem_use_the_same(tmp_path: Path) -> None:
    code = (
        "import tandem.config.settings, sys; from django.db.backends.sqlite3.base import Database;"
        "from tandem.office.sqlite.base import Database as ours; import sqlite3;"
        "print(Database.Connection is ours.Connection is sqlite3.Connection)"
    )

    assert told(tmp_path, code, DJANGO_SETTINGS_MODULE="tandem.config.settings") == "True"


@FOR_THIS_MACHINE
def test_a_business_moves_to_the_sqlite_of_the_system_and_back(tmp_path: Path) -> None:
    # given a business that was begun with ours
    data = give_template(tmp_path / "data")
    run(
        data,
        "user",
        "create",
        "--email",
        "o@x.example",
        "--role",
        "owner",
        "--password-stdin",
        text="a quiet bell\n",
    )
    file = data / "tandem.sqlite3"
    assert mode_of(file) == "wal"

    # when the system's has to do
    with serving(data, **OF_THE_SYSTEM):
        # then it is served with the journal that this one may be trusted with
        assert mode_of(file) == "delete"

    # and with ours again it is as it was
    with serving(data):
        assert mode_of(file) == "wal"
    assert "tandem.sqlite3 is sound" in run(data, "doctor")
