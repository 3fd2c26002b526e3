"""Taking an import out again: what sales got from it."""

import datetime

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
        some = gone[start : start + AT_ONCE]
        orders = list(Order.objects.filter(opportunity__in=some).values_list("pk", flat=True))
        OrderLine.objects.filter(order__in=orders).delete()
        Order.objects.filter(pk__in=orders).delete()
        Entry.objects.filter(origin="sales.opportunity", origin_id__in=some).delete()
        remove(SEARCH_KIND, some)
        Opportunity.objects.filter(pk__in=some).delete()
        announce("sales.ordered", order_ids=orders, at=at)
