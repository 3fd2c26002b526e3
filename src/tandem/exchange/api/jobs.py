import datetime

from tandem.exchange.api.models import KeyedWrite

KEPT = datetime.timedelta(days=30)


def forget_writes(*, at: datetime.datetime) -> None:
    """Idempotency keys of a month ago: no program repeats itself so late."""
    KeyedWrite.objects.filter(sent_at__lt=at - KEPT).delete()
