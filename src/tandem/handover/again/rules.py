"""Who gets in touch with customers again, and with whom."""

import datetime

from django.utils.translation import gettext as _

from tandem.handover.again.queries import is_due
from tandem.handover.again.words import KINDS, LONGEST, Talk
from tandem.marketing.care.models import Purchase
from tandem.office.accounts.rules import Actor, can_change_sales, can_pass
from tandem.office.changes.words import NotAllowed, Refused


def must_get_in_touch(by: Actor) -> None:
    if not can_change_sales(by):
        raise NotAllowed


def must_say_how(talk: Talk) -> None:
    if talk.kind not in KINDS:
        raise Refused(_("Say how: by phone, in person or in writing."), field="how")


def must_be_due(purchase: Purchase, at: datetime.datetime) -> None:
    if not is_due(purchase, at):
        raise Refused(
            _("Somebody has spoken with them meanwhile, or they are to be left alone. Nothing was changed.")
        )


def must_be_to_come(day: datetime.date | None, today: datetime.date) -> datetime.date:
    if day is None:
        raise Refused(_("Say when to ask again."), field="ask_on")
    if day <= today:
        raise Refused(_("That day is over. Try one that is still to come."), field="ask_on")
    if day > today + LONGEST:
        raise Refused(_("That is very far away. Try a day within three years."), field="ask_on")
    return day


def passer(by: Actor) -> Actor:
    """In whose name marketing passes on whoever came again: where the seller does not work for marketing, it
    is passed by the house itself.
    """
    return by if can_pass(by) else None
