"""Leitner's boxes (Sebastian Leitner, “So lernt man lernen”, 1972): what went well goes one box on and waits
twice as long; what did not goes back into the first box.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import ngettext

BOXES = 5
FIRST_BOX = 1
# From this box on an answer sits.
SITS_FROM = 4
# About three minutes.
CARDS_AN_EVENING = 6


def waits(box: int) -> datetime.timedelta:
    """A day in the first box, then two, four, eight and sixteen."""
    return datetime.timedelta(days=2 ** (box - 1))


def next_box(box: int, *, went_well: bool) -> int:
    return min(box + 1, BOXES) if went_well else FIRST_BOX


@dataclass(frozen=True)
class Known:
    """How many cards are in the last boxes, on their way there, and were never turned."""

    sit: int
    on_the_way: int
    new: int

    @property
    def is_any(self) -> bool:
        return self.sit + self.on_the_way + self.new > 0

    @property
    def words(self) -> str:
        """“3 answers sit, 10 are on the way, 2 are new”, without what there is none of."""
        parts = (
            (self.sit, ngettext("%d answer sits", "%d answers sit", self.sit)),
            (self.on_the_way, ngettext("%d is on the way", "%d are on the way", self.on_the_way)),
            (self.new, ngettext("%d is new", "%d are new", self.new)),
        )
        return ", ".join(words % number for number, words in parts if number)
