"""A house with two desks, and lists that come in through the browser's steps or the actions behind them."""

import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tandem.exchange.imports import actions
from tandem.exchange.imports.jobs import bring_in_file, take_file_out
from tandem.exchange.imports.looking import DryRun, dry_run
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import look, open_run
from tandem.exchange.reading.vocabulary import KINDS, SEVERAL
from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.jobs.actions import Progress
from tandem.office.jobs.models import Job
from tandem.office.jobs.words import State

NOW = datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC)
KEY = "a key for one form, long enough"


def given(path: Path, kind: str = "enquiries", *, by: User | None = None, **choices: Any) -> ImportRun:
    """A file that was looked at and kept, its columns taken as they were recognised."""
    run = actions.receive(looked=look(path, path.name, kind), name=path.name, kind=kind, by=by, at=NOW)
    mapping = open_run(run, the_business()).mapping
    several = SEVERAL.get(kind, frozenset())
    columns = {
        name: list(mapping.columns(name)) if name in several else mapping.column(name) or ""
        for name in KINDS[kind]
    }
    return actions.choose(run=run, by=by, at=NOW, **{"mapping": columns, **choices})


def in_by(path: Path, kind: str = "enquiries", *, by: User | None = None, **choices: Any) -> ImportRun:
    run = actions.begin(run=given(path, kind, by=by, **choices), by=by, at=NOW)
    return actions.bring_in_all(run=run, by=by, now=lambda: NOW)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    """Read, imported, rejected, duplicates."""
    return run.read, run.imported, run.rejected, run.duplicates


def seen_before(run: ImportRun) -> DryRun:
    return dry_run(open_run(run, the_business()), now=NOW)


def post(client: Client, url: str, key: str = KEY, **values: Any) -> HttpResponse:
    return client.post(url, {"once": f"{key} {url}", **values})  # type: ignore[return-value]


def work_through_jobs() -> None:
    """What the worker does, in this thread."""
    functions = {"exchange.import": bring_in_file, "exchange.take_out": take_file_out}
    for job in Job.objects.filter(state=State.WAITING).order_by("pk"):
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
        functions[job.kind](Progress(Job.objects.get(pk=job.pk)))
        Job.objects.filter(pk=job.pk).update(state=State.DONE)
