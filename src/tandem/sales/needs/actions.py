"""Noted with a decline, a loss or a need that was heard, in its transaction and under its journal line."""

import datetime

from django.db import transaction
from django.db.models import Q

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.people.persons.models import Person
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.needs.words import need_key, tidy_need
from tandem.sales.orders.rules import must_change_sales


@transaction.atomic
def note_need(
    *,
    person: Person,
    words: str,
    origin: str,
    origin_id: int,
    told_at: datetime.datetime,
    by: Actor,
    at: datetime.datetime,
    work_id: int | None = None,
) -> UnmetNeed | None:
    """What they wanted that we do not offer; nothing where nothing was written, or where it was told already
    by the same thing, or of the same opportunity (`work_id`).
    """
    must_change_sales(by)
    if not (key := need_key(words)):
        return None
    told = Q(origin=origin, origin_id=origin_id)
    if work_id is not None:
        told |= Q(work_id=work_id, key=key)
    if UnmetNeed.objects.filter(told).exists():
        return None
    return UnmetNeed.objects.create(
        person=person,
        words=tidy_need(words),
        key=key,
        origin=origin,
        origin_id=origin_id,
        work_id=work_id,
        told_at=told_at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
    )


@transaction.atomic
def forget_need(*, origin: str, origin_id: int, by: Actor) -> None:
    """The decline, the loss or the need was taken back, and what was noted with it."""
    must_change_sales(by)
    UnmetNeed.objects.filter(origin=origin, origin_id=origin_id).delete()


def move_work(gone_id: int, kept_id: int) -> list[int]:
    """Two opportunities become one: what both told of is counted once."""
    already = UnmetNeed.objects.filter(work_id=kept_id).order_by().values("key")
    rows = UnmetNeed.objects.filter(work_id=gone_id)
    rows.filter(key__in=already).delete()
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(work_id=kept_id)
    return moved


def move_work_back(kept_id: int, gone_id: int, moved: list[int]) -> None:
    """They are two again. What was counted once is counted anew by whoever knows what each told of."""
    UnmetNeed.objects.filter(pk__in=moved, work_id=kept_id).update(work_id=gone_id)
