import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A reminder goes when a quarter of the promised working time is left.
LAST_SHARE = 4
# After a machine has slept: what ended longer ago than a working day is no news any more.
STILL_TOLD = datetime.timedelta(hours=8)
COMPOSER = "handover.reminder"
MOST_WORDS = 200


class Promised(models.TextChoices):
    """What was promised. Its desk is whoever is to keep it."""

    PASS = "pass", gettext_lazy("Pass on")
    DECIDE = "decide", gettext_lazy("Accept or decline")
    ANSWER = "answer", gettext_lazy("Answer")

    @property
    def desk(self) -> str:
        return "marketing" if self == Promised.PASS else "sales"

    def sentence(self, time: str) -> str:
        """“You promised to pass on within 2 working hours”."""
        sentences = {
            Promised.PASS: _("You promised to pass on within %(time)s"),
            Promised.DECIDE: _("You promised to accept or decline within %(time)s"),
            Promised.ANSWER: _("You promised a first answer within %(time)s"),
        }
        return sentences[self] % {"time": time}
