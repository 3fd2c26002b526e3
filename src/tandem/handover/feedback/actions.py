import datetime
from collections.abc import Iterable

from tandem.handover.feedback.queries import fed_by
from tandem.marketing.enquiries.actions import record_outcomes
from tandem.sales.orders.models import Order


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
