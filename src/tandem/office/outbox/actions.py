import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.clock.bell import ring_after_commit
from tandem.office.journal.actions import record
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State

LANE = "outbox"
PAYLOAD_KEPT = datetime.timedelta(days=30)
OVER = [State.SENT, State.BOUNCED, State.WITHDRAWN, State.LEFT]


@transaction.atomic
def put(*, effect_key: str, kind: str, payload: dict[str, Any], at: datetime.datetime) -> OutboxRow:
    """Promise one effect, in the caller's transaction. The same key twice is one effect: the first stands."""
    row, is_new = OutboxRow.objects.get_or_create(
        effect_key=effect_key,
        defaults={
            "kind": kind,
            "payload": payload,
            "put_at": at,
            "not_before": at,
            # The same for every attempt, so that a mail server may drop a second copy.
            "message_id": hashlib.sha256(effect_key.encode()).hexdigest()[:40],
        },
    )
    if is_new:
        ring_after_commit(LANE)
    return row


@transaction.atomic
def send_again(*, row_id: int, by: Actor, at: datetime.datetime) -> None:
    """A person takes the risk of a second copy of what may have arrived."""
    _settle(row_id, by, at, "office.outbox.sent_again", state=State.NEW, not_before=at, first_tried_at=None)
    ring_after_commit(LANE)


@transaction.atomic
def leave(*, row_id: int, by: Actor, at: datetime.datetime) -> None:
    """A person is content with not knowing."""
    _settle(row_id, by, at, "office.outbox.left", state=State.LEFT, finished_at=at)


@transaction.atomic
def try_again(*, row_id: int, by: Actor, at: datetime.datetime) -> None:
    """One that was given up is tried anew. What the other side refused it may refuse again."""
    if not can_manage(by):
        raise NotAllowed
    given_up = OutboxRow.objects.filter(pk=row_id, state=State.BOUNCED).exclude(payload={})
    if not given_up.update(state=State.NEW, not_before=at, first_tried_at=None, finished_at=None):
        raise Refused(_("This one is not given up, or too long ago. Nothing was changed."))
    row = OutboxRow.objects.get(pk=row_id)
    verb = "office.outbox.tried_again"
    record(by=by, at=at, verb=verb, row=row, before={"state": State.BOUNCED}, after={"state": row.state})
    ring_after_commit(LANE)


@transaction.atomic
def withdraw(*, row: OutboxRow, at: datetime.datetime) -> bool:
    """Take back what waits and nobody has in hand. False where it is too late. Whoever calls it knows who
    may, and tells the journal.
    """
    waits = OutboxRow.objects.filter(pk=row.pk, state=State.NEW)
    return bool(waits.update(state=State.WITHDRAWN, finished_at=at))


@transaction.atomic
def withdraw_keys(*, effect_keys: Iterable[str], at: datetime.datetime) -> int:
    """As `withdraw`, by what the effects are called; how many were still here."""
    waits = OutboxRow.objects.filter(effect_key__in=list(effect_keys), state=State.NEW)
    return waits.update(state=State.WITHDRAWN, finished_at=at)


@transaction.atomic
def put_back(*, effect_keys: Iterable[str], at: datetime.datetime) -> int:
    """What was withdrawn is to go out after all. What had left before is not sent a second time."""
    withdrawn = OutboxRow.objects.filter(effect_key__in=list(effect_keys), state=State.WITHDRAWN)
    number = withdrawn.exclude(payload={}).update(state=State.NEW, not_before=at, finished_at=None)
    if number:
        ring_after_commit(LANE)
    return number


@transaction.atomic
def came_back(*, row: OutboxRow, reason: str, at: datetime.datetime) -> bool:
    """What was handed over was given up further on the way. False where that is known already."""
    handed_over = OutboxRow.objects.filter(pk=row.pk, state=State.SENT)
    if not handed_over.update(state=State.BOUNCED, last_error=reason[:500]):
        return False
    before, after = {"state": State.SENT}, {"state": State.BOUNCED}
    record(by=None, at=at, verb="office.outbox.came_back", row=row, before=before, after=after)
    return True


def _settle(row_id: int, by: Actor, at: datetime.datetime, verb: str, **columns: Any) -> None:
    if not can_manage(by):
        raise NotAllowed
    if not OutboxRow.objects.filter(pk=row_id, state=State.UNKNOWN).update(**columns):
        raise Refused(_("This has been decided already. Nothing was changed."))
    row = OutboxRow.objects.get(pk=row_id)
    record(by=by, at=at, verb=verb, row=row, before={"state": State.UNKNOWN}, after={"state": row.state})


def forget_payloads(*, at: datetime.datetime) -> None:
    """Empty what was sent long ago; the keys stay, so that nothing is ever sent a second time."""
    old = OutboxRow.objects.filter(state__in=OVER, finished_at__lt=at - PAYLOAD_KEPT).exclude(payload={})
    old.update(payload={})
