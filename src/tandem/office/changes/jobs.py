import datetime

from tandem.office.changes.models import OneTimeKey

KEPT = datetime.timedelta(hours=24)


def forget_keys(*, at: datetime.datetime) -> None:
    """Forms sent more than a day ago: nobody sends them a second time by mistake."""
    OneTimeKey.objects.filter(used_at__lt=at - KEPT).delete()
