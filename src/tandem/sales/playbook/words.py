import math
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.maths.shares import share_range

LONGEST_OPENING = 600
LONGEST_LINE = 300
LONGEST_STEP = 200
# On fewer nobody says how many in ten.
ENOUGH = 20


class LineKind(models.TextChoices):
    QUESTION = "question", _("Question")
    OBJECTION = "objection", _("What they say")
    ANSWER = "answer", _("Our answer")


# As many as one can look over while somebody is on the phone.
MOST = {LineKind.QUESTION: 12, LineKind.OBJECTION: 12, LineKind.ANSWER: 6}


@dataclass(frozen=True)
class Laid:
    """What a starter kit brought: how many lines, and to how many stages."""

    lines: int
    stages: int


class Mark(models.TextChoices):
    """What the seller saw. It counts before how the opportunity ended."""

    HELPED = "helped", _("It helped")
    NOT = "not", _("It did not help")


@dataclass(frozen=True)
class Worked:
    """How often an answer worked, of the times that are known; those still open are neither."""

    worked: int = 0
    ended: int = 0
    open: int = 0

    @property
    def is_known(self) -> bool:
        return self.ended + self.open > 0

    @property
    def words(self) -> str:
        """“worked 7 of 12 times, 2 still open”; from twenty on with how many in ten that may be."""
        still = ngettext("%d still open", "%d still open", self.open) % self.open if self.open else ""
        if not self.ended:
            return __("said, and still open") if self.open else ""
        of = {"worked": self.worked, "ended": self.ended}
        plain = ngettext(
            "worked %(worked)d of %(ended)d time", "worked %(worked)d of %(ended)d times", self.ended
        )
        parts = [plain % of, self.likely, still]
        return ", ".join(part for part in parts if part)

    @property
    def likely(self) -> str:
        if self.ended < ENOUGH:
            return ""
        told = share_range(self.worked, self.ended)
        low, high = math.floor(told.low * 10), math.ceil(told.high * 10)
        if low == high:
            return __("so about %(low)d in 10") % {"low": low}
        return __("so likely %(low)d to %(high)d in 10") % {"low": low, "high": high}
