import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.models import Versioned
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

# The rows with words that may hold a sales goal; each has a column `advice_hushed_at`.
HUSHED = ("marketing.campaign", "marketing.debrief")


@transaction.atomic
def hush(*, row: Versioned, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """Nothing more is said of the goal in this row's words. The version stays: nobody edits this column."""
    if not can_change_marketing(by):
        raise NotAllowed
    if not switched(row, None, at):
        return None
    return record(by=by, at=at, verb=f"{row._meta.label_lower}.advice_hushed", row=row)


def switched(row: Any, was: datetime.datetime | None, now: datetime.datetime | None) -> bool:
    rows = type(row)._default_manager.filter(pk=row.pk, advice_hushed_at=was)
    return bool(rows.update(advice_hushed_at=now))


def undo_hushed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    if not can_change_marketing(by):
        raise NotAllowed
    row: Any = apps.get_model(line.kind)._default_manager.filter(pk=line.row_id or 0).first()
    if row is None or not switched(row, row.advice_hushed_at, None):
        raise Refused(_("It is not there any more."))


UNDO = {f"{label}.advice_hushed": undo_hushed for label in HUSHED}
