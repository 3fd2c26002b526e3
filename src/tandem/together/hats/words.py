"""Two hats: what is told of the time with each, and what counts as such time."""

import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.accounts.words import Hat
from tandem.people.timeline.words import Purpose

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
ZERO = datetime.timedelta(0)
# Nobody wears one hat for longer at a stretch; what is typed beyond it is a slip.
LONGEST = 12 * HOUR
# Off again within so short a time, it was put on by mistake.
SLIP = MINUTE
# Days that can be written down: far enough from the ends of the calendar to count with.
EARLIEST, LATEST = datetime.date(2000, 1, 3), datetime.date(3000, 1, 1)
# Care is marketing's work: it begins when the sale is made, and ends where somebody recommends us.
HAT_OF = {Purpose.MARKETING: Hat.MARKETING, Purpose.CARE: Hat.MARKETING, Purpose.SELLING: Hat.SALES}


class Known(models.TextChoices):
    """How a stretch of time is known."""

    KEPT = "kept", gettext_lazy("kept by the hat")
    GUESSED = "guessed", gettext_lazy("guessed from what you noted")
    BY_HAND = "by_hand", gettext_lazy("written by hand")


def hours_words(time: datetime.timedelta) -> str:
    """“45 min”, “3 h”, “12 h 30”: hours are never days here, and minutes are never rounded away."""
    hours, minutes = divmod(int(time / MINUTE), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)s h") % {"hours": f"{hours:,}"}
    return _("%(hours)s h %(minutes)02d") % {"hours": f"{hours:,}", "minutes": minutes}


def hat_words(hat: str) -> str:
    """In the middle of a sentence."""
    return _("sales hat") if hat == Hat.SALES else _("marketing hat")
