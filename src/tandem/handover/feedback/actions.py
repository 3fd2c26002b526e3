import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tandem.handover.feedback.models import Feeding
from tandem.handover.feedback.queries import copied_sales, fed_by
from tandem.marketing.care.actions import receive_sales
from tandem.marketing.care.models import Purchase
from tandem.marketing.enquiries.actions import record_outcomes
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.actions import record
from tandem.sales.orders.models import Order

AT_ONCE = 500


def tell_marketing(
    *, at: datetime.datetime, opportunity_ids: Iterable[int] = (), person_ids: Iterable[int] = ()
) -> None:
    """Writes what became of the enquiries behind these opportunities and persons, wherever it is news."""
    fed = fed_by(opportunity_ids=opportunity_ids, person_ids=person_ids)
    record_outcomes(outcomes={one.enquiry_id: one.became for one in fed}, at=at)


def tell_marketing_of_orders(*, order_ids: Iterable[int], at: datetime.datetime) -> None:
    """A first order that came or went may make another one the first."""
    persons = Order.objects.filter(pk__in=list(order_ids)).values_list("person_id", flat=True)
    tell_marketing(person_ids=set(persons), at=at)


def hand_back(*, order_ids: Iterable[int], at: datetime.datetime) -> int:
    """Care gets a copy of each of these sales as it stands now, and forgets those that are gone.

    Returns how many were news. As many queries for a thousand as for one.
    """
    # Before they are read: whoever takes one back meanwhile waits, and is not overwritten with what was.
    take_turn(Turn.COUNTING)
    ids = set(order_ids)
    copies = copied_sales(ids)
    return receive_sales(copies=copies, gone=ids - {copy.sale_key for copy in copies}, at=at)


def hand_back_all(*, by: Actor, at: datetime.datetime) -> int:
    """Every sale once more: for those from before there was care, and where a copy went wrong. A batch a
    transaction; returns how many were news.
    """
    if not can_manage(by):
        raise NotAllowed
    orders = set(Order.objects.order_by().values_list("pk", flat=True))
    kept = set(Purchase.objects.order_by().values_list("sale_key", flat=True))
    keys = sorted(orders | kept)
    news = sum(hand_back_some(keys[start : start + AT_ONCE], at=at) for start in range(0, len(keys), AT_ONCE))
    record(by=by, at=at, verb="handover.sales.handed_back", after={"sales": len(orders), "news": news})
    return news


@transaction.atomic
def hand_back_some(order_ids: list[int], *, at: datetime.datetime) -> int:
    return hand_back(order_ids=order_ids, at=at)


def feed_another(gone_id: int, kept_id: int) -> dict[str, Any]:
    """Two opportunities become one: the enquiries of the one that goes feed the one that stays. Only one of
    them all opened it: that of the one that stays, where it had any.
    """
    fed = Feeding.objects.filter(opportunity=gone_id).order_by("pk")
    opened = list(fed.filter(opened_it=True).values_list("pk", flat=True))
    moved = list(fed.values_list("pk", flat=True))
    if Feeding.objects.filter(opportunity=kept_id, opened_it=True).exists():
        fed.update(opened_it=False)
    fed.update(opportunity=kept_id)
    return {"moved": moved, "opened": opened}


def feed_again(kept_id: int, gone_id: int, told: dict[str, Any]) -> None:
    """The two are apart again, and each enquiry feeds what it fed."""
    back = Feeding.objects.filter(opportunity=kept_id, pk__among=told["moved"])
    back.update(opportunity=gone_id)
    Feeding.objects.filter(opportunity=gone_id, pk__among=told["opened"]).update(opened_it=True)
