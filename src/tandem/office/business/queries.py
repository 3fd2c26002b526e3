from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import DateField, QuerySet, SmallIntegerField, TimeField, Value

from tandem.office.business.hours import USUAL_WEEK, Week, WorkingCalendar, public_holidays
from tandem.office.business.models import Business, ClosedDay, WorkingHours
from tandem.office.statements.kept import kept

# What this request has read already; None outside of a request, where every call reads anew.
_read: ContextVar[dict[str, Any] | None] = ContextVar("business_read", default=None)
Answer = TypeVar("Answer")
THE_ONE = 1
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


def once(name: str, read: Callable[[], Answer]) -> Answer:
    """What `read` gives, asked once a request; outside of one it is asked each time. For pages: an action
    that decides on what it reads asks for itself.
    """
    known = _read.get()
    if known is None:
        return read()
    if name not in known:
        known[name] = read()
    return known[name]  # type: ignore[no-any-return]


def the_business() -> Business:
    """The one business; a blank one (not yet set up) where none was made."""
    read = _read.get()
    if read is not None and "business" in read:
        return read["business"]  # type: ignore[no-any-return]
    business = next(iter(the_only_one()), None) or Business(pk=THE_ONE)
    if read is not None:
        read["business"] = business
    return business


@kept()
def the_only_one() -> "QuerySet[Business]":
    return Business.objects.filter(pk=THE_ONE)


def business_zone(business: Business | None = None) -> ZoneInfo:
    """The zone that decides day, month and working hours."""
    return ZoneInfo((business or the_business()).zone)


def working_week() -> Week:
    """The seven days, Monday first; the usual week where nothing was said."""
    return as_week(WorkingHours.objects.values_list("weekday", "opens", "closes"))


def as_week(stretches: Iterable[tuple[int, time, time]]) -> Week:
    days: list[list[Any]] = [[] for _day in range(7)]
    for weekday, opens, closes in stretches:
        days[weekday].append((opens, closes))
    return tuple(tuple(sorted(day)) for day in days) if any(days) else USUAL_WEEK


def open_and_closed() -> tuple[Week, frozenset[date]]:
    """The usual week, and single days on which nobody works. One query."""
    rows = hours_and_closed_days()
    week = as_week((weekday, opens, closes) for weekday, opens, closes, day in rows if day is None)
    return week, frozenset(day for *_hours, day in rows if day is not None)


@kept()
def hours_and_closed_days() -> "QuerySet[Any, Any]":
    no_time, no_number = Value(None, TimeField()), Value(None, SmallIntegerField())
    hours = WorkingHours.objects.order_by().values_list(
        "weekday", "opens", "closes", Value(None, DateField())
    )
    closed = ClosedDay.objects.order_by().values_list(no_number, no_time, no_time, "day")
    return hours.union(closed, all=True)


def calendar(business: Business | None = None) -> WorkingCalendar:
    """When the business works: one query besides that for the business, and none when asked again."""
    read = _read.get()
    if read is not None and "calendar" in read:
        return read["calendar"]  # type: ignore[no-any-return]
    known = business or the_business()
    week, closed = open_and_closed()
    made = WorkingCalendar(
        zone=business_zone(known),
        week=week,
        country=known.country,
        subdivision=known.subdivision,
        closed=closed,
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
