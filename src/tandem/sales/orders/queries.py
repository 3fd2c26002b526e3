from django.db.models import QuerySet

from tandem.sales.orders.models import Order


def standing_orders() -> QuerySet[Order]:
    """The orders that count: accepted, and not taken back."""
    return Order.objects.filter(taken_back_at=None)
