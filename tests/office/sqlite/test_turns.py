import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.office.sqlite.turns import Turns
from tandem.office.sqlite.words import DatabaseBusy
from tests.office.sqlite.conftest import TRIAL

Open = Callable[..., BaseDatabaseWrapper]


def run_together(work: list[Callable[[], None]]) -> list[Exception]:
    errors: list[Exception] = []
    start = threading.Barrier(len(work))

    def run(one: Callable[[], None]) -> None:
        start.wait()
        try:
            one()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_the_turn_goes_to_the_one_who_waits_longest() -> None:
    turns, came, arrived = Turns(), [], threading.Semaphore(0)
    turns.take(seconds=1)

    def wait(name: int) -> None:
        arrived.release()
        turns.take(seconds=5)
        came.append(name)
        turns.give_back()

    threads = []
    for name in range(5):
        threads.append(threading.Thread(target=wait, args=(name,)))
        threads[-1].start()
        arrived.acquire()
        while len(turns._waiting) <= name:
            pass
    turns.give_back()
    for thread in threads:
        thread.join()

    assert came == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    turns = Turns()
    turns.take(seconds=1)

    with pytest.raises(DatabaseBusy):
        turns.take(seconds=0.01)

    turns.give_back()
    turns.take(seconds=0.01)


def test_sixteen_writers_advance_together(open_trial: Open) -> None:
    with open_trial().cursor() as cursor:
        cursor.execute("CREATE TABLE counts (writer integer PRIMARY KEY, n integer NOT NULL)")
        cursor.executemany("INSERT INTO counts VALUES (%s, 0)", [(n,) for n in range(16)])
    distances: list[int] = []
    all_in_the_queue = threading.Barrier(16)

    def write_once(writer: int) -> int:
        with transaction.atomic(using=TRIAL), connections[TRIAL].cursor() as cursor:
            cursor.execute("UPDATE counts SET n = n + 1 WHERE writer = %s", [writer])
            cursor.execute("SELECT max(n) - min(n), sum(n) FROM counts")
            distance, together = cursor.fetchone()
            distances.append(distance)
            return together

    def write(writer: int) -> None:
        write_once(writer)
        all_in_the_queue.wait()
        while write_once(writer) < 800:
            pass

    errors = run_together([lambda n=n: write(n) for n in range(16)])

    assert errors == []
    assert max(distances) <= 5


def test_single_writes_outside_a_transaction_take_their_turn_too(open_trial: Open) -> None:
    with open_trial().cursor() as cursor:
        cursor.execute("CREATE TABLE noted (writer integer NOT NULL)")

    def write_alone(writer: int) -> None:
        for _ in range(40):
            with connections[TRIAL].cursor() as cursor:
                cursor.execute("INSERT INTO noted VALUES (%s) RETURNING writer", [writer])
                cursor.fetchone()

    def write_together(writer: int) -> None:
        for _ in range(40):
            with transaction.atomic(using=TRIAL), connections[TRIAL].cursor() as cursor:
                cursor.execute("INSERT INTO noted VALUES (%s)", [writer])

    errors = run_together(
        [lambda n=n: write_alone(n) for n in range(4)] + [lambda n=n: write_together(n) for n in range(4, 8)]
    )

    assert errors == []
    with open_trial().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM noted")
        assert cursor.fetchone()[0] == 8 * 40


def test_a_writer_behind_a_stuck_one_is_told_in_time_and_nothing_is_half_done(open_trial: Open) -> None:
    with open_trial(timeout=0.2).cursor() as cursor:
        cursor.execute("CREATE TABLE noted (words text)")
    has_it, may_go = threading.Event(), threading.Event()

    def stuck() -> None:
        with transaction.atomic(using=TRIAL):
            has_it.set()
            may_go.wait()

    def second() -> None:
        has_it.wait()
        try:
            with transaction.atomic(using=TRIAL), connections[TRIAL].cursor() as cursor:
                cursor.execute("INSERT INTO noted VALUES ('half')")
        finally:
            may_go.set()

    errors = run_together([stuck, second])

    assert [type(error) for error in errors] == [DatabaseBusy]
    with transaction.atomic(using=TRIAL), connections[TRIAL].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM noted")
        assert cursor.fetchone()[0] == 0


def test_another_process_that_writes_is_waited_for_and_then_named_busy(
    open_trial: Open, tmp_path: Path
) -> None:
    connection = open_trial(timeout=0.2)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (words text)")
    other = connection.Database.connect(tmp_path / "tandem.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseBusy), transaction.atomic(using=TRIAL):
        pass

    other.execute("ROLLBACK")
    other.close()
    with transaction.atomic(using=TRIAL), connection.cursor() as cursor:
        cursor.execute("INSERT INTO noted VALUES ('done')")


def test_the_turn_comes_back_after_an_error_a_rollback_and_a_close(open_trial: Open) -> None:
    connection = open_trial(timeout=0.2)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (words text UNIQUE)")
        cursor.execute("INSERT INTO noted VALUES ('one')")

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO noted VALUES ('one')")
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=TRIAL):
        raise ZeroDivisionError
    with transaction.atomic(using=TRIAL):
        connection.close()

    errors = run_together([lambda: connections[TRIAL].cursor().execute("INSERT INTO noted VALUES ('two')")])
    assert errors == []
