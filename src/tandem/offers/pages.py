"""What the pages of offers have in common."""

import datetime

from django.utils import timezone

from tandem.office.business.queries import business_zone


def today() -> datetime.date:
    """The day of the business."""
    return timezone.localdate(timezone=business_zone())
