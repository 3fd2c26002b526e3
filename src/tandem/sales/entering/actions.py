"""Into a stage, with what was asked on the way."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Stale
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.checks.words import CheckKind
from tandem.sales.entering.words import Answers
from tandem.sales.opportunities.actions import assign, edit_opportunity, move, plan_step
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import missing
from tandem.sales.opportunities.words import ORIGIN
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.models import Stage


@transaction.atomic
def enter(
    *,
    opportunity: Opportunity,
    expected_version: int,
    stage: Stage,
    answers: Answers,
    by: Actor,
    at: datetime.datetime,
    without: str = "",
) -> JournalLine | None:
    """Into a stage with what was asked on the way. What is still not true needs the reason `without`."""
    must_change_sales(by)
    if opportunity.version != expected_version:
        raise Stale(Opportunity.objects.get(pk=opportunity.pk), {"stage": stage.pk})
    for one in missing(opportunity, stage):
        answer(opportunity, one.check, answers, by=by, at=at)
    return move(
        opportunity=opportunity,
        expected_version=opportunity.version,
        stage=stage,
        without=without,
        by=by,
        at=at,
    )


def answer(
    opportunity: Opportunity, check: StageCheck, answers: Answers, *, by: Actor, at: datetime.datetime
) -> None:
    """Makes one thing true, where its answer was given."""
    seen: dict[str, Any] = {
        "opportunity": opportunity,
        "expected_version": opportunity.version,
        "by": by,
        "at": at,
    }
    step = answers.step
    if check.kind == CheckKind.AMOUNT and answers.amount_minor is not None:
        edit_opportunity(**seen, amount_minor=answers.amount_minor)
    elif check.kind == CheckKind.NEXT_STEP and step.words.strip():
        plan_step(**seen, words=step.words, kind=step.kind, on=step.on, time=step.time)
    elif check.kind == CheckKind.OWNER and answers.owner_id is not None:
        assign(**seen, owner=User.objects.get(pk=answers.owner_id))
    elif check.kind == CheckKind.NEED and answers.need.strip():
        note_what_they_need(opportunity, answers.need, by=by, at=at)
    elif check.kind == CheckKind.OWN and check.pk in answers.ticked:
        CheckMet.objects.get_or_create(
            opportunity=opportunity,
            stage_check=check,
            defaults={"at": at, "by": by if isinstance(by, User) else None},
        )


def note_what_they_need(opportunity: Opportunity, words: str, *, by: Actor, at: datetime.datetime) -> None:
    note(
        person=opportunity.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INTERNAL,
        kind=Kind.NOTE,
        title=_("What they need"),
        words=words.strip(),
        theirs=True,
        origin=ORIGIN,
        origin_id=opportunity.pk,
    )
