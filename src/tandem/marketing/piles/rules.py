"""Whose lines they are, and what a line must be."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tandem.marketing.piles.models import Activity
from tandem.marketing.piles.words import LONGEST_WORDS, MOST_LINES, MOST_MINUTES, PILES, Typed
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.changes.words import NotAllowed, Refused


def must_be_own(by: Actor, row: Activity | None = None) -> User:
    """Everybody sorts their own months, at whichever desk."""
    if not isinstance(by, User) or not can_capture(by) or (row is not None and row.user_id != by.pk):
        raise NotAllowed
    return by


def must_be_over(month: datetime.date, today: datetime.date) -> None:
    if month.day != 1 or month >= today.replace(day=1):
        raise Refused(_("A month is sorted once it is over."))


def must_be_lines(lines: Sequence[Typed], already: int) -> None:
    if not lines:
        raise Refused(_("Write down one thing at least."), field="lines")
    if already + len(lines) > MOST_LINES:
        raise Refused(_("That is more than 60 things. The larger ones are enough."), field="lines")
    for line in lines:
        if len(line.words) > LONGEST_WORDS:
            raise Refused(_("One thing a line, up to 120 letters."), field="lines")
        if line.minutes is not None and line.minutes > MOST_MINUTES:
            raise Refused(_("That is longer than the month. Hours or minutes?"), field="lines")


def must_be_pile(purpose: str) -> None:
    if purpose and purpose not in PILES:
        raise Refused(_("Put it on one of the piles."))
