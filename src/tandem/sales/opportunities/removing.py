"""Taking an import out again: what sales got from it."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from tandem.office.accounts.rules import Actor
from tandem.office.followers import announce
from tandem.office.search.actions import remove
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import SEARCH_KIND
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.orders.rules import must_change_sales

AT_ONCE = 500


@transaction.atomic
def remove_imported(*, import_id: int, keep: set[int], by: Actor, at: datetime.datetime) -> None:
    """Takes out the opportunities of one import with their orders, but for those in `keep`."""
    must_change_sales(by)
    ids = Opportunity.objects.filter(import_id=import_id).order_by("pk").values_list("pk", flat=True)
    gone = [pk for pk in ids if pk not in keep]
    for start in range(0, len(gone), AT_ONCE):
        remove_many(opportunity_ids=gone[start : start + AT_ONCE], by=by, at=at)


@transaction.atomic
def remove_many(*, opportunity_ids: Sequence[int], by: Actor, at: datetime.datetime) -> None:
    """Takes out opportunities with their orders. The caller knows that nobody worked on them."""
    must_change_sales(by)
    orders = list(Order.objects.filter(opportunity__in=opportunity_ids).values_list("pk", flat=True))
    OrderLine.objects.filter(order__in=orders).delete()
    Order.objects.filter(pk__in=orders).delete()
    Entry.objects.filter(origin="sales.opportunity", origin_id__in=opportunity_ids).delete()
    remove(SEARCH_KIND, opportunity_ids)
    Opportunity.objects.filter(pk__in=opportunity_ids).delete()
    announce("sales.ordered", order_ids=orders, at=at)
