"""Days, weeks and times of day, all in the zone of the business."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.ui.moments import day_words

ONE_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(days=7)


def today_at(at: datetime.datetime) -> datetime.date:
    return at.astimezone(business_zone()).date()


def monday_of(day: datetime.date) -> datetime.date:
    return day - ONE_DAY * day.weekday()


def midnight(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=zone).astimezone(datetime.UTC)


def moment_of(day: datetime.date, clock: datetime.time, *, field: str) -> datetime.datetime:
    """What was typed as day and time. Of an hour that comes twice the first is meant; one that the clocks
    skip is refused.
    """
    typed = datetime.datetime.combine(day, clock.replace(tzinfo=None), tzinfo=business_zone())
    moment = typed.astimezone(datetime.UTC)
    if moment.astimezone(business_zone()).replace(tzinfo=None) != typed.replace(tzinfo=None):
        told = {"time": f"{clock.hour}:{clock.minute:02}"}
        raise Refused(_("There was no %(time)s on that night: the clocks went forward.") % told, field=field)
    return moment


def clock_of(moment: datetime.datetime) -> str:
    local = moment.astimezone(business_zone())
    return f"{local.hour}:{local.minute:02}"


def between_words(start: datetime.datetime, until: datetime.datetime) -> str:
    """“Tue 24 Nov, 9:10 to 11:30”."""
    told = {"day": day_words(today_at(start), today_at(timezone.now())), "since": clock_of(start)}
    return _("%(day)s, %(since)s to %(until)s") % {**told, "until": clock_of(until)}


def since_words(start: datetime.datetime, at: datetime.datetime) -> str:
    """“9:10”, and with its day where that is another."""
    day, today = today_at(start), today_at(at)
    if day == today:
        return clock_of(start)
    return _("%(day)s, %(time)s") % {"day": day_words(day, today), "time": clock_of(start)}


def week_words(monday: datetime.date, today: datetime.date) -> str:
    """“this week”, “16 Nov”: a week goes by its Monday."""
    if monday == monday_of(today):
        return _("this week")
    return date_format(monday, "j N").replace(".", "")
