"""What a quote asks of its seller: written into the next step of the opportunity, where Today finds it."""

import datetime

from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.accounts.words import Role
from tandem.sales.opportunities.actions import plan_step
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import StepKind
from tandem.sales.quotes.models import Quote


def ask_of_seller(
    opportunity: Opportunity,
    words: str,
    *,
    kind: StepKind,
    on: datetime.date,
    by: Actor,
    at: datetime.datetime,
) -> None:
    """This comes next. A step that was planned is not lost: its words go on behind these.

    The opportunity is as it stands in this transaction; one that is over has no next step.
    """
    if opportunity.won_at is not None or opportunity.lost_at is not None:
        return
    planned = opportunity.next_step
    if planned.startswith(words):
        return
    if planned and opportunity.next_step_kind != StepKind.QUOTE:
        words = _("%(step)s (then: %(planned)s)") % {"step": words, "planned": planned}
    plan_step(
        opportunity=opportunity,
        expected_version=opportunity.version,
        words=words,
        kind=kind,
        on=on,
        by=by,
        at=at,
    )


def has_step_by(opportunity: Opportunity, day: datetime.date) -> bool:
    """Whether somebody is to do something by that day already."""
    return bool(opportunity.next_step) and (opportunity.next_step_on or datetime.date.max) <= day


def seller_of(quote: Quote) -> User | None:
    """Whom the customer is answered by: who sees to the opportunity, else who sent it, else an owner."""
    sent_by = quote.standing.sent_by if quote.standing else None
    for user in (quote.opportunity.owner, sent_by):
        if user is not None and user.is_active:
            return user
    return User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
