import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.handover.conversation.models import Conversation
from tandem.handover.conversation.queries import sheet_now
from tandem.handover.conversation.rules import must_be_a_decision, must_write
from tandem.handover.promises.words import Month
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.words import some_lines


@transaction.atomic
def write_down(
    *,
    month: Month,
    decided: str,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    who: User | None = None,
    due_on: datetime.date | None = None,
) -> JournalLine | None:
    """What both desks decided in a month. Written once more it is put right; the facts stay as they were
    then.

    `expected_version` is nought where nothing stood on the screen: of two who write first, the second is
    told.
    """
    must_write(by)
    must_be_a_decision(decided, who, due_on, month.first)
    columns: dict[str, Any] = {"decided": some_lines(decided), "who": who, "due_on": due_on}
    held = {"held_at": at, "held_by": by if isinstance(by, User) else None}
    row = Conversation.objects.filter(month=month.first).first()
    if row is None and expected_version:
        raise Refused(_("A new month has begun since. Look at what stands there now."))
    if row is None:
        sheet = sheet_now(now=at).as_json()
        row, is_new = Conversation.objects.get_or_create(
            month=month.first, defaults={**columns, **held, "sheet": sheet}
        )
        if is_new:
            after = {"decided": row.decided, "due_on": due_on.isoformat() if due_on else None}
            return record(by=by, at=at, verb="handover.conversation.held", row=row, after=after)
    if expected_version == 0:
        raise Stale(row, columns)
    changed = change(row, expected_version=expected_version, **columns)
    if not changed:
        return None
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="handover.conversation.changed", row=row, before=before, after=after)
