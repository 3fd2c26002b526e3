"""The worker: what is due by the clock, what is to leave the house, what somebody started, what mail came,
each in a lane.

It runs as threads inside `tandem serve` on SQLite, and on its own with `tandem worker`. A lane that waits for
a slow mail server holds up neither the clock nor the jobs.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from tandem.office.clock.actions import tick
from tandem.office.clock.bell import bell
from tandem.office.jobs import actions as jobs
from tandem.office.jobs import wishes
from tandem.office.mailboxes import actions as mailboxes
from tandem.office.mailboxes.jobs import read_one
from tandem.office.outbox import actions as outbox
from tandem.office.outbox.jobs import deliver_one

logger = logging.getLogger(__name__)
LONGEST_WAIT_AFTER_TROUBLE = 60.0


@dataclass(frozen=True)
class Lane:
    """`work()` does one piece and says whether there may be more; if not, the lane waits for its bell."""

    name: str
    work: Callable[[], bool]
    every: float


def clock_lane() -> bool:
    now = timezone.now()
    jobs.renew_leases(now)
    jobs.resume(now)
    tick(now)
    return False


def outbox_lane() -> bool:
    return deliver_one(timezone.now())


def mail_lane() -> bool:
    return read_one(timezone.now())


class TaskLane:
    """Runs queued tasks one after the other."""

    def __init__(self) -> None:
        self._has_looked_back = False
        self._runner = TaskWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
        )

    def __call__(self) -> bool:
        if not self._has_looked_back:
            jobs.queue_waiting()
            self._has_looked_back = True
        wishes.grant()
        ready = DBTaskResult.objects.ready().filter(backend_name="default")
        # Looking costs no write lock; only taking does.
        if not ready.exists():
            return False
        with exclusive_transaction(ready.db):
            taken = ready.get_locked()
            if taken is not None:
                taken.claim(self._runner.worker_id)
        if taken is not None:
            self._runner.run_task(taken)
        return True


class Worker:
    def __init__(self, lanes: tuple[Lane, ...] | None = None) -> None:
        self._stop = Event()
        self._lanes = lanes or (
            Lane("clock", clock_lane, 5),
            Lane(outbox.LANE, outbox_lane, 2),
            Lane(jobs.LANE, TaskLane(), 2),
            Lane(mailboxes.LANE, mail_lane, 5),
        )
        # Daemons: a lane in the midst of a slow mail server must not keep the program from ending.
        # Whatever it holds, it holds on a lease.
        self._threads = [
            Thread(target=self._run, args=(lane,), name=lane.name, daemon=True) for lane in self._lanes
        ]

    def start(self) -> None:
        jobs.stopping.clear()
        for thread in self._threads:
            thread.start()

    def stop(self, *, within_seconds: float = 2.5) -> bool:
        """Ask every lane to end; True when all did in time."""
        self._stop.set()
        jobs.stopping.set()
        for lane in self._lanes:
            bell(lane.name).set()
        share = within_seconds / len(self._threads)
        for thread in self._threads:
            thread.join(share)
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self, lane: Lane) -> None:
        wait, awake = lane.every, bell(lane.name)
        while not self._stop.is_set():
            awake.clear()
            close_old_connections()
            try:
                more = lane.work()
                wait = lane.every
            except Exception:
                # A busy database or a mistake in one piece of work: the lane goes on, more slowly each time.
                logger.exception("The %s lane of the worker had trouble", lane.name)
                more, wait = False, min(wait * 2, LONGEST_WAIT_AFTER_TROUBLE)
            if not more and not self._stop.is_set():
                awake.wait(wait)
        connections.close_all()
