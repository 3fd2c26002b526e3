import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.opportunities.words import StepKind

# How long a step usually takes, for “about 50 minutes” and for its place in a calendar.
MINUTES = {
    StepKind.CALL: 10,
    StepKind.EMAIL: 10,
    StepKind.VISIT: 60,
    StepKind.MEETING: 45,
    StepKind.QUOTE: 20,
    StepKind.OTHER: 10,
}
PLANNING_MINUTES = 2
# How many Today reads; of the others it says how many there are.
ITEMS_AT_MOST = 60
# A step without a time of day is due when the day’s work is over, so that what has a time comes first.
END_OF_DAY = datetime.time(18)


class Whose(models.TextChoices):
    """Mine are those of nobody too: somebody has to see to them."""

    MINE = "mine", _("Mine")
    EVERYONES = "everyones", _("Everyone’s")


class Part(models.TextChoices):
    """The four parts of the whole list: each open opportunity stands in one of them."""

    WAITING = "waiting", _("Kept waiting")
    TODAY = "today", _("Today")
    NONE = "none", _("No next step yet")
    LATER = "later", _("Later")


@dataclass(frozen=True)
class Counts:
    """Open opportunities by what is planned with them."""

    waiting: int = 0
    today: int = 0
    none: int = 0
    later: int = 0

    @property
    def due(self) -> int:
        return self.waiting + self.today

    @property
    def planned(self) -> int:
        return self.due + self.later

    @property
    def open(self) -> int:
        return self.planned + self.none

    def of(self, part: str) -> int:
        return {
            Part.WAITING: self.waiting,
            Part.TODAY: self.today,
            Part.NONE: self.none,
            Part.LATER: self.later,
        }[Part(part)]
