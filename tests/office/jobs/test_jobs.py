import datetime
import threading
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tandem.office.changes.words import Refused
from tandem.office.jobs import actions, wishes
from tandem.office.jobs.models import Job
from tandem.office.jobs.queries import job
from tandem.office.jobs.words import State
from tandem.office.jobs.worker import Lane, TaskLane, Worker

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(actions, "_functions", {})
    # What pages of other tests wished for is not to be granted here.
    monkeypatch.setattr(wishes, "_wished", {})
    actions.stopping.clear()
    yield
    actions.stopping.clear()


def count_to(total: int, stop_after: int | None = None) -> actions.JobFunction:
    """Counts in batches of one, each a transaction that moves the cursor too. Dies once at `stop_after`."""
    died: list[bool] = []

    def count(progress: actions.Progress) -> str:
        for number in range(progress.cursor.get("next", 0), total):
            if number == stop_after and not died:
                died.append(True)
                raise KeyboardInterrupt
            with transaction.atomic():
                progress.save(
                    done=number + 1, total=total, cursor={"next": number + 1}, sentence=f"{number + 1}"
                )
        return "/done/"

    return count


def run_queue() -> int:
    lane, ran = TaskLane(), 0
    while lane():
        ran += 1
    return ran


def only() -> Job:
    found = job(Job.objects.get().pk)
    assert found is not None
    return found


def test_a_job_runs_and_says_how_far_it_is() -> None:
    actions.register("count", count_to(3))
    row = actions.start(kind="count", payload={"a": 1}, by=None, at=NOW)
    assert row.state == State.WAITING
    run_queue()
    done = only()
    assert (done.state, done.done, done.total, done.percent) == (State.DONE, 3, 3, 100)
    assert (done.sentence, done.result_url) == ("3", "/done/")
    assert done.is_over


def test_a_job_that_cannot_be_done_says_why_in_its_own_words() -> None:
    def refuse(progress: actions.Progress) -> None:
        raise Refused("There is no such file any more.")

    actions.register("refuse", refuse)
    actions.start(kind="refuse", payload={}, by=None, at=NOW)
    run_queue()
    assert (only().state, only().error) == (State.FAILED, "There is no such file any more.")


def test_a_mistake_in_the_program_shows_no_stack_trace() -> None:
    def break_down(progress: actions.Progress) -> None:
        raise KeyError("internal")

    actions.register("break", break_down)
    actions.start(kind="break", payload={}, by=None, at=NOW)
    run_queue()
    assert only().state == State.FAILED
    assert "internal" not in only().error


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        actions.start(kind="nobody", payload={}, by=None, at=NOW)


def test_a_killed_job_goes_on_from_its_cursor_when_its_lease_is_over() -> None:
    actions.register("count", count_to(10, stop_after=4))
    row = actions.start(kind="count", payload={}, by=None, at=NOW)
    with pytest.raises(KeyboardInterrupt):
        actions.run_job.func(row.pk)
    assert (only().state, only().cursor) == (State.RUNNING, {"next": 4})

    assert actions.resume(timezone.now()) == 0
    assert actions.resume(timezone.now() + actions.LEASE * 2) == 1
    run_queue()

    assert (only().state, only().done, only().attempt) == (State.DONE, 10, 2)


def test_who_was_overtaken_stops_and_its_batch_is_rolled_back() -> None:
    actions.register("count", count_to(1))
    row = actions.start(kind="count", payload={}, by=None, at=NOW)
    Job.objects.filter(pk=row.pk).update(state=State.RUNNING, attempt=1)
    slow = actions.Progress(Job.objects.get())
    Job.objects.filter(pk=row.pk).update(attempt=2)

    @transaction.atomic
    def batch() -> None:
        Job.objects.filter(pk=row.pk).update(sentence="written by the slow one")
        slow.save(done=1)

    with pytest.raises(actions.Interrupted):
        batch()
    assert only().sentence == ""


def test_a_stop_puts_the_job_back_for_the_next_start() -> None:
    actions.register("count", count_to(5))
    actions.start(kind="count", payload={}, by=None, at=NOW)
    actions.stopping.set()
    run_queue_once = TaskLane()
    run_queue_once()
    assert (only().state, only().attempt) == (State.WAITING, 0)
    actions.stopping.clear()
    run_queue()
    assert only().state == State.DONE


def test_a_job_that_kills_its_process_each_time_is_given_up() -> None:
    actions.register("count", count_to(1))
    row = actions.start(kind="count", payload={}, by=None, at=NOW)
    Job.objects.filter(pk=row.pk).update(state=State.RUNNING, attempt=5, lease_until=NOW)
    actions.resume(NOW + actions.LEASE)
    assert only().state == State.FAILED


def test_a_job_left_alone_between_queue_and_row_is_found_when_a_worker_starts() -> None:
    actions.register("count", count_to(2))
    actions.start(kind="count", payload={}, by=None, at=NOW)
    DBTaskResult.objects.all().delete()
    run_queue()
    assert only().state == State.DONE


def test_a_living_process_keeps_its_lease() -> None:
    actions.register("count", count_to(1))
    row = actions.start(kind="count", payload={}, by=None, at=NOW)
    Job.objects.filter(pk=row.pk).update(
        state=State.RUNNING, owner=actions.owner(), lease_until=NOW + actions.LEASE
    )
    actions.renew_leases(NOW + actions.LEASE / 2)
    assert actions.resume(NOW + actions.LEASE * 1.4) == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_is_started_at_once_survives_trouble_and_stops_in_time() -> None:
    done, troubled = threading.Event(), threading.Event()

    def finish(progress: actions.Progress) -> None:
        done.set()

    def trouble() -> bool:
        troubled.set()
        raise OSError("the disk is away")

    actions.register("finish", finish)
    worker = Worker((Lane("jobs", TaskLane(), 600), Lane("trouble", trouble, 600)))
    worker.start()
    try:
        assert troubled.wait(5)
        actions.start(kind="finish", payload={}, by=None, at=NOW)
        assert done.wait(5)
    finally:
        assert worker.stop() is True
