"""Times in the words that one says."""

from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

WEEKDAY_SHOWN = timedelta(days=28)
WHOLE_HOURS_FROM = 8


def day_words(day: date, today: date) -> str:
    """“today”, “Fri 30 Oct” within four weeks, “28 Sept” beyond, with the year when it is another."""
    return _day_words(day, today, get_language())


# A list tells the same few days again and again, and formatting one takes longer than reading its row.
@lru_cache(maxsize=2048)
def _day_words(day: date, today: date, language: str | None) -> str:
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get((day - today).days)
    if near:
        return near
    words = date_format(day, "j N").replace(".", "")
    if abs(day - today) <= WEEKDAY_SHOWN:
        return f"{date_format(day, 'D')} {words}"
    return words if day.year == today.year else f"{words} {day.year}"


def when_words(moment: date | datetime, now: datetime | None = None) -> str:
    """A date as its day; a datetime with the time of day, while it is recent enough to matter."""
    zone = timezone.get_current_timezone()
    return when_on(moment, timezone.localtime(now or timezone.now(), zone).date(), zone)


def when_on(moment: date | datetime, today: date, zone: tzinfo) -> str:
    """The same, seen from a day in a zone."""
    if not isinstance(moment, datetime):
        return day_words(moment, today)
    local = timezone.localtime(moment, zone)
    day = day_words(local.date(), today)
    if abs(local.date() - today) > WEEKDAY_SHOWN:
        return day
    return _day_and_time(get_language()) % {"day": day, "time": time_words(local)}


# Looked up once: it is the same on each of fifty lines, and a look-up takes longer than putting it together.
@cache
def _day_and_time(language: str | None) -> str:
    return _("%(day)s, %(time)s")


def clock_words(moment: datetime) -> str:
    return time_words(timezone.localtime(moment))


def time_words(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02}"


def duration_words(duration: timedelta) -> str:
    """“40 min”, “1 h 10”, “14 h”, “9 days”: the longer it is, the less the rest matters."""
    minutes = max(int(duration.total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    hours, rest = divmod(minutes, 60)
    if hours >= 24:
        return ngettext("%(days)s day", "%(days)s days", hours // 24) % {"days": hours // 24}
    if rest and hours < WHOLE_HOURS_FROM:
        return _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}
    return _("%(hours)s h") % {"hours": hours}


def waiting_words(since: datetime, now: datetime) -> str:
    return _("waiting %(duration)s") % {"duration": duration_words(now - since)}
