"""A call about an opportunity: how it went, and what comes next, in one motion."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.people.followups.words import FollowUp
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import plan_step, told, with_entry
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open, step_columns
from tandem.sales.opportunities.words import NO_STEP, ORIGIN, Step, StepKind
from tandem.sales.orders.rules import must_change_sales

HOWS = {
    "call": StepKind.CALL,
    "visit": StepKind.VISIT,
    "meeting": StepKind.MEETING,
    "email": StepKind.EMAIL,
}


@transaction.atomic
def note_call(
    *,
    opportunity: Opportunity,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    was_next_step: bool = False,
    next_step: Step | None = None,
    **noted: Any,
) -> Entry:
    """Write the call down, and plan what comes next. `was_next_step`: ringing was the next step, so it is
    done; what is planned then is the one after it.
    """
    must_change_sales(by)
    plans = next_step is not None and bool(next_step.words.strip() or next_step.kind)
    if plans or was_next_step:
        must_be_open(opportunity)
    columns = step_columns(next_step, at=at) if plans and next_step else NO_STEP if was_next_step else {}
    done = opportunity.next_step
    changed = change(opportunity, expected_version=expected_version, **columns)
    entry = note(
        person=opportunity.person,
        by=by,
        at=at,
        happened_at=at,
        about=ORIGIN,
        about_id=opportunity.pk,
        **noted,
    )
    if was_next_step:
        told(with_entry(changed, entry), "step_done", opportunity, by=by, at=at, note=done)
    else:
        told(changed, "step_planned", opportunity, by=by, at=at, note=opportunity.next_step)
    return entry


def plan_follow_up(
    *,
    opportunity: Opportunity,
    expected_version: int,
    follow_up: FollowUp,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """The day that somebody named becomes the next step, in the words that it was read from."""
    kind = HOWS.get(follow_up.how, StepKind.CALL)
    return plan_step(
        opportunity=opportunity,
        expected_version=expected_version,
        words=step_words(opportunity, kind, follow_up),
        kind=kind,
        on=follow_up.on,
        time=follow_up.time,
        by=by,
        at=at,
    )


def step_words(opportunity: Opportunity, kind: StepKind, follow_up: FollowUp) -> str:
    """“Ring Tom Ellery (“in March”)”."""
    sentences = {
        StepKind.CALL: _("Ring %(who)s (“%(words)s”)"),
        StepKind.VISIT: _("Visit %(who)s (“%(words)s”)"),
        StepKind.MEETING: _("Meet %(who)s (“%(words)s”)"),
        StepKind.EMAIL: _("Write to %(who)s (“%(words)s”)"),
    }
    said = {"who": str(opportunity.person)[:100], "words": follow_up.words[:80]}
    return sentences[kind] % said


def must_name_a_day(follow_up: FollowUp | None) -> FollowUp:
    if follow_up is None:
        raise Refused(_("No day that is still to come is named there any more."))
    return follow_up
