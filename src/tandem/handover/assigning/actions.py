import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.assigning.models import Seller, Sharing
from tandem.handover.assigning.queries import candidates, next_of, sharing
from tandem.handover.assigning.rules import must_be_a_way, must_set_part_of, must_set_sharing
from tandem.handover.assigning.words import Way
from tandem.handover.passing.actions import pass_on
from tandem.handover.passing.models import Passing
from tandem.handover.passing.rules import must_pass
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def pass_by_rule(
    *,
    enquiry: Enquiry,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
) -> Passing:
    """Marketing passes an enquiry to whom the rule chooses. Of two that are passed at once, the second one
    sees to whom the first one went.
    """
    must_pass(by)
    take_turn(Turn.SHARING_OUT)
    way = sharing().way
    chosen = next_of(way, candidates(at=at, with_load=way == Way.BY_LOAD))
    if chosen is None and way != Way.BY_HAND:
        raise Refused(_("Nobody takes part just now. Say who takes it on."), field="owner")
    return pass_on(
        enquiry=enquiry,
        expected_version=expected_version,
        owner=chosen.user if chosen else None,
        by=by,
        at=at,
        happened_at=happened_at,
    )


@transaction.atomic
def set_sharing(*, way: str, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine | None:
    must_set_sharing(by)
    must_be_a_way(way)
    row, _made = Sharing.objects.get_or_create(pk=1)
    changed = change(row, expected_version=expected_version, way=way)
    if not changed:
        return None
    verb = "handover.sharing.changed"
    return record(by=by, at=at, verb=verb, row=row, before=changed.before, after=changed.after)


@transaction.atomic
def set_part(
    *, user: User, away: bool, back_on: datetime.date | None = None, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """Whether a seller takes part when enquiries are shared out; away until a day, or until they say so."""
    must_set_part_of(user, by)
    if away and back_on and back_on <= timezone.localdate(at, timezone=business_zone()):
        raise Refused(_("That day is over. Try one that is still to come."), field="back_on")
    row, _made = Seller.objects.get_or_create(user=user)
    changed = change(row, away=away, back_on=back_on if away else None)
    if not changed:
        return None
    verb = "handover.seller.changed"
    return record(by=by, at=at, verb=verb, row=row, before=changed.before, after=changed.after)


def undo_sharing(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    row = Sharing.objects.get(pk=1)
    set_sharing(way=line.before["way"], expected_version=row.version, by=by, at=at)


def undo_part(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    row = Seller.objects.select_related("user").get(pk=line.row_id or 0)
    before = {"away": row.away, "back_on": None, **line.before}
    back_on = before["back_on"] and datetime.date.fromisoformat(before["back_on"])
    is_over = bool(back_on) and back_on <= timezone.localdate(at, timezone=business_zone())
    set_part(user=row.user, away=before["away"] and not is_over, back_on=back_on, by=by, at=at)


UNDO = {"handover.sharing.changed": undo_sharing, "handover.seller.changed": undo_part}
