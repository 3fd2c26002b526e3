import datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import FURTHEST_STEP, NO_STEP, Step, StepKind


def must_be_open(opportunity: Opportunity) -> None:
    if opportunity.won_at is not None:
        raise Refused(_("This was won. Open it again first, if that was too early."))
    if opportunity.lost_at is not None:
        raise Refused(_("This was lost. Open it again first, if they came back."))


def must_be_closed(opportunity: Opportunity) -> None:
    if opportunity.won_at is None and opportunity.lost_at is None:
        raise Refused(_("This is open already."))


def step_columns(step: Step, *, at: datetime.datetime) -> dict[str, Any]:
    if step.kind and step.kind not in StepKind.values:
        raise Refused(_("Pick how you will do it."), field="kind")
    if step.time and not step.on:
        raise Refused(_("Say the day too."), field="on")
    if step.on and step.on - at.date() > FURTHEST_STEP:
        raise Refused(_("That is more than ten years from now. Look at the year again."), field="on")
    if not step.words.strip() and not step.kind:
        return NO_STEP
    words = step.words.strip() or str(StepKind(step.kind).label)
    return {
        "next_step": words[:200],
        "next_step_kind": step.kind or StepKind.OTHER,
        "next_step_on": step.on,
        "next_step_time": step.time,
    }


def checked_amount(amount_minor: int | None) -> int | None:
    if amount_minor is not None and amount_minor < 0:
        raise Refused(_("An amount cannot be less than nought."), field="amount")
    return amount_minor


def checked_moment(moment: datetime.datetime, *, at: datetime.datetime) -> datetime.datetime:
    if moment > at:
        raise Refused(_("That is still to come. Pick today or earlier."), field="on")
    return moment
