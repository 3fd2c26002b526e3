import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.directions.models import Directions
from tandem.sales.directions.words import Map


@transaction.atomic
def lead_to(*, way: str, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """An owner says whom the business asks for the way, if anybody."""
    if not can_manage(by):
        raise NotAllowed
    if way not in Map.values:
        raise Refused(_("Pick one of the three."), field="way")
    row, _made = Directions.objects.get_or_create(pk=1)
    changed = change(row, expected_version=expected_version, leads_to=way)
    if not changed:
        return None
    verb = "sales.directions.chosen"
    return record(by=by, at=at, verb=verb, row=row, before=changed.before, after=changed.after)
