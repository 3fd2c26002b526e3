"""The promises by name, and the months that they are told by."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

# Fewer than this, and no share is told.
FEW = 20
# A promise holds where it is kept at least this often: four times in five.
HOLDS_OF_TEN = 8
WHOLE_MONTHS = 6


class Promised(models.TextChoices):
    """What one desk gave its word on. The label begins a sentence about it."""

    PASSED = "passed", _("Passing on in time")
    FITS = "fits", _("Enquiries that fit")
    NUMBER = "number", _("Enquiries a month")
    DECIDED = "decided", _("Decisions in time")
    ANSWERED = "answered", _("First answers in time")
    REASONS = "reasons", _("A reason each time")
    STEPS = "steps", _("A next step, always")

    @property
    def desk(self) -> str:
        return "marketing" if self in MARKETINGS else "sales"


MARKETINGS = (Promised.PASSED, Promised.FITS, Promised.NUMBER)
SALES = (Promised.DECIDED, Promised.ANSWERED, Promised.REASONS, Promised.STEPS)
COUNTED = {
    Promised.PASSED: _(
        "Enquiries passed in the month, and those that still wait although their time is over. "
        "Each counts the first time that it is passed."
    ),
    Promised.FITS: _("Enquiries passed in the month that had as many ticks as agreed then."),
    Promised.NUMBER: _(
        "Enquiries passed in the month, each once, against the number that was agreed when it began."
    ),
    Promised.DECIDED: _("Enquiries passed in the month that sales accepted or declined within the time."),
    Promised.ANSWERED: _(
        "Enquiries passed in the month and accepted: whether a person of sales answered within the time."
    ),
    Promised.REASONS: _("Enquiries passed in the month and declined: whether a reason was given."),
    Promised.STEPS: _(
        "Opportunities open when the month ended: whether a next step with a day stood, from the journal."
    ),
}


@dataclass(frozen=True, order=True)
class Month:
    """A month of the business."""

    first: datetime.date
    zone: ZoneInfo

    def before(self, months: int = 1) -> "Month":
        whole = self.first.year * 12 + self.first.month - 1 - months
        return Month(datetime.date(whole // 12, whole % 12 + 1, 1), self.zone)

    @property
    def starts_at(self) -> datetime.datetime:
        return datetime.datetime.combine(self.first, datetime.time(), tzinfo=self.zone)

    @property
    def ends_at(self) -> datetime.datetime:
        return self.before(-1).starts_at

    @property
    def name(self) -> str:
        """“October”."""
        return date_format(self.first, "F")

    @property
    def full_name(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def short_name(self) -> str:
        return date_format(self.first, "M")


def month_of(moment: datetime.datetime, zone: ZoneInfo) -> Month:
    return Month(moment.astimezone(zone).date().replace(day=1), zone)


def last_months(now: datetime.datetime, zone: ZoneInfo) -> list[Month]:
    """Six whole months and the one that runs, the oldest first."""
    running = month_of(now, zone)
    return [running.before(back) for back in range(WHOLE_MONTHS, -1, -1)]


def of_words(kept: int, whole: int) -> str:
    """“18 of 21”."""
    return gettext("%(kept)s of %(whole)s") % {"kept": f"{kept:,}", "whole": f"{whole:,}"}


def goal_words(number: int, goal: int) -> str:
    """“54, goal 22”: more than was agreed is no share of it."""
    return gettext("%(number)s, goal %(goal)s") % {"number": f"{number:,}", "goal": f"{goal:,}"}


def goal_of(goal: int) -> str:
    """The second line of “54 / goal 22”."""
    return pgettext("below a number: 54, goal 22", "goal %(goal)s") % {"goal": f"{goal:,}"}


def of_whole(whole: int) -> str:
    """The second line of “18 / of 21”."""
    return pgettext("after a number: 18 of 21", "of %(whole)s") % {"whole": f"{whole:,}"}
