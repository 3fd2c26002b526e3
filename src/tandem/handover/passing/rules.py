"""Who may pass and decide, and when it can be done."""

from django.utils.translation import gettext as _

from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_sales, can_pass
from tandem.office.changes.words import NotAllowed, Refused

TO_PASS = (State.HEARD, State.DECLINED)


def may_pass_and_accept(by: Actor) -> bool:
    return can_pass(by) and can_change_sales(by)


def must_pass(by: Actor) -> None:
    if not can_pass(by):
        raise NotAllowed


def must_decide(by: Actor) -> None:
    if not can_change_sales(by):
        raise NotAllowed


def must_be_passable(enquiry: Enquiry) -> None:
    if enquiry.state == State.SET_ASIDE:
        raise Refused(_("This one is set aside. Take it up again first."))
    if enquiry.state not in TO_PASS:
        raise Refused(_("This one is with sales already. Nothing was changed."))


def must_be_a_seller(owner: User | None) -> None:
    if owner is None:
        raise Refused(_("Say who takes it on."), field="owner")
    if not owner.is_active or not can_change_sales(owner):
        raise Refused(_("%(name)s does not work for sales.") % {"name": owner}, field="owner")


def must_wait(passing: Passing) -> None:
    if passing.decision == Decision.TAKEN_BACK:
        raise Refused(_("Marketing took this one back. Nothing was changed."))
    if passing.decision != Decision.WAITING:
        raise Refused(_("Sales has said yes or no to this one already. Nothing was changed."))


def must_be_an_agreed_reason(reason: str, agreed: list[str]) -> None:
    if not reason.strip():
        raise Refused(_("Say why: it is what marketing learns from."), field="reason")
    if agreed and reason not in agreed:
        raise Refused(_("Pick one of the reasons that you agreed on."), field="reason")
