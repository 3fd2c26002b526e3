from zoneinfo import ZoneInfo

from tandem.office.business.models import Business


def the_business() -> Business:
    """The one business; a blank one (not yet set up) where none was made."""
    return Business.objects.filter(pk=1).first() or Business(pk=1)


def business_zone(business: Business | None = None) -> ZoneInfo:
    """The zone that decides day, month and working hours."""
    return ZoneInfo((business or the_business()).zone)
