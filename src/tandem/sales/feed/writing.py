"""Next steps as a calendar (RFC 5545): what, with whom, where and when; no number, no amount, no note."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tandem.office.business.hours import ONE_DAY
from tandem.office.users.queries import address
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import StepKind
from tandem.sales.steps.queries import place_of
from tandem.sales.steps.words import MINUTES
from tandem.ui.slots import Item

PRODUCT = "-//Tandem//Next steps//EN"
ASK_AGAIN = datetime.timedelta(hours=1)


def calendar_of(
    rows: Iterable[Opportunity],
    besides: Iterable[Item] = (),
    *,
    business: str,
    zone: ZoneInfo,
    at: datetime.datetime,
) -> bytes:
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Next steps, %(business)s") % {"business": business})
    whole.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    told = list(rows)
    for row in told:
        whole.add_component(event_of(row, zone=zone, at=at))
    for item in besides:
        whole.add_component(whole_day_of(item, zone=zone, at=at))
    if days := [row.next_step_on for row in told if row.next_step_on and row.next_step_time]:
        add_zone(whole, days)
    return bytes(whole.to_ical())


def event_of(row: Opportunity, *, zone: ZoneInfo, at: datetime.datetime) -> Event:
    """With a time of day it takes as long as such a step does; else it is there all day, and blocks none."""
    day, kind = row.next_step_on or at.date(), StepKind(row.next_step_kind or StepKind.OTHER)
    event = Event()
    event.add("uid", uid_of(row))
    event.add("dtstamp", at)
    event.add("sequence", row.version)
    event.add("summary", _("%(step)s: %(person)s") % {"step": row.next_step, "person": row.person})
    if row.next_step_time:
        start = datetime.datetime.combine(day, row.next_step_time, zone)
        event.add("dtstart", start)
        event.add("duration", datetime.timedelta(minutes=MINUTES[kind]))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
    event.add("transp", "OPAQUE" if row.next_step_time else "TRANSPARENT")
    if kind == StepKind.VISIT and (place := place_of(row.person)):
        event.add("location", place)
    event.add("url", address(reverse("sales:opportunity", args=[row.pk])))
    return event


def whole_day_of(item: Item, *, zone: ZoneInfo, at: datetime.datetime) -> Event:
    """What is no step of a conversation: there all day, known by where it leads, and blocks none."""
    day = (item.due_at or at).astimezone(zone).date()
    event = Event()
    event.add("uid", f"{item.url}@{urlsplit(address('/')).hostname}")
    event.add("dtstamp", at)
    event.add("summary", item.title)
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("url", address(item.url))
    return event


def uid_of(row: Opportunity) -> str:
    """The same for as long as the opportunity is open: a step that moves is moved in the calendar, too."""
    return f"next-step-{row.pk}@{urlsplit(address('/')).hostname}"


def add_zone(whole: Calendar, days: list[datetime.date]) -> None:
    """The rules of the zone for the years that are told: a reader need not know them, nor trust its own."""
    first, last = min(day.year for day in days), max(day.year for day in days)
    whole.add_missing_timezones(datetime.date(first, 1, 1), datetime.date(last + 1, 1, 1))
