"""After what time customers usually buy again, from marketing's own copies."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet, Subquery

from tandem.marketing.care.models import Purchase
from tandem.marketing.care.words import ENOUGH_BUYERS, Interval
from tandem.office.statements.kept import kept


def bought_again() -> "QuerySet[Purchase]":
    return Purchase.objects.filter(again_after_days__isnull=False).order_by()


def buyers_again() -> int:
    """How many people bought again, counted no further than enough."""
    return bought_again().values("person").distinct()[:ENOUGH_BUYERS].count()


@kept()
def counted_again() -> "QuerySet[Purchase, Any]":
    """After how many days how often somebody bought again; and whether enough people ever did."""
    # The one who makes them enough, where there is one.
    nobody_less = bought_again().values("person").distinct().order_by("person")
    enough = Subquery(nobody_less[ENOUGH_BUYERS - 1 : ENOUGH_BUYERS])
    again = bought_again().values_list("again_after_days").annotate(times=Count("pk"), enough=enough)
    return again.order_by("again_after_days")


def usual_interval() -> Interval | None:
    """None until enough people bought again. One query on an index."""
    found = counted_again()
    if not found or found[0][2] is None:
        return None
    counted = [(days, times) for days, times, _enough in found]
    whole = sum(times for _days, times in counted)
    early, usual, late = (at_rank(counted, whole * share) for share in (0.25, 0.5, 0.75))
    return Interval(early, usual, late, whole)


def at_rank(counted: Sequence[tuple[Any, int]], rank: float) -> int:
    """The value below which `rank` of the counted ones lie."""
    passed = 0
    for value, times in counted:
        passed += times
        if passed >= rank:
            return int(value)
    raise ValueError("There is nothing to rank.")


def due_moment(row: Purchase, interval: Interval | None) -> datetime.datetime | None:
    """The day that they named, else when the usual time has passed, where that is known."""
    if row.ask_again_at or interval is None:
        return row.ask_again_at
    return row.bought_at + datetime.timedelta(days=interval.usual)
