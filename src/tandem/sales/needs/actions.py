"""Noted with a decline or a loss, in its transaction and under its journal line."""

import datetime

from django.db import transaction

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
) -> UnmetNeed | None:
    """What they wanted that we do not offer; nothing where nothing was written."""
    must_change_sales(by)
    if not (key := need_key(words)):
        return None
    return UnmetNeed.objects.create(
        person=person,
        words=tidy_need(words),
        key=key,
        origin=origin,
        origin_id=origin_id,
        told_at=told_at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
    )


@transaction.atomic
def forget_need(*, origin: str, origin_id: int, by: Actor) -> None:
    """The decline or the loss was taken back, and what was noted with it."""
    must_change_sales(by)
    UnmetNeed.objects.filter(origin=origin, origin_id=origin_id).delete()
