"""When a customer’s usual time has passed, sales gets in touch: what is said, and what comes of it."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.enquiries.words import Door
from tandem.people.timeline.words import Kind

ORIGIN = "handover.again"
# How many one person is to get in touch with in a day: what was promised to others comes first.
A_DAY = 5
# Nobody counts further; of some of them an address must not be used, which only a keyed hash tells.
READ_AT_MOST = 30
NAMES_SHOWN = 2
# Nobody is closed for longer; it only bounds the search.
LOOKED_BACK_DAYS = 60
MINUTES = 10
USUAL_MONTHS = 3
# Who wants to be asked later than that has said no.
LONGEST = datetime.timedelta(days=3 * 366)
KINDS = (Kind.CALL, Kind.VISIT, Kind.EMAIL, Kind.MESSAGE)
DOORS = {
    Kind.CALL: Door.PHONE,
    Kind.VISIT: Door.WALK_IN,
    Kind.EMAIL: Door.EMAIL,
    # There is no door for what is written on a phone.
    Kind.MESSAGE: Door.EMAIL,
}


class Came(models.TextChoices):
    """What came of getting in touch."""

    WANTS = "wants", _("They would like something")
    LATER = "later", _("Not now, ask again on a day")
    PEACE = "peace", _("Leave them in peace")
    MISSED = "missed", _("Not reached")


@dataclass(frozen=True, kw_only=True)
class Talk:
    """How one got in touch, what was said, and how long it took."""

    kind: str
    words: str = ""
    minutes: int | None = None
