from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tandem.office.business.hours import USUAL_WEEK, Week, WorkingCalendar, public_holidays
from tandem.office.business.models import Business, ClosedDay, WorkingHours

# What this request has read already; None outside of a request, where every call reads anew.
_read: ContextVar[dict[str, Any] | None] = ContextVar("business_read", default=None)
HOLIDAYS_SHOWN_AHEAD = timedelta(days=365)


@contextmanager
def reading_once() -> Iterator[None]:
    """While this is open (one request), the business and its calendar are read once."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """The business was changed: read it anew."""
    read = _read.get()
    if read is not None:
        read.clear()


def the_business() -> Business:
    """The one business; a blank one (not yet set up) where none was made."""
    read = _read.get()
    if read is not None and "business" in read:
        return read["business"]  # type: ignore[no-any-return]
    # In plain SQL, as every request asks: Django would build it anew each time, which takes longer.
    rows = Business.objects.raw("SELECT * FROM office_business WHERE id = 1")
    business = next(iter(rows), None) or Business(pk=1)
    if read is not None:
        read["business"] = business
    return business


def business_zone(business: Business | None = None) -> ZoneInfo:
    """The zone that decides day, month and working hours."""
    return ZoneInfo((business or the_business()).zone)


def working_week() -> Week:
    """The seven days, Monday first; the usual week where nothing was said."""
    days: list[list[Any]] = [[] for _day in range(7)]
    for weekday, opens, closes in WorkingHours.objects.values_list("weekday", "opens", "closes"):
        days[weekday].append((opens, closes))
    return tuple(tuple(day) for day in days) if any(days) else USUAL_WEEK


def calendar(business: Business | None = None) -> WorkingCalendar:
    """When the business works: two queries besides that for the business, and none when asked again."""
    read = _read.get()
    if read is not None and "calendar" in read:
        return read["calendar"]  # type: ignore[no-any-return]
    known = business or the_business()
    made = WorkingCalendar(
        zone=business_zone(known),
        week=working_week(),
        country=known.country,
        subdivision=known.subdivision,
        closed=frozenset(ClosedDay.objects.values_list("day", flat=True)),
    )
    if read is not None:
        read["calendar"] = made
    return made


def holidays_ahead(business: Business, today: date) -> list[tuple[date, str]]:
    """The public holidays of the coming year, with their names."""
    years = (today.year, today.year + 1)
    return [
        (day, name)
        for year in years
        for day, name in public_holidays(business.country, business.subdivision, year).items()
        if today <= day <= today + HOLIDAYS_SHOWN_AHEAD
    ]
