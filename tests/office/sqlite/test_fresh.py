"""A new database is a copy of a template, which is made once for each state of the migrations."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from tandem.office.sqlite import fresh, journal
from tests.empty import give_template

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about the database file"),
]


@pytest.fixture
def template(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = give_template(tmp_path)
    return fresh.template()


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as opened:
        return {name for (name,) in opened.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def test_two_new_databases_come_of_one_template(template: Path, tmp_path: Path) -> None:
    before = template.stat()

    # when two are made
    for name in ("one.sqlite3", "two.sqlite3"):
        fresh.make(tmp_path / name)

    # then both have its tables, and it was neither made anew nor written to
    assert tables(tmp_path / "one.sqlite3") == tables(tmp_path / "two.sqlite3") == tables(template)
    after = template.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_made_and_what_takes_its_place_begin_with_the_right_journal(
    template: Path, tmp_path: Path
) -> None:
    # given one that was written to while it was made
    file, changed = tmp_path / "tandem.sqlite3", tmp_path / "changed.sqlite3"
    right = journal.right_mode(journal.library())
    fresh.make(file, then=lambda _alias: connection.cursor().execute("CREATE TABLE noted (words text)"))
    assert journal.mode_of(file) == right

    # when another takes its place that was changed beside it
    changed.write_bytes(file.read_bytes())
    with fresh.as_default(changed):
        connection.cursor().execute("INSERT INTO noted VALUES ('a word')")
    fresh.swap(changed, file)

    # then the start of the server has nothing to settle
    assert journal.mode_of(file) == right
    assert "CREATE TABLE noted (words text)" in tables(file)


@pytest.mark.parametrize("damage", ["cut", pytest.param("letter", marks=pytest.mark.long)])
def test_a_damaged_template_is_made_anew_and_older_ones_go(template: Path, damage: str) -> None:
    # given a template that cannot be read, and one of an older version
    good = tables(template)
    template.write_bytes(template.read_bytes()[:20_000] if damage == "cut" else b"Dear Sir or Madam, " * 1000)
    older = template.with_name("empty-0123456789abcdef.sqlite3")
    older.write_bytes(b"")

    # when it is asked for, then it has every table again, and stands alone
    assert tables(fresh.template()) == good
    assert list(template.parent.iterdir()) == [template]
