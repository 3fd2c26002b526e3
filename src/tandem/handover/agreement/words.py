"""What a first agreement says, until both desks have talked it over."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

# A sentence and what may stand below it.
FIRST_TICKS: list[tuple[Promise | str, Promise | str]] = [
    (_("Wants something we make or do"), ""),
    (_("We can get to them, or they to us"), ""),
    (_("We can reach them"), _("A phone number or an e-mail address")),
]
FIRST_REASONS: list[Promise] = [
    _("Too far away"),
    _("Budget too small"),
    _("Only wanted a price"),
    _("Not something we do"),
    _("Could not be reached"),
]
# Shown where the desks have put it in no words of their own.
ANSWERED = _("A call, a message or a visit by one of us")
LONGEST_SENTENCE, LONGEST_DETAIL, LONGEST_REASON = 120, 200, 120
LONGEST_ANSWER, LONGEST_NOTE = 200, 500
MOST_TICKS = 8
MOST_HOURS = 200
MOST_ENQUIRIES = 100_000
WORKING_DAY = 8
NUMBERS: tuple[Promise, ...] = (
    *(_("No"), _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six")),
    *(_("Seven"), _("Eight"), _("Nine"), _("Ten"), _("Eleven"), _("Twelve")),
)


class Side(models.TextChoices):
    """Whose name stands under what."""

    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")

    @property
    def other(self) -> "Side":
        return Side.SALES if self == Side.MARKETING else Side.MARKETING


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waiting for the other side")
    AGREED = "agreed", _("Agreed")
    SENT_BACK = "sent_back", _("Sent back")
    COUNTERED = "countered", _("Another one was proposed instead")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVERTAKEN = "overtaken", _("Overtaken by another version")


def working_words(hours: int) -> str:
    """“2 working hours”; eight of them are a working day."""
    if hours == WORKING_DAY:
        return gettext("one working day")
    return ngettext("%(hours)d working hour", "%(hours)d working hours", hours) % {"hours": hours}


def number_in_words(number: int) -> str:
    """“Six”, as a sentence begins; figures from thirteen on."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)
