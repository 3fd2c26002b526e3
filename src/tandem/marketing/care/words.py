"""After the sale: what marketing is told of it, and how long it is until somebody buys again, in words."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.people.consent.words import Use
from tandem.people.timeline.words import Kind
from tandem.ui.slots import Item

# Of the times that twelve people took, the middle one is, 19 times in 20, between the third and the tenth of
# those that we do not know of: more than a guess.
ENOUGH_BUYERS = 12
# So long somebody who wanted to be asked on a day stands among those who are due, whatever is usual.
PROMISED_FOR = datetime.timedelta(days=90)
# Whom nobody reached is tried on the next day; after the second time in a week, from the third on in a month.
REST_AFTER_TWO = datetime.timedelta(days=7)
REST_AFTER_MORE = datetime.timedelta(days=30)
# A no to either is a no to being written to by ourselves; photographs are another matter.
USES = (Use.ANSWER, Use.NEWSLETTER)
SHOWN_OF_A_PERSON = 5
# Nobody rings more of them before the list is another one.
MOST_DUE = 100
CUSTOMERS_ON_A_PAGE = 25
# How one keeps in touch, in two taps.
CONTACTS = {Kind.CALL.value: _("Rang"), Kind.VISIT.value: _("Visited"), Kind.MESSAGE.value: _("Wrote")}
CONTACT_ICONS = {Kind.CALL.value: "phone", Kind.VISIT.value: "map-pin", Kind.MESSAGE.value: "mail"}


class Hush(models.TextChoices):
    """Why somebody is not offered to be spoken to."""

    PEACE = "peace", _("Left in peace")
    ASKED = "asked", _("Asked us not to write")


@dataclass(frozen=True, kw_only=True)
class LineCopy:
    """One line of a sale; the amount is without tax."""

    words: str
    amount_minor: int
    quantity: str = "1"


@dataclass(frozen=True, kw_only=True)
class SaleCopy:
    """One sale as it is handed back. `sale_key` tells it from others, and means nothing else here."""

    sale_key: int
    person_id: int
    bought_at: datetime.datetime
    amount_minor: int
    currency: str
    lines: tuple[LineCopy, ...]
    taken_back_at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeenTo(Item):
    """Who gets in touch with one of the customers who may need something again: `title` says so."""

    person_id: int


@dataclass(frozen=True)
class Interval:
    """How many days pass until somebody buys again, of `buyers` who did: half of the times lie between
    `early` and `late`.
    """

    early: int
    usual: int
    late: int
    times: int

    @property
    def reminded_for(self) -> datetime.timedelta:
        """After that nobody is reminded of them any more: twice the usual time at least, and as long after
        most have come back as it usually takes.
        """
        return datetime.timedelta(days=self.late + self.usual)

    @property
    def words(self) -> str:
        return about(self.usual)

    @property
    def range_words(self) -> str:
        return __("%(early)s and %(late)s") % {"early": about(self.early), "late": about(self.late)}


def about(days: int) -> str:
    """“9 days”, “5 weeks”, “7 months”, “3 years”: as exact as anybody would say it."""
    if days < 21:
        return ngettext("%d day", "%d days", days) % days
    if days < 75:
        return ngettext("%d week", "%d weeks", round(days / 7)) % round(days / 7)
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%d month", "%d months", months) % months
    years = round(days / 365.25)
    return ngettext("%d year", "%d years", years) % years
