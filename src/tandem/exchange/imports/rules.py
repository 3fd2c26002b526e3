"""Who may bring a file in and take it out again, and until when."""

import datetime
from collections.abc import Collection

from django.utils.translation import gettext as _

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.words import TOLD_BY_SALES, UNDO_WITHIN, ImportKind, RunState
from tandem.offers.catalogue.rules import can_change_offers
from tandem.office.accounts.rules import Actor, can_capture, can_change_sales, can_pass
from tandem.office.changes.words import NotAllowed, Refused


def can_tell_of_sales(by: Actor) -> bool:
    """What became of enquiries is told by both desks: one passed them, the other sold."""
    return can_pass(by) and can_change_sales(by)


def must_bring_in(by: Actor, fields: Collection[str] = (), *, kind: str = "") -> None:
    if not can_capture(by):
        raise NotAllowed
    if kind == ImportKind.OFFERS and not can_change_offers(by):
        raise Refused(_("What you sell is brought in by somebody who sells."))
    if TOLD_BY_SALES & set(fields) and not can_tell_of_sales(by):
        raise Refused(
            _(
                "What became of enquiries is told by marketing and sales together. Leave those columns out, "
                "or ask somebody who works at both desks to bring this file in."
            )
        )


def is_within_undo(run: ImportRun, *, at: datetime.datetime) -> bool:
    return run.state == RunState.DONE and run.finished_at is not None and at - run.finished_at <= UNDO_WITHIN


def can_be_undone(run: ImportRun, *, by: Actor, at: datetime.datetime) -> bool:
    told = {field for field, columns in run.mapping.items() if columns}
    if not is_within_undo(run, at=at) or not can_capture(by):
        return False
    if run.kind == ImportKind.OFFERS:
        return can_change_offers(by)
    return not TOLD_BY_SALES & told or can_tell_of_sales(by)
