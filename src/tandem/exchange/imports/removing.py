"""Taking a file out again: each desk removes what it got, from the top of the stair down."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.rules import can_be_undone
from tandem.exchange.imports.words import BATCH, ENQUIRY, OFFER, ORGANISATION, PERSON, ImportKind, RunState
from tandem.handover.passing import history as passing
from tandem.marketing.enquiries import actions as marketing
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.removing import remove_what_only_an_import_named
from tandem.offers.shelf.bringing_in import take_out_imported
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.people.duplicates import removing as persons
from tandem.sales.opportunities import removing as selling
from tandem.together.statistics.actions import gathered


@transaction.atomic
def begin_undo(*, run: ImportRun, by: Actor, at: datetime.datetime) -> ImportRun:
    """Mark the run as being taken out; a second click finds it so and does nothing."""
    if run.state in (RunState.UNDOING, RunState.UNDONE):
        return run
    if not can_be_undone(run, by=by, at=at):
        raise Refused(
            _("A file can be taken out again within seven days, by somebody who could bring it in.")
        )
    if ImportRun.objects.filter(pk=run.pk, state=RunState.DONE).update(state=RunState.UNDOING) != 1:
        raise Refused(_("This file is being taken out already."))
    run.refresh_from_db()
    return run


def take_out(*, run: ImportRun, by: Actor, at: datetime.datetime) -> ImportRun:
    """What a file brought in, out again, a batch a transaction; killed, it goes on when called again.

    Rows that somebody worked on since stay, and `kept` names them.
    """
    run.refresh_from_db()
    if run.state != RunState.UNDOING:
        return run
    kept_enquiries = passing.worked_on_since_import(import_id=run.pk)
    ids = Enquiry.objects.filter(import_id=run.pk).order_by("pk").values_list("pk", flat=True)
    gone = [pk for pk in ids if pk not in kept_enquiries]
    for start in range(0, len(gone), BATCH):
        remove_enquiries(gone[start : start + BATCH], run=run, by=by, at=at)
    remove_what_only_an_import_named(import_id=run.pk)
    rest = persons.remove_imported(import_id=run.pk, by=by, at=at)
    offers = take_out_imported(import_id=run.pk, by=by, at=at) if run.kind == ImportKind.OFFERS else ()
    return finish(run, kept_enquiries=kept_enquiries, rest=rest, offers=offers, by=by, at=at)


@transaction.atomic
def remove_enquiries(ids: list[int], *, run: ImportRun, by: Actor, at: datetime.datetime) -> None:
    with gathered():
        opportunities = passing.remove_many(enquiry_ids=ids, import_id=run.pk)
        if opportunities:
            selling.remove_many(opportunity_ids=opportunities, by=by, at=at)
        marketing.remove_many(enquiry_ids=ids, by=by, at=at)


@transaction.atomic
def finish(
    run: ImportRun,
    *,
    kept_enquiries: set[int],
    rest: persons.Kept,
    offers: Collection[int],
    by: Actor,
    at: datetime.datetime,
) -> ImportRun:
    if ImportRun.objects.filter(pk=run.pk, state=RunState.UNDOING).update(state=RunState.UNDONE) != 1:
        return run
    run.refresh_from_db()
    run.kept = [
        *(f"{ENQUIRY}:{pk}" for pk in sorted(kept_enquiries)),
        # The person of a kept enquiry stays with it, and needs no line of its own.
        *(f"{PERSON}:{pk}" for pk in sorted(rest.persons - asked_by(kept_enquiries))),
        *(f"{ORGANISATION}:{pk}" for pk in sorted(rest.organisations)),
        *(f"{OFFER}:{pk}" for pk in sorted(offers)),
    ]
    run.undone_at = at
    run.save(update_fields=["kept", "undone_at"])
    note = ngettext(
        "%(count)d row was worked on since and stays.",
        "%(count)d rows were worked on since and stay.",
        len(run.kept),
    )
    note = note % {"count": len(run.kept)} if run.kept else ""
    record(by=by, at=at, verb="exchange.import.taken_out", row=run, note=note)
    return run


def asked_by(enquiry_ids: Collection[int]) -> set[int]:
    rows = Enquiry.objects.filter(pk__in=enquiry_ids)
    return set(rows.order_by().values_list("person", flat=True))
