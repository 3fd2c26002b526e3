import datetime
import secrets
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.exchange.imports import enquiries, offers, people
from tandem.exchange.imports.batches import rows_at_once, rubbish_waiting
from tandem.exchange.imports.forgetting import forget_file
from tandem.exchange.imports.models import ImportRun, RejectedRow
from tandem.exchange.imports.opened import Looked, open_run
from tandem.exchange.imports.rules import must_bring_in
from tandem.exchange.imports.words import ImportKind, RunState, Step
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import Batch
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.models import Business
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_many
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.sqlite.room import room_to_write

Progress = Callable[[ImportRun], None]
CHOICES = {"sheet", "mapping", "date_order", "decimal", "outcomes", "sellers", "system", "step"}


class Elsewhere(Refused):
    """The file is not this process's to bring in: another one has it, or it was taken out."""


@transaction.atomic
def receive(
    *, looked: Looked, name: str, kind: ImportKind | str, by: Actor, at: datetime.datetime
) -> ImportRun:
    """Keep a file that was looked at, with the name that a person calls it by."""
    must_bring_in(by, kind=kind)
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stored = folder / secrets.token_hex(16)
    try:
        shutil.copyfile(looked.path, stored)
        run = ImportRun.objects.create(
            kind=kind,
            file_name=Path(name).name[:200] or str(_("list")),
            stored_as=stored.name,
            digest=looked.digest,
            sheet=looked.sheet,
            system=looked.system,
            total=looked.total,
            by=by if isinstance(by, User) else None,
            created_at=at,
        )
        record(by=by, at=at, verb="exchange.import.received", row=run)
    except BaseException:
        stored.unlink(missing_ok=True)
        raise
    return run


@transaction.atomic
def choose(
    *, run: ImportRun, expected_version: int | None = None, by: Actor, at: datetime.datetime, **choices: Any
) -> ImportRun:
    """Keep what a person said of the file: its sheet, columns, values, names. Nothing comes in by this."""
    if unknown := set(choices) - CHOICES:
        raise TypeError(f"choose does not keep {sorted(unknown)}")
    mapping = choices.get("mapping", run.mapping)
    must_bring_in(by, [field for field, columns in mapping.items() if columns], kind=run.kind)
    if run.state != RunState.RECEIVED:
        raise Refused(_("This file is on its way in already."))
    changed = change(run, expected_version=expected_version, **choices)
    if changed:
        record(
            by=by, at=at, verb="exchange.import.chosen", row=run, before=changed.before, after=changed.after
        )
    return run


@transaction.atomic
def discard(*, run: ImportRun) -> None:
    """A file that turned out to be unreadable before anything of it came in: nothing of it is kept."""
    if run.cursor == 0 and ImportRun.objects.filter(pk=run.pk, state=RunState.RECEIVED).delete()[0]:
        run.path.unlink(missing_ok=True)


@transaction.atomic
def begin(*, run: ImportRun, by: Actor, at: datetime.datetime) -> ImportRun:
    """Mark the run as coming in; a second click finds it so and does nothing."""
    must_bring_in(by, [field for field, columns in run.mapping.items() if columns], kind=run.kind)
    if not run.mapping:
        raise Refused(_("Say first which column is what."))
    ready = ImportRun.objects.filter(pk=run.pk, state__in=(RunState.RECEIVED, RunState.FAILED))
    if ready.update(state=RunState.RUNNING, step=Step.CHECK, started_at=at, stopped_because="") == 1:
        record(by=by, at=at, verb="exchange.import.begun", row=run)
    run.refresh_from_db()
    return run


def bring_in_all(
    *, run: ImportRun, by: Actor, now: Callable[[], datetime.datetime], progress: Progress | None = None
) -> ImportRun:
    """Bring the rest of the file in, each batch whole or absent. It may be killed and called again.

    A file that is refused midway has stopped, with the sentence that says why.
    """
    business = the_business()
    names = enquiries.Names(run.sellers)
    try:
        opened = open_run(run, business)
        with room_to_write():
            for batch in opened.batches(now=now(), start_at=run.cursor, size=rows_at_once(run.total)):
                with rubbish_waiting():
                    _bring_in_batch(run, batch, names=names, business=business, by=by, at=now())
                if progress is not None:
                    progress(run)
    except Elsewhere:
        raise
    except (FileRefused, Refused) as refused:
        ImportRun.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, stopped_because=refused.sentence[:300]
        )
        run.refresh_from_db()
        return run
    _finish(run, by=by, at=now())
    return run


@transaction.atomic
def _bring_in_batch(
    run: ImportRun,
    batch: Batch,
    *,
    names: enquiries.Names,
    business: Business,
    by: Actor,
    at: datetime.datetime,
) -> None:
    good = [row for _number, row in batch if not isinstance(row, Rejection)]
    bad = [row for _number, row in batch if isinstance(row, Rejection)]
    # The cursor moves in the same transaction as the rows, and only from where this process saw it: after
    # a kill whole batches are in, and of two processes at the same file one stops.
    here = ImportRun.objects.filter(pk=run.pk, cursor=run.cursor, state=RunState.RUNNING)
    if here.update(cursor=batch[-1][0] + 1) != 1:
        raise Elsewhere(_("This file is coming in already, or was taken out meanwhile."))
    insert_many(
        [
            RejectedRow(run=run, number=row.number, reason=row.sentence[:300], raw=list(row.raw.items()))
            for row in bad
        ]
    )
    bring_in = {
        ImportKind.ENQUIRIES: enquiries.bring_in_enquiries,
        ImportKind.PERSONS: people.bring_in_persons,
        ImportKind.ORGANISATIONS: people.bring_in_organisations,
        ImportKind.OFFERS: offers.bring_in_offers,
    }[ImportKind(run.kind)]
    imported = bring_in(good, run=run, business=business, names=names, by=by, at=at) if good else 0
    run.cursor = batch[-1][0] + 1
    run.read += len(batch)
    run.rejected += len(bad)
    run.imported += imported
    run.duplicates += len(good) - imported
    run.reasons = dict(Counter(run.reasons) + Counter(row.reason for row in bad))
    run.save(update_fields=["read", "rejected", "imported", "duplicates", "reasons"])


@transaction.atomic
def _finish(run: ImportRun, *, by: Actor, at: datetime.datetime) -> None:
    running = ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if running.update(state=RunState.DONE, finished_at=at) == 1:
        counts = {name: getattr(run, name) for name in ("read", "imported", "rejected", "duplicates")}
        record(by=by, at=at, verb="exchange.import.done", row=run, after=counts)
        forget_file(run)
    run.refresh_from_db()
