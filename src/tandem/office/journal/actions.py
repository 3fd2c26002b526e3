import datetime
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.office.journal.words import UNDONE, register_label, register_sentence

__all__ = ["can_undo", "record", "register_label", "register_sentence", "register_undo", "undo"]

UndoFunction = Callable[..., None]
_undo: dict[str, UndoFunction] = {}
UNDO_WITHIN = datetime.timedelta(days=7)


def register_undo(verb: str, function: UndoFunction) -> None:
    """`function(line=…, by=…, at=…)` takes back what the line tells, or raises Refused with the reason."""
    _undo[verb] = function


def registered_undo() -> dict[str, UndoFunction]:
    return dict(_undo)


def can_undo(line: JournalLine, *, at: datetime.datetime) -> bool:
    return line.verb in _undo and line.undone_at is None and at - line.at <= UNDO_WITHIN


def record(
    *,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    verb: str,
    row: models.Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    undoes: JournalLine | None = None,
) -> JournalLine:
    """Write one line; call it in the transaction of the action it tells of."""
    person = by if isinstance(by, User) else None
    line = new_row(
        JournalLine,
        {"by": person, "undoes": undoes},
        at=at,
        happened_at=happened_at or at,
        by_name=str(person) if person else "",
        verb=verb,
        kind=row._meta.label_lower if row is not None else "",
        row_id=row.pk if row is not None else None,
        title=str(row)[:250] if row is not None else "",
        before=before or {},
        after=after or {},
        note=note[:500],
    )
    insert_many([line])
    return line


@transaction.atomic
def undo(*, line_id: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """Take back what one journal line tells. The function of its verb checks who may and if it is safe."""
    line = JournalLine.objects.get(pk=line_id)
    if not can_undo(line, at=at):
        raise Refused(_("This can no longer be undone. Nothing was changed."))
    if JournalLine.objects.filter(pk=line_id, undone_at=None).update(undone_at=at) != 1:
        raise Refused(_("This was undone already."))
    _undo[line.verb](line=line, by=by, at=at)
    taken_back = record(
        by=by, at=at, verb=f"{line.verb}{UNDONE}", before=line.after, after=line.before, undoes=line
    )
    # Of the same row, which may be gone by now.
    taken_back.kind, taken_back.row_id, taken_back.title = line.kind, line.row_id, line.title
    taken_back.save(update_fields=["kind", "row_id", "title"])
    return taken_back
