"""The sample business on a site that is set up and empty. `fresh_start` is the way back."""

import datetime
import importlib
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from tandem.config.first_run.fresh_start import KEPT, rows_of
from tandem.config.first_run.kept_aside import said_so_far
from tandem.config.first_run.queries import is_empty
from tandem.handover.agreement.models import Agreement
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.business.models import Business
from tandem.office.business.queries import forget
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.jobs.actions import Progress, start
from tandem.office.jobs.models import Job
from tandem.office.sqlite import files, fresh

KIND = "start.sample"
# Only a site that wants the sample loads what makes it.
SAMPLE_LOADER = "tandem.demo.load"
NEW_FILE = "looking.sqlite3"


@transaction.atomic
def ask_for_sample(*, by: Actor, at: datetime.datetime) -> Job:
    """Let the sample be made in the background. Only where nobody has asked and nobody is known yet."""
    if not can_manage(by):
        raise NotAllowed
    must_be_empty()
    return start(kind=KIND, payload={}, by=by, at=at)


def must_be_empty() -> None:
    if not is_empty():
        raise Refused(_("People stand in your business already, so the sample does not come in between."))


def make_sample(progress: Progress) -> str:
    """The whole sample or nothing of it; a kill leaves the empty business as it was."""
    progress.save(sentence=_("Fourteen months of Wren & Rowe are being written down."))
    must_be_empty()
    if connection.vendor == "sqlite":
        _beside_its_place(progress.row)
    else:
        in_this_database()
    forget()
    return reverse("home")


@transaction.atomic
def in_this_database() -> None:
    said = said_so_far()
    Agreement.objects.all().delete()
    load_sample(said)


def load_sample(said: dict[str, Any]) -> None:
    importlib.import_module(SAMPLE_LOADER).load(at=timezone.now())
    Business.objects.filter(pk=1).update(kept_aside=said)


def _beside_its_place(job: Job) -> None:
    """In a file beside, as a load takes longer than any writer of SQLite may be kept waiting."""
    active = files.active(Path(connection.settings_dict["NAME"]))
    new = active.with_name(NEW_FILE)
    new.unlink(missing_ok=True)
    said, users = said_so_far(), list(User.objects.all())
    # With the job and its place in the queue: the worker ends it there, and whoever watches sees that.
    kept: dict[type[models.Model], list[models.Model]] = {
        **{model: rows_of(model, users) for model in KEPT},
        Job: [job],
        DBTaskResult: list(DBTaskResult.objects.all()),
    }

    def fill(alias: str) -> None:
        with transaction.atomic(using=alias):
            for model, rows in kept.items():
                model._default_manager.using(alias).bulk_create(rows)
            load_sample(said)

    fresh.make(new, then=fill)
    # Whoever was typed in meanwhile stays, and the sample does not come.
    must_be_empty()
    connection.close()
    fresh.swap(new, active)
