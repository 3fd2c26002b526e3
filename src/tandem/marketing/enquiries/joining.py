"""The same enquiry told twice: one stands, the other is joined to it and keeps what it said."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.rules import must_change_marketing
from tandem.marketing.enquiries.words import SetAsideReason, State
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

FILLED = ("segment", "interest", "promised", "wanted_by")
VERB = "marketing.enquiry.joined"


@transaction.atomic
def join(
    *, enquiry: Enquiry, expected_version: int, into: Enquiry, by: Actor, at: datetime.datetime
) -> JournalLine:
    """`into` stands, with its blanks filled; `enquiry` counts no more, and its words are shown there."""
    must_change_marketing(by)
    if enquiry.state not in (State.HEARD, State.DECLINED):
        raise Refused(_("This one is with sales, or set aside already. Nothing was changed."))
    if into.pk == enquiry.pk or into.state == State.SET_ASIDE:
        raise Refused(_("The other one is set aside, so nothing can be joined to it."))
    columns = {"state": State.SET_ASIDE, "set_aside_at": at, "set_aside_reason": SetAsideReason.DUPLICATE}
    changed = change(enquiry, expected_version=expected_version, joined_to_id=into.pk, **columns)
    missing = {name: getattr(enquiry, name) for name in FILLED if not getattr(into, name)}
    filled = change(into, **{name: value for name, value in missing.items() if value})
    announce("marketing.changed", at=at, enquiry_ids=[enquiry.pk, into.pk])
    after = {**changed.after, "filled": filled.after}
    return record(by=by, at=at, verb=VERB, row=enquiry, before=changed.before, after=after)


def undo_joined(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Both stand again; what was filled in goes, unless somebody has written something else there."""
    must_change_marketing(by)
    enquiry = Enquiry.objects.select_related("joined_to").get(pk=line.row_id or 0)
    into = enquiry.joined_to
    if into is None or enquiry.state != State.SET_ASIDE or into.pk != line.after["joined_to_id"]:
        raise Refused(_("It was taken up again since. Nothing was undone."))
    fields: dict[str, Any] = {name: Enquiry._meta.get_field(name) for name in line.before}
    change(enquiry, **{name: field.to_python(line.before[name]) for name, field in fields.items()})
    filled = line.after["filled"].items()
    emptied: dict[str, Any] = {name: "" for name, value in filled if getattr(into, name) == value}
    change(into, **emptied)
    announce("marketing.changed", at=at, enquiry_ids=[enquiry.pk, into.pk])
