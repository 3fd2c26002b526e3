import datetime
import logging
import os
import socket
from collections.abc import Callable
from threading import Event
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.clock.bell import ring_after_commit
from tandem.office.jobs.models import Job
from tandem.office.jobs.queries import abandoned
from tandem.office.jobs.words import Interrupted, State

logger = logging.getLogger(__name__)
LANE = "jobs"
LEASE = datetime.timedelta(seconds=60)
# A job that kills its process each time must not do so for ever.
MOST_ATTEMPTS = 5
QUEUE_KEPT = datetime.timedelta(days=7)
stopping = Event()

JobFunction = Callable[["Progress"], str | None]
_functions: dict[str, JobFunction] = {}


def register(kind: str, function: JobFunction) -> None:
    """`function(progress)` does the work in batches and may return the address of its result.

    Each batch is one transaction with `progress.save(cursor=…)` in it: after a kill it goes on where it was.
    """
    _functions[kind] = function


def owner() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


@transaction.atomic
def start(*, kind: str, payload: dict[str, Any], by: Actor, at: datetime.datetime) -> Job:
    """Let long work begin, in the caller's transaction."""
    if kind not in _functions:
        raise KeyError(f"No function is registered for jobs of kind {kind!r}")
    row = Job.objects.create(kind=kind, payload=payload, by=by if isinstance(by, User) else None, put_at=at)
    run_job.enqueue(row.pk)
    ring_after_commit(LANE)
    return row


class Progress:
    """A running job, as its function sees it."""

    def __init__(self, row: Job) -> None:
        self.row = row
        self.payload: dict[str, Any] = row.payload
        self.cursor: dict[str, Any] = row.cursor

    def save(
        self,
        *,
        done: int | None = None,
        total: int | None = None,
        sentence: str | None = None,
        cursor: dict[str, Any] | None = None,
    ) -> None:
        """Note how far it is. Raises Interrupted (the batch is rolled back) when the job is to stop here."""
        given = {"done": done, "total": total, "sentence": sentence, "cursor": cursor}
        columns = {name: value for name, value in given.items() if value is not None}
        if stopping.is_set() or not self._held().update(lease_until=timezone.now() + LEASE, **columns):
            raise Interrupted
        for name, value in columns.items():
            setattr(self.row, name, value)
        self.cursor = self.row.cursor

    def _held(self) -> Any:
        return Job.objects.filter(pk=self.row.pk, state=State.RUNNING, attempt=self.row.attempt)

    def finish(self, state: State, **columns: Any) -> None:
        self._held().update(state=state, lease_until=None, finished_at=timezone.now(), **columns)

    def put_back(self) -> None:
        """Let the next worker go on from the cursor; a stop on request counts as no attempt."""
        with transaction.atomic():
            if self._held().update(state=State.WAITING, lease_until=None, attempt=F("attempt") - 1):
                run_job.enqueue(self.row.pk)


@task()
def run_job(job_id: int) -> None:
    """The task in the queue; the job's own row is the truth about it."""
    taken = Job.objects.filter(pk=job_id, state=State.WAITING).update(
        state=State.RUNNING,
        owner=owner(),
        attempt=F("attempt") + 1,
        started_at=timezone.now(),
        lease_until=timezone.now() + LEASE,
    )
    if not taken:
        return
    progress = Progress(Job.objects.get(pk=job_id))
    try:
        url = _functions[progress.row.kind](progress)
    except Interrupted:
        progress.put_back()
    except Refused as refused:
        progress.finish(State.FAILED, error=refused.sentence[:500])
    except Exception:
        logger.exception("Job %s (%s) failed", job_id, progress.row.kind)
        progress.finish(State.FAILED, error=_("Something went wrong here. What was done until then is kept."))
    else:
        progress.finish(State.DONE, result_url=url or "")


def renew_leases(at: datetime.datetime) -> None:
    """Say that this process still lives; called while it does."""
    mine = Job.objects.filter(state=State.RUNNING, owner=owner(), lease_until__gt=at)
    if mine.exists():
        mine.update(lease_until=at + LEASE)


def forget_queue(*, at: datetime.datetime) -> None:
    """Old entries of the queue tell nothing any more: what became of a job stands in its own row."""
    DBTaskResult.objects.filter(enqueued_at__lt=at - QUEUE_KEPT).exclude(status="READY").delete()


def queue_waiting() -> None:
    """When a worker starts: a process that died between the queue and the job left the job waiting alone."""
    for pk in Job.objects.filter(state=State.WAITING).order_by("pk").values_list("pk", flat=True):
        run_job.enqueue(pk)


def resume(at: datetime.datetime) -> int:
    """Start abandoned jobs again; returns how many."""
    again = 0
    for row in abandoned(at):
        with transaction.atomic():
            held = Job.objects.filter(pk=row.pk, state=State.RUNNING, attempt=row.attempt, lease_until__lt=at)
            if row.attempt >= MOST_ATTEMPTS:
                held.update(
                    state=State.FAILED,
                    finished_at=at,
                    lease_until=None,
                    error=_("This was tried five times."),
                )
            elif held.update(state=State.WAITING, lease_until=None):
                run_job.enqueue(row.pk)
                again += 1
    return again
