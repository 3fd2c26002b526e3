import datetime

from django.utils.translation import gettext as _

from tandem.handover.conversation.words import LONGEST_DECISION
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_marketing, can_change_sales
from tandem.office.changes.words import NotAllowed, Refused


def may_write(by: Actor) -> bool:
    """Whoever works at one of the two desks."""
    return can_change_marketing(by) or can_change_sales(by)


def must_write(by: Actor) -> None:
    if not may_write(by):
        raise NotAllowed


def must_be_a_decision(
    decided: str, who: User | None, due_on: datetime.date | None, month: datetime.date
) -> None:
    if not decided.strip():
        raise Refused(_("Write down what you decided, or that all stays as it is."), field="decided")
    if len(decided) > LONGEST_DECISION:
        raise Refused(_("That is too long. One thing that you will do is enough."), field="decided")
    if due_on and who is None:
        raise Refused(_("Say who does it too."), field="who")
    if who is not None and not who.is_active:
        raise Refused(_("%(name)s no longer works here.") % {"name": who}, field="who")
    if due_on and due_on < month:
        raise Refused(_("That day was over before you talked. Try a later one."), field="due_on")
