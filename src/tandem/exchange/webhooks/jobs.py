import datetime

from tandem.exchange.webhooks.models import Delivery
from tandem.exchange.webhooks.words import LOG_KEPT


def forget_deliveries(*, at: datetime.datetime) -> None:
    """The log goes back a month; what is still being tried stays in it."""
    Delivery.objects.filter(told_at__lt=at - LOG_KEPT, outbox_row__finished_at__isnull=False).delete()
