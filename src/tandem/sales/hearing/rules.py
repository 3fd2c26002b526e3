import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.words import FINEST, MOST_OF_ONE, Weight


def must_be_sound(columns: dict[str, Any], *, at: datetime.datetime, need: Need | None = None) -> None:
    """Refuses columns of a need that make no sense; a day that stands already may be over by now."""
    if "words" in columns and not columns["words"]:
        raise Refused(_("Write what they need, in their words."), field="words")
    if columns.get("weight", Weight.SHOULD) not in Weight.values:
        raise Refused(_("Say how much it matters."), field="weight")
    if columns.get("quantity") is not None:
        must_be_a_number_of(columns["quantity"])
    if columns.get("budget_minor") is not None and columns["budget_minor"] <= 0:
        raise Refused(_("A budget is more than nought."), field="budget")
    day = columns.get("wanted_on")
    if day and (need is None or need.wanted_on != day) and day < at.astimezone(business_zone()).date():
        raise Refused(_("That day is over. Pick one that is still to come."), field="wanted_on")


def must_be_a_number_of(quantity: Decimal) -> None:
    """How many of one thing: what is beyond the column is refused here, as SQLite would keep it unread."""
    if quantity <= 0:
        raise Refused(_("How many is more than nought."), field="quantity")
    if quantity > MOST_OF_ONE:
        raise Refused(_("That is a very long number. Up to 100,000 fit."), field="quantity")
    if quantity % FINEST:
        raise Refused(_("That is finer than we keep: three decimals."), field="quantity")
