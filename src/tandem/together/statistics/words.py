"""The states that an enquiry is counted in, and the cells that rows are added up in."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedAs(models.TextChoices):
    OPEN = "open", _("Still open")
    WON = "won", _("Became a customer")
    LOST = "lost", _("Did not buy")
    DECLINED = "declined", _("Declined by sales")
    NOT_FOR_US = "not_for_us", _("Not for us")
    REPEAT = "repeat", _("Asked by a customer")
    JOINED = "joined", _("Joined to another enquiry")
    LEFT_OUT = "left_out", _("Spam or the same twice")


class Decided(models.IntegerChoices):
    """What was said at the handover, where that is recorded; the numbers are those of `maths.enquiries`."""

    NOT_SAID = 0, _("Nobody wrote that down")
    ACCEPTED = 1, _("Accepted")
    DECLINED = 2, _("Declined")


# Enquiries of people who had not bought before. The rest stands beside them and is never mixed in.
COUNTED = (CountedAs.OPEN, CountedAs.WON, CountedAs.LOST, CountedAs.DECLINED, CountedAs.NOT_FOR_US)
ENDED = (CountedAs.LOST, CountedAs.DECLINED, CountedAs.NOT_FOR_US)


def month_number(day: datetime.date) -> int:
    """202611 for November 2026: months compare as numbers."""
    return day.year * 100 + day.month


class EnquiryCell(NamedTuple):
    """Where one enquiry is counted, and what it adds there. Days are those of the business's zone.

    What was decided and how long the first answer took stand with the enquiry and in no sum.
    """

    day_heard: datetime.date
    day_closed: datetime.date | None
    channel: int
    campaign: int | None
    segment: str
    owner: int | None
    state: str
    first_sales: int = 0
    amount_minor: int = 0
    nurtured: int = 0
    decided: int = Decided.NOT_SAID
    answer_minutes: int | None = None

    @property
    def month(self) -> int:
        return month_number(self.day_heard)

    @property
    def day_key(self) -> str:
        closed = self.day_closed or "-"
        place = f"{self.channel}|{self.campaign or '-'}|{self.owner or '-'}"
        return f"{self.day_heard}|{closed}|{place}|{self.state}|{self.segment}"

    @property
    def month_key(self) -> str:
        return f"{self.month}|{self.channel}|{self.state}"


class AtHandover(NamedTuple):
    """What the passings of one enquiry tell: its first owner, what sales said, when it answered first."""

    owner: int | None = None
    decided: int = Decided.NOT_SAID
    declined: bool = False
    declined_at: datetime.datetime | None = None
    answer_minutes: int | None = None


class OrderCell(NamedTuple):
    """Where one standing order is counted: by its day, and by the enquiry that opened its opportunity."""

    person: int
    day: datetime.date
    channel: int | None
    owner: int | None
    first: bool
    amount_minor: int

    @property
    def month(self) -> int:
        return month_number(self.day)

    @property
    def key(self) -> str:
        return f"{self.day}|{self.channel or '-'}|{self.owner or '-'}"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: rows counted in the wrong cell, and sums that were not those of their rows."""

    enquiries: int
    orders: int
    moved: int
    wrong_sums: int

    @property
    def was_right(self) -> bool:
        return not self.moved and not self.wrong_sums
