"""The page of one's two hats: what is on, what is asked, the hours by day, what was guessed."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.office.business.queries import business_zone
from tandem.together.hats.guessing import Guess
from tandem.together.hats.models import Stretch
from tandem.together.hats.queries import Spent, spent_between
from tandem.together.hats.times import (
    ONE_DAY,
    between_words,
    clock_of,
    midnight,
    monday_of,
    since_words,
    today_at,
)
from tandem.together.hats.words import EARLIEST, ZERO, hat_words, hours_words
from tandem.ui.moments import day_words

INKS = {Hat.MARKETING: "m", Hat.SALES: "s"}
ICONS = {Hat.MARKETING: "megaphone", Hat.SALES: "handshake"}


@dataclass(frozen=True)
class Line:
    """One stretch in words."""

    row: Stretch
    ink: str
    icon: str
    hat: str
    time: str
    took: str
    known: str


@dataclass(frozen=True)
class Day:
    words: str
    sum: str
    lines: list[Line]


@dataclass(frozen=True)
class Asked:
    """A hat that was forgotten: what counts, and is that right?"""

    row: Stretch
    ink: str
    icon: str
    title: str
    why: str
    answer: str


@dataclass(frozen=True)
class Offered:
    """A guess, with the address of a form that is filled in with it."""

    key: str
    ink: str
    icon: str
    title: str
    why: str
    correct_url: str


def days_of(user: User, monday: datetime.date, *, at: datetime.datetime) -> list[Day]:
    """The hours of one week by the day on which they began, the newest first; none that count for nothing."""
    zone, today = business_zone(), today_at(at)
    start, end = midnight(monday, zone), midnight(monday + 7 * ONE_DAY, zone)
    begun = [one for one in spent_between(user, start, end, at=at) if one.row.started_at >= start]
    known = [one for one in begun if one.took or not one.is_asked]
    days = []
    for day, stretches in groupby(reversed(known), key=lambda one: today_at(one.row.started_at)):
        found = list(stretches)
        lines = [line_of(one) for one in found]
        days.append(Day(day_words(day, today), hours_words(sum((one.took for one in found), ZERO)), lines))
    return days


def line_of(one: Spent) -> Line:
    row, hat = one.row, Hat(one.row.hat)
    until = _("now") if row.ended_at is None and not one.was_left_on else clock_of(one.until)
    return Line(
        row=row,
        ink=INKS[hat],
        icon=ICONS[hat],
        hat=hat_words(hat).capitalize(),
        time=_("%(since)s to %(until)s") % {"since": clock_of(row.started_at), "until": until},
        took=hours_words(one.took),
        known=row.get_known_display(),
    )


def asked_of(one: Spent, *, at: datetime.datetime) -> Asked:
    row, hat = one.row, Hat(one.row.hat)
    told = {"hat": hat_words(hat), "since": since_words(row.started_at, at), "until": clock_of(one.until)}
    if one.took:
        why = _("Put on %(since)s. It counts until %(until)s, your last sign of work.")
        answer = _("Yes, until %(until)s")
    else:
        why = _("Put on %(since)s. Nothing was noted after that, so nothing counts.")
        answer = _("Yes, nothing")
    title = _("Your %(hat)s stayed on")
    return Asked(row, INKS[hat], ICONS[hat], title % told, why % told, answer % told)


def offered(guess: Guess) -> Offered:
    notes = ngettext(
        "%(took)s, guessed from %(number)s note of yours with its minutes",
        "%(took)s, guessed from %(number)s notes of yours with their minutes",
        guess.notes,
    )
    told = {"hat": hat_words(guess.hat).capitalize(), "time": between_words(guess.start, guess.end)}
    zone = business_zone()
    start, end = guess.start.astimezone(zone), guess.end.astimezone(zone)
    filled = {"hat": guess.hat, "on": f"{start:%Y-%m-%d}", "since": f"{start:%H:%M}", "until": f"{end:%H:%M}"}
    return Offered(
        key=guess.key,
        ink=INKS[guess.hat],
        icon=ICONS[guess.hat],
        title=_("%(hat)s, %(time)s") % told,
        why=notes % {"took": hours_words(guess.end - guess.start), "number": guess.notes},
        correct_url=f"{reverse('together:hours_add')}?{urlencode(filled)}",
    )


def week_asked(text: str, *, at: datetime.datetime) -> datetime.date:
    """The Monday of the week in an address; this week where it is none, or one to come."""
    this = monday_of(today_at(at))
    try:
        return min(max(monday_of(datetime.date.fromisoformat(text)), EARLIEST), this)
    except (ValueError, OverflowError):
        return this
