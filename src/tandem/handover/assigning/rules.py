from django.utils.translation import gettext as _

from tandem.handover.agreement.rules import can_agree
from tandem.handover.assigning.words import Way
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_sales
from tandem.office.changes.words import NotAllowed, Refused


def can_set_sharing(by: Actor) -> bool:
    """It concerns both desks, so whoever holds both jobs says it."""
    return can_agree(by)


def must_set_sharing(by: Actor) -> None:
    if not can_set_sharing(by):
        raise NotAllowed


def must_be_a_way(way: str) -> None:
    if way not in Way.values:
        raise Refused(_("There is no such way. Pick one of the three."), field="way")


def must_set_part_of(user: User, by: Actor) -> None:
    """Everybody who sells says for themselves whether they take part; whoever holds both jobs, for all."""
    if by == user:
        if not can_change_sales(by):
            raise NotAllowed
    else:
        must_set_sharing(by)
    if not user.is_active or not can_change_sales(user):
        raise Refused(_("%(name)s does not work for sales.") % {"name": user})
