"""A new database is a copy of a template, which is made once for each state of the migrations."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.office.sqlite import files, fresh, journal
from tandem.office.sqlite.words import DatabaseBusy
from tests.empty import give_template
from tests.office.sqlite.conftest import TRIAL

Open = Callable[..., BaseDatabaseWrapper]

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


def noted(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        return [words for (words,) in opened.execute("SELECT words FROM noted ORDER BY rowid")]


def with_words(file: Path, *words: str) -> Path:
    with closing(sqlite3.connect(file, isolation_level=None)) as made:
        made.execute(f"PRAGMA journal_mode = {journal.right_mode(journal.library())}")
        made.execute("CREATE TABLE noted (words text)")
        made.executemany("INSERT INTO noted VALUES (?)", [(one,) for one in words])
    return file


def test_what_was_replaced_while_somebody_read_is_kept_whole(tmp_path: Path) -> None:
    # given a database that somebody is reading, and to which more was written since they began
    old, new = with_words(tmp_path / "tandem.sqlite3", "before"), with_words(tmp_path / "new.sqlite3", "new")
    with closing(sqlite3.connect(old, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM noted").fetchall()
        if journal.mode_of(old) == "wal":
            with closing(sqlite3.connect(old, isolation_level=None)) as writer:
                writer.execute("INSERT INTO noted VALUES ('since')")

        # when another takes its place
        fresh.swap(new, old)

    # then it stands there alone, and the old one is beside it with all that was ever written
    (kept,) = tmp_path.glob("before-*.tandem.sqlite3")
    assert noted(old) == ["new"]
    assert noted(kept)[-1] == ("since" if journal.mode_of(old) == "wal" else "before")


def test_nothing_takes_the_place_of_what_is_being_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "PATIENCE", 0.05)
    old, new = with_words(tmp_path / "tandem.sqlite3", "before"), with_words(tmp_path / "new.sqlite3", "new")
    with closing(sqlite3.connect(old, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO noted VALUES ('still writing')")

        with pytest.raises(DatabaseBusy):
            fresh.swap(new, old)

        writer.execute("COMMIT")
    assert noted(old) == ["before", "still writing"]


def test_who_waited_to_write_to_a_file_that_was_replaced_is_told(open_trial: Open, tmp_path: Path) -> None:
    # given a connection to the old file, and another file in its place by now
    old, new = with_words(tmp_path / "tandem.sqlite3"), with_words(tmp_path / "new.sqlite3")
    waited = open_trial()
    waited.ensure_connection()
    fresh.swap(new, old)

    # when it begins to write, then it is told to try again
    with pytest.raises(DatabaseBusy), transaction.atomic(using=TRIAL):
        waited.cursor().execute("INSERT INTO noted VALUES ('lost')")

    # and with the file that stands there now it does
    waited.close_if_unusable_or_obsolete()
    with transaction.atomic(using=TRIAL):
        waited.cursor().execute("INSERT INTO noted VALUES ('kept')")
    waited.close()
    assert noted(old) == ["kept"]


def test_a_damaged_file_is_replaced_all_the_same(tmp_path: Path) -> None:
    old, new = tmp_path / "tandem.sqlite3", with_words(tmp_path / "new.sqlite3", "new")
    old.write_bytes(b"Dear Sir or Madam, " * 1000)

    fresh.swap(new, old)

    assert noted(old) == ["new"]
    assert len(list(tmp_path.glob("before-*.tandem.sqlite3"))) == 1


def test_what_a_kill_left_in_the_log_counts_as_changed(tmp_path: Path) -> None:
    file = with_words(tmp_path / "tandem.sqlite3", "before")
    os.utime(file, (1_000, 1_000))
    log = tmp_path / "tandem.sqlite3-wal"
    assert files.changed_at(file).timestamp() == 1_000

    log.write_bytes(b"")
    os.utime(log, (2_000, 2_000))
    assert files.changed_at(file).timestamp() == 2_000
