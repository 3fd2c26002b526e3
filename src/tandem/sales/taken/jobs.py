"""What others took is counted each night, in the background."""

import datetime

from django.utils import timezone

from tandem.office.clock import actions as clock
from tandem.office.jobs import actions as jobs
from tandem.sales.taken.history import count_taken

KIND = "sales.matching.history"
NIGHTLY = datetime.time(3, 40)


def count(progress: jobs.Progress) -> str | None:
    count_taken(at=timezone.now())
    return None


def nightly(*, at: datetime.datetime) -> None:
    jobs.start(kind=KIND, payload={}, by=None, at=at)


def register() -> None:
    jobs.register(KIND, count)
    clock.register(KIND, nightly, daily=NIGHTLY)
