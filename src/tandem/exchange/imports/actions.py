import datetime
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.imports import enquiries, people
from tandem.exchange.imports.models import ImportRun, RejectedRow
from tandem.exchange.imports.opened import open_run
from tandem.exchange.imports.words import BATCH, UNDO_WITHIN, ImportKind, RunState
from tandem.exchange.reading.opening import file_hash
from tandem.exchange.reading.refusals import MOST_BYTES, FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import Batch
from tandem.handover.passing import history as passing
from tandem.handover.passing.models import Feeding
from tandem.marketing.enquiries import actions as marketing
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.business.models import Business
from tandem.office.business.queries import the_business
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import record
from tandem.people.duplicates import removing as persons
from tandem.sales.opportunities import removing as selling

Progress = Callable[[ImportRun], None]


def receive(
    *, chunks: Iterable[bytes], name: str, kind: ImportKind, by: Actor, at: datetime.datetime
) -> ImportRun:
    """Keep a file, look whether it can be read, and propose its columns. Raises FileRefused; then nothing is kept."""
    if not can_capture(by):
        raise NotAllowed
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stored = folder / secrets.token_hex(16)
    try:
        _store(stored, chunks)
        run = ImportRun(
            kind=kind, file_name=Path(name).name[:200] or "list", stored_as=stored.name, created_at=at
        )
        run.digest = file_hash(stored)
        opened = open_run(run, zone=ZoneInfo(the_business().zone))
        run.total = opened.source.row_count
        run.system = opened.mapping.exporter or (opened.mapping.column("id") or "")[:40]
        run.by_id = getattr(by, "pk", None)
        with transaction.atomic():
            run.save()
            record(by=by, at=at, verb="exchange.import.received", row=run)
    except BaseException:
        stored.unlink(missing_ok=True)
        raise
    return run


def _store(to: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with to.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise FileRefused(
                    _("This file is too large. Split it and give the parts one after the other.")
                )
            file.write(chunk)


@transaction.atomic
def choose(
    *,
    run: ImportRun,
    expected_version: int,
    mapping: dict[str, str],
    date_order: str,
    decimal: str,
    system: str,
    by: Actor,
    at: datetime.datetime,
) -> ImportRun:
    """Keep which column fills which field. Raises FileRefused for a column that is not there."""
    if not can_capture(by):
        raise NotAllowed
    if run.state not in (RunState.RECEIVED, RunState.CHOSEN):
        raise Refused(_("This file is on its way in already."))
    changed = ImportRun.objects.filter(pk=run.pk, version=expected_version).update(
        mapping=mapping,
        date_order=date_order,
        decimal=decimal,
        system=system,
        state=RunState.CHOSEN,
        version=expected_version + 1,
    )
    if changed != 1:
        raise Stale(ImportRun.objects.get(pk=run.pk), {"system": system})
    run.refresh_from_db()
    open_run(run, zone=ZoneInfo(the_business().zone))
    record(by=by, at=at, verb="exchange.import.chosen", row=run, after={"mapping": mapping})
    return run


@transaction.atomic
def begin(*, run: ImportRun, by: Actor, at: datetime.datetime) -> ImportRun:
    """Mark the run as coming in; a second click finds it so and does nothing."""
    if not can_capture(by):
        raise NotAllowed
    ready = ImportRun.objects.filter(
        pk=run.pk, state__in=(RunState.RECEIVED, RunState.CHOSEN, RunState.FAILED)
    )
    if ready.update(state=RunState.RUNNING, started_at=at, stopped_because="") == 1:
        record(by=by, at=at, verb="exchange.import.begun", row=run)
    run.refresh_from_db()
    return run


def bring_in_all(
    *, run: ImportRun, by: Actor, now: Callable[[], datetime.datetime], progress: Progress | None = None
) -> ImportRun:
    """Bring the rest of the file in, batch by batch, each in its own transaction; may be killed and called again."""
    business = the_business()
    names = enquiries.Names()
    try:
        opened = open_run(run, zone=ZoneInfo(business.zone))
        for batch in opened.batches(start_at=run.cursor, size=BATCH):
            _bring_in_batch(run, batch, names=names, business=business, by=by, at=now())
            if progress is not None:
                progress(run)
    except FileRefused as refused:
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, stopped_because=str(refused)[:300])
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
    # The cursor moves in the same transaction as the rows, and only from where this process saw it: after a kill
    # whole batches are in, and of two processes at the same file one stops.
    moved = ImportRun.objects.filter(pk=run.pk, cursor=run.cursor, state=RunState.RUNNING).update(
        cursor=batch[-1][0] + 1
    )
    if moved != 1:
        raise Refused(_("This file is coming in already, or was taken out meanwhile."))
    RejectedRow.objects.bulk_create(
        [RejectedRow(run=run, number=row.number, reason=row.sentence[:300], raw=row.raw) for row in bad]
    )
    if run.kind == ImportKind.ENQUIRIES:
        brought = enquiries.bring_in(
            good,
            system=f"list:{run.system}"[:40],
            currency=business.currency,
            names=names,
            by=by,
            at=at,
            import_id=run.pk,
        )
        imported = len(brought.enquiries)
    elif run.kind == ImportKind.PERSONS:
        imported = people.bring_in_persons(good, system=run.system, by=by, at=at, import_id=run.pk)
    else:
        imported = people.bring_in_organisations(good, system=run.system, by=by, at=at, import_id=run.pk)
    run.cursor = batch[-1][0] + 1
    run.read += len(batch)
    run.rejected += len(bad)
    run.imported += imported
    run.duplicates += len(good) - imported
    run.reasons = dict(Counter(run.reasons) + Counter(row.reason for row in bad))
    run.save(update_fields=["read", "rejected", "imported", "duplicates", "reasons"])


@transaction.atomic
def _finish(run: ImportRun, *, by: Actor, at: datetime.datetime) -> None:
    if (
        ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
            state=RunState.DONE, finished_at=at
        )
        == 1
    ):
        counts = {name: getattr(run, name) for name in ("read", "imported", "rejected", "duplicates")}
        record(by=by, at=at, verb="exchange.import.done", row=run, after=counts)
    run.refresh_from_db()


def can_be_undone(run: ImportRun, *, at: datetime.datetime) -> bool:
    return run.state == RunState.DONE and run.finished_at is not None and at - run.finished_at <= UNDO_WITHIN


@transaction.atomic
def undo(*, run: ImportRun, by: Actor, at: datetime.datetime) -> ImportRun:
    """Take out again what a file brought in. Rows that somebody worked on since stay, and are listed in `kept`."""
    if not can_capture(by):
        raise NotAllowed
    if not can_be_undone(run, at=at):
        raise Refused(_("A file can be taken out again within seven days, once."))
    if (
        ImportRun.objects.filter(pk=run.pk, state=RunState.DONE).update(state=RunState.UNDONE, undone_at=at)
        != 1
    ):
        raise Refused(_("This file was taken out already."))
    worked_on = passing.worked_on_since_import(import_id=run.pk)
    kept_opportunities = set(
        Feeding.objects.filter(enquiry__in=worked_on).values_list("opportunity", flat=True)
    )
    passing.remove_imported(import_id=run.pk, keep=worked_on, by=by, at=at)
    selling.remove_imported(import_id=run.pk, keep=kept_opportunities, by=by, at=at)
    marketing.remove_imported(import_id=run.pk, keep=worked_on, by=by, at=at)
    kept_persons = persons.remove_imported(import_id=run.pk, by=by, at=at)
    run.kept = [
        *(f"marketing.enquiry:{pk}" for pk in sorted(worked_on)),
        *(f"people.person:{pk}" for pk in sorted(kept_persons)),
    ]
    run.save(update_fields=["kept"])
    note = ngettext(
        "%(count)d row was worked on since and stays.",
        "%(count)d rows were worked on since and stay.",
        len(run.kept),
    )
    record(
        by=by,
        at=at,
        verb="exchange.import.undone",
        row=run,
        note=note % {"count": len(run.kept)} if run.kept else "",
    )
    run.refresh_from_db()
    return run
