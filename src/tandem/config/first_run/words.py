"""What the first steps are called, and the links into them."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CLAIM = "claim"
CLAIM_LASTS = datetime.timedelta(days=7)
STEPS = 4
TIME_LEFT = {
    1: _("about three minutes"),
    2: _("about two minutes"),
    3: _("about a minute"),
    4: _("nearly there"),
}


@dataclass(frozen=True)
class Step:
    number: int

    @property
    def marks(self) -> list[bool]:
        return [place < self.number for place in range(STEPS)]

    @property
    def left(self) -> str:
        return str(TIME_LEFT[self.number])
