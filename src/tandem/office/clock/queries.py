import datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from tandem.office.clock.models import ClockTick
from tandem.office.clock.words import Recurring

# Someone who comes back after a year does not get 365 of everything.
MOST_CAUGHT_UP = 31


def due_times(
    recurring: Recurring, *, after: datetime.datetime, until: datetime.datetime, zone: ZoneInfo
) -> list[datetime.datetime]:
    """The due times later than `after`, up to and with `until`, oldest first; the last 31 at most."""
    if recurring.every is not None:
        return _every(recurring.every, after, until)
    return _daily(recurring.daily or datetime.time(), after, until, zone)


def _every(
    step: datetime.timedelta, after: datetime.datetime, until: datetime.datetime
) -> list[datetime.datetime]:
    epoch = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    last = (until - epoch) // step
    first = max((after - epoch) // step + 1, last - MOST_CAUGHT_UP + 1)
    return [epoch + number * step for number in range(first, last + 1)]


def _daily(
    time: datetime.time, after: datetime.datetime, until: datetime.datetime, zone: ZoneInfo
) -> list[datetime.datetime]:
    last_day = until.astimezone(zone).date()
    days = [last_day - datetime.timedelta(days=back) for back in range(MOST_CAUGHT_UP, -1, -1)]
    # A time that the clock change skips is an hour later on that day; one that comes twice is the first.
    times = [datetime.datetime.combine(day, time, tzinfo=zone).astimezone(datetime.UTC) for day in days]
    return [due for due in times if after < due <= until][-MOST_CAUGHT_UP:]


def last_due() -> dict[str, datetime.datetime]:
    """The latest noted due time of each recurring work."""
    return dict(ClockTick.objects.values_list("job").annotate(Max("due_at")).order_by())


def failed_ticks() -> list[ClockTick]:
    """What is being tried again or was given up, for the doctor."""
    return list(ClockTick.objects.filter(done_at=None).exclude(error="").order_by("due_at"))
