import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from tandem.offers.tax.words import FIRST_DAY, LAST_DAY
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.words import NotAllowed, Refused


def can_change_tax(user: Actor) -> bool:
    """The owner answers for it."""
    return can_manage(user)


def must_change_tax(by: Actor) -> None:
    if not can_change_tax(by):
        raise NotAllowed


def must_be_a_day(day: datetime.date, *, field: str = "valid_from") -> None:
    if not FIRST_DAY <= day < LAST_DAY:
        raise Refused(_("Check the year of that day."), field=field)


def must_be_a_percentage(percent: Decimal, *, field: str = "percent") -> None:
    if not 0 <= percent <= 100:
        raise Refused(_("A percentage lies between 0 and 100."), field=field)
