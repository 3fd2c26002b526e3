"""The daily backup: the clock starts it at three in the morning, the worker makes it."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.backup.actions import automatic_backup
from tandem.office.clock import actions as clock
from tandem.office.jobs import actions as jobs

KIND = "office.backup"
AT_NIGHT = datetime.time(3)


def start_daily_backup(*, at: datetime.datetime) -> None:
    jobs.start(kind=KIND, payload={}, by=None, at=at)


def make_backup(progress: jobs.Progress) -> None:
    progress.save(sentence=_("Making today’s backup"))
    automatic_backup("daily", at=timezone.now())


def register() -> None:
    jobs.register(KIND, make_backup)
    clock.register(KIND, start_daily_backup, daily=AT_NIGHT)
