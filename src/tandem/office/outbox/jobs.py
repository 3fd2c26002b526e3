"""The delivering half of the outbox: claims a row, hands it over, and is honest about what it cannot know.

A claim is a lease. What was only claimed may be claimed again when the lease is over; what was being handed
over when its process died becomes `unknown`, for a person to decide. So nothing is ever sent twice by itself.
"""

import datetime
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, QuerySet

from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.queries import anything_due
from tandem.office.outbox.words import Bounced, Later, LeaseLost, Outcome, Sent, State, Withdrawn

logger = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=5)
WAITS = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
STOP_AFTER = datetime.timedelta(hours=24)
REST = datetime.timedelta(minutes=1)

Handing = Callable[[], None]
Sender = Callable[[OutboxRow, Handing], Outcome]


@dataclass(frozen=True)
class Kind:
    send: Sender
    is_set_up: Callable[[], bool]
    reason_against: Callable[[OutboxRow], str]


_kinds: dict[str, Kind] = {}
_resting_until: dict[str, datetime.datetime] = {}


def owner() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def register_kind(
    name: str,
    send: Sender,
    *,
    is_set_up: Callable[[], bool] = lambda: True,
    reason_against: Callable[[OutboxRow], str] = lambda row: "",
) -> None:
    """`send(row, handing)` calls `handing()` just before the point of no return, and returns what came of it.

    `reason_against(row)` is asked in the claiming transaction (consent, suppression); its words withdraw the
    row.
    """
    _kinds[name] = Kind(send, is_set_up, reason_against)


def deliver(at: datetime.datetime) -> int:
    """Try every row that is due; returns how many were tried."""
    tried = 0
    while deliver_one(at):
        tried += 1
    return tried


def deliver_one(at: datetime.datetime) -> bool:
    """Try the row that is due longest; False where none is."""
    end_leases(at)
    kinds = [name for name, kind in _kinds.items() if kind.is_set_up() and _resting_until.get(name, at) <= at]
    row = claim(at, kinds) if kinds and anything_due(at, kinds) else None
    if row is None:
        return False
    if row.state == State.CLAIMED:
        attempt(row, at)
    return True


def end_leases(at: datetime.datetime) -> None:
    over = OutboxRow.objects.filter(state__in=[State.CLAIMED, State.HANDING], lease_until__lt=at)
    if over.exists():
        over.filter(state=State.CLAIMED).update(state=State.NEW, lease_until=None)
        over.filter(state=State.HANDING).update(
            state=State.UNKNOWN,
            lease_until=None,
            finished_at=at,
            last_error="The program stopped while sending.",
        )


@transaction.atomic
def claim(at: datetime.datetime, kinds: list[str]) -> OutboxRow | None:
    due = OutboxRow.objects.filter(state=State.NEW, not_before__lte=at, kind__in=kinds).order_by(
        "not_before", "pk"
    )
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    row = due.first()
    if row is None:
        return None
    against = _kinds[row.kind].reason_against(row)
    if against:
        row.state, row.finished_at, row.last_error = State.WITHDRAWN, at, against[:500]
        row.save(update_fields=["state", "finished_at", "last_error"])
        return row
    OutboxRow.objects.filter(pk=row.pk).update(
        state=State.CLAIMED,
        owner=owner(),
        lease_until=at + LEASE,
        attempt=F("attempt") + 1,
        first_tried_at=row.first_tried_at or at,
    )
    row.refresh_from_db()
    return row


def attempt(row: OutboxRow, at: datetime.datetime) -> None:
    """Hand over one claimed row. Every write is conditional on still holding this very attempt."""
    ours = OutboxRow.objects.filter(pk=row.pk, owner=owner(), attempt=row.attempt)
    handing_over = False

    def handing() -> None:
        nonlocal handing_over
        if not ours.filter(state=State.CLAIMED).update(state=State.HANDING):
            raise LeaseLost
        handing_over = True

    try:
        outcome = _kinds[row.kind].send(row, handing)
    except LeaseLost:
        return
    except Exception as error:
        logger.warning("Sending %s failed: %s", row.pk, type(error).__name__)
        if handing_over:
            ours.filter(state=State.HANDING).update(
                state=State.UNKNOWN, lease_until=None, finished_at=at, last_error=plain(error)
            )
            return
        outcome = Later(plain(error))
    note(ours, row, outcome, at)


def plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def note(ours: QuerySet[OutboxRow], row: OutboxRow, outcome: Outcome, at: datetime.datetime) -> None:
    held = ours.filter(state__in=[State.CLAIMED, State.HANDING])
    if isinstance(outcome, Sent):
        # A link that opens an account is not kept once it is out.
        kept = {} if row.payload.get("forget_when_sent") else row.payload
        held.update(state=State.SENT, lease_until=None, finished_at=at, last_error="", payload=kept)
        return
    if isinstance(outcome, Withdrawn):
        reason = outcome.reason[:500]
        held.update(state=State.WITHDRAWN, lease_until=None, finished_at=at, last_error=reason)
        return
    if isinstance(outcome, Later) and outcome.until:
        held.update(
            state=State.NEW,
            lease_until=None,
            not_before=outcome.until,
            first_tried_at=None,
            last_error=outcome.reason[:500],
        )
        return
    first_tried_at = row.first_tried_at or at
    if isinstance(outcome, Bounced) or at - first_tried_at >= STOP_AFTER:
        held.update(state=State.BOUNCED, lease_until=None, finished_at=at, last_error=outcome.reason[:500])
        return
    if outcome.rest:
        _resting_until[row.kind] = at + REST
    wait = WAITS[min(row.attempt, len(WAITS)) - 1]
    held.update(state=State.NEW, lease_until=None, not_before=at + wait, last_error=outcome.reason[:500])
