"""Taking back what a journal line tells of a need, where nobody changed it since."""

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change, plain
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.sales.hearing.actions import follow_unmet
from tandem.sales.hearing.models import Need
from tandem.sales.orders.rules import must_change_sales


def told_of(line: JournalLine) -> Need:
    row = Need.objects.select_related("opportunity__person", "kind").filter(pk=line.row_id or 0).first()
    if row is None:
        raise Refused(_("It is not there any more."))
    return row


def column(name: str) -> models.Field[Any, Any]:
    found = Need._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column")
    return found


def undo_columns(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts the columns of one line back, and with them what marketing sees."""
    must_change_sales(by)
    need = told_of(line)
    fields = [column(name) for name in line.after]
    if {field.name: plain(getattr(need, field.attname)) for field in fields} != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    change(need, **{field.attname: field.to_python(line.before[field.name]) for field in fields})
    follow_unmet(need, by=by, at=at)


def undo_heard(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_sales(by)
    need = told_of(line)
    if need.taken_away_at is not None:
        raise Refused(_("This was taken away already."))
    change(need, taken_away_at=at)
    follow_unmet(need, by=by, at=at)
