"""What handover hears from sales and tells marketing, in the transaction of whoever announced it."""

import datetime
from typing import Any

from tandem.handover.feedback.actions import (
    feed_again,
    feed_another,
    hand_back,
    tell_marketing,
    tell_marketing_of_orders,
)
from tandem.handover.feedback.models import Feeding
from tandem.office.followers import follow
from tandem.sales.merging.queries import register_moving

# Before the statistics, which read what is written here.
EARLY = 200


def outcomes_changed(*, opportunity_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    tell_marketing(opportunity_ids=opportunity_ids, at=at)


def opportunities_reopened(*, opportunity_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """Whatever ends it next, ends it at a time that somebody knows."""
    Feeding.objects.filter(opportunity__in=opportunity_ids, undated_end=True).update(undated_end=False)
    tell_marketing(opportunity_ids=opportunity_ids, at=at)


def orders_changed(*, order_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """A sale came, changed or went: with a win, by itself, in an import; taken back, or taken out again."""
    tell_marketing_of_orders(order_ids=order_ids, at=at)
    hand_back(order_ids=order_ids, at=at)


def persons_merged(*, kept_id: int, gone_id: int, at: datetime.datetime, **others: Any) -> None:
    tell_marketing(person_ids=[kept_id, gone_id], at=at)


def persons_unmerged(*, kept_id: int, restored_id: int, at: datetime.datetime, **others: Any) -> None:
    tell_marketing(person_ids=[kept_id, restored_id], at=at)


def follow_all() -> None:
    for fact in ("sales.won", "sales.lost"):
        follow(fact, outcomes_changed, order=EARLY)
    follow("sales.reopened", opportunities_reopened, order=EARLY)
    follow("sales.merged", outcomes_changed, order=EARLY)
    register_moving(
        "handover.feeding", move=feed_another, back=feed_again, column=("handover.feeding", "opportunity")
    )
    for fact in ("sales.ordered", "sales.credited"):
        follow(fact, orders_changed, order=EARLY)
    follow("people.merged", persons_merged, order=EARLY)
    follow("people.unmerged", persons_unmerged, order=EARLY)
