import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.office.sqlite import files, journal
from tandem.office.sqlite.words import DatabaseDamaged, DatabaseFull
from tests.office.sqlite.conftest import TRIAL

Open = Callable[..., BaseDatabaseWrapper]


def value(connection: BaseDatabaseWrapper, query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0 if journal.can_distrust_schema() else 1),
        ("cache_size", -16000),
        ("temp_store", 2),
        ("cache_spill", 0),
        ("busy_timeout", 20000),
    ],
)
def test_every_connection_is_set_for_durable_writes(open_trial: Open, pragma: str, expected: int) -> None:
    assert value(open_trial(), f"PRAGMA {pragma}") == expected


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 9), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
    ],
)
def test_wal_only_with_a_library_that_has_the_fix(version: journal.Version, mode: str) -> None:
    assert journal.right_mode(version) == mode


def test_a_new_file_gets_the_journal_that_this_library_may_be_trusted_with(open_trial: Open) -> None:
    assert value(open_trial(), "PRAGMA journal_mode") == journal.right_mode(journal.library())


def test_a_connection_leaves_the_journal_of_a_file_alone_and_the_start_settles_it(
    open_trial: Open, tmp_path: Path
) -> None:
    file = tmp_path / "tandem.sqlite3"
    right = journal.right_mode(journal.library())
    wrong = "wal" if right == "delete" else "delete"
    made = sqlite3.connect(file)
    made.execute(f"PRAGMA journal_mode = {wrong}")
    made.execute("CREATE TABLE noted (words text)")
    made.close()

    connection = open_trial()
    assert value(connection, "PRAGMA journal_mode") == wrong
    connection.close()

    journal.settle(file)
    assert journal.mode_of(file) == right
    assert value(connection, "PRAGMA journal_mode") == right


def make(file: Path, words: str) -> None:
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE noted (words text)")
    database.execute("INSERT INTO noted VALUES (?)", [words])
    database.commit()
    database.close()


def test_the_own_database_comes_before_the_sample_also_in_a_running_server(
    open_trial: Open, tmp_path: Path
) -> None:
    make(tmp_path / files.SAMPLE, "sample")
    connection = open_trial(tmp_path)
    assert value(connection, "SELECT words FROM noted") == "sample"

    make(tmp_path / files.OWN, "own")
    connection.close_if_unusable_or_obsolete()

    assert value(connection, "SELECT words FROM noted") == "own"


def test_a_restored_file_in_the_same_place_is_noticed(open_trial: Open, tmp_path: Path) -> None:
    make(tmp_path / files.OWN, "before")
    connection = open_trial(tmp_path)
    assert value(connection, "SELECT words FROM noted") == "before"

    make(tmp_path / "restored", "after")
    (tmp_path / "restored").replace(tmp_path / files.OWN)
    connection.close_if_unusable_or_obsolete()

    assert value(connection, "SELECT words FROM noted") == "after"


def test_a_lost_database_is_not_made_anew_nor_replaced_by_the_sample(
    open_trial: Open, tmp_path: Path
) -> None:
    make(tmp_path / files.SAMPLE, "sample")
    files.mark_installed(tmp_path / files.OWN)

    with pytest.raises(DatabaseDamaged):
        value(open_trial(tmp_path), "SELECT 1")

    assert not (tmp_path / files.OWN).exists()


def test_an_own_database_cut_to_nothing_is_not_begun_anew(open_trial: Open, tmp_path: Path) -> None:
    (tmp_path / files.OWN).touch()
    files.mark_installed(tmp_path / files.OWN)

    with pytest.raises(DatabaseDamaged):
        value(open_trial(tmp_path), "SELECT 1")

    assert (tmp_path / files.OWN).stat().st_size == 0


def test_a_file_that_is_no_database_is_left_as_it_is(open_trial: Open, tmp_path: Path) -> None:
    (tmp_path / files.OWN).write_bytes(b"a letter, not a database\n" * 400)

    with pytest.raises(DatabaseDamaged):
        value(open_trial(tmp_path), "SELECT 1")

    assert (tmp_path / files.OWN).read_bytes() == b"a letter, not a database\n" * 400


def test_after_damage_is_found_nothing_is_written_any_more(open_trial: Open, tmp_path: Path) -> None:
    file = tmp_path / files.OWN
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE noted (words text)")
    database.executemany("INSERT INTO noted VALUES (?)", [("x" * 500,) for _ in range(200)])
    database.execute("CREATE TABLE other (words text)")
    database.commit()
    database.close()
    with file.open("r+b") as damaged:
        damaged.seek(4096 * 5)
        damaged.write(b"\xff" * 4096 * 10)
    connection = open_trial(tmp_path)
    with pytest.raises(DatabaseDamaged):
        value(connection, "SELECT sum(length(words)) FROM noted")
    before = file.read_bytes()

    with pytest.raises(DatabaseDamaged), connection.cursor() as cursor:
        cursor.execute("INSERT INTO other VALUES ('more')")
    with pytest.raises(DatabaseDamaged), transaction.atomic(using=TRIAL):
        pass

    assert file.read_bytes() == before


def test_a_full_disk_is_named_and_reading_goes_on(open_trial: Open) -> None:
    connection = open_trial()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (words text)")
        cursor.execute("PRAGMA max_page_count = 4")

    with pytest.raises(DatabaseFull), transaction.atomic(using=TRIAL), connections[TRIAL].cursor() as cursor:
        cursor.execute("INSERT INTO noted VALUES (zeroblob(100000))")

    assert value(connection, "SELECT count(*) FROM noted") == 0
