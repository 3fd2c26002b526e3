"""The handover: marketing passes an enquiry with its ticks, sales accepts or declines it. Writes to both
desks.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.handover.agreement.actions import ensure_agreement
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.history import record_history_many, remove_imported, worked_on_since_import
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.passing.queries import (
    answered_before,
    brief_of,
    due_after,
    has_been_worked_on,
    has_ticks,
    owner_now,
    ticks_of,
    waiting_passing,
)
from tandem.handover.passing.rules import (
    may_pass_and_accept,
    must_be_a_seller,
    must_be_an_agreed_reason,
    must_be_passable,
    must_decide,
    must_pass,
    must_wait,
)
from tandem.handover.passing.words import ORIGIN, Decision, TickState
from tandem.marketing.enquiries import actions as marketing
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Became, State
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import remove
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.needs.actions import forget_need, note_need
from tandem.sales.opportunities.actions import open_opportunity
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.models import Pipeline

__all__ = [
    "accept",
    "assign",
    "decline",
    "join",
    "pass_and_accept",
    "pass_on",
    "record_history_many",
    "remove_imported",
    "save_ticks",
    "take_back_acceptance",
    "take_back_passing",
    "worked_on_since_import",
]


def person_of(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


@transaction.atomic
def save_ticks(
    *, enquiry: Enquiry, ticks: Mapping[int, tuple[str, str]], by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """What marketing knows against each sentence: `{criterion_id: (state, what we know)}`."""
    must_pass(by)
    current = {tick.criterion_id: tick for tick in ticks_of(enquiry, ensure_agreement(at=at))}
    wanted = {key: (state, known.strip()[:200]) for key, (state, known) in ticks.items() if key in current}
    if any(state not in TickState.values for state, _known in wanted.values()):
        raise Refused(_("Answer yes, no, or not asked yet."), field="ticks")
    news = {key: value for key, value in wanted.items() if value != (current[key].state, current[key].known)}
    if not news:
        return None
    Tick.objects.bulk_create(
        (
            Tick(enquiry=enquiry, criterion_id=key, state=state, known=known, at=at, by=person_of(by))
            for key, (state, known) in news.items()
        ),
        update_conflicts=True,
        unique_fields=["enquiry", "criterion"],
        update_fields=["state", "known", "at", "by"],
    )
    before = {current[key].words: str(current[key].state) for key in news}
    after = {current[key].words: str(state) for key, (state, _known) in news.items()}
    return record(by=by, at=at, verb="handover.enquiry.ticked", row=enquiry, before=before, after=after)


@transaction.atomic
def pass_on(
    *,
    enquiry: Enquiry,
    expected_version: int,
    owner: User | None,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    promised: bool = True,
) -> Passing:
    """Marketing hands an enquiry to a seller. Who it was, and what was ticked then, is kept for good.

    Not `promised`: whoever sells found it themselves, so neither desk is held to anything by it.
    """
    must_pass(by)
    must_be_passable(enquiry)
    must_be_a_seller(owner)
    passed_at = happened_at or at
    first = not Passing.objects.filter(enquiry=enquiry).exclude(decision=Decision.TAKEN_BACK).exists()
    changed = marketing.mark_passed(
        enquiry=enquiry, expected_version=expected_version, happened_at=passed_at, at=at
    )
    passing = Passing(
        enquiry=enquiry,
        passed_at=passed_at,
        recorded_at=at,
        passed_by=person_of(by),
        owner=owner,
    )
    if promised:
        hold_to_the_agreement(passing, first=first, at=at)
    if owner and answered_before(enquiry, owner, passed_at):
        # An earlier answer by the same owner counts as no wait at all.
        passing.first_answered_at = passed_at
    passing.save()
    Assignment.objects.create(passing=passing, owner=owner, at=passed_at, recorded_at=at, by=person_of(by))
    write_down(passing, by=by, at=at)
    told(passing, "passed", changed, by=by, at=at, happened_at=passed_at, note=str(owner))
    announce("handover.passed", at=at, enquiry_ids=[enquiry.pk])
    return passing


def hold_to_the_agreement(passing: Passing, *, first: bool, at: datetime.datetime) -> None:
    """What was ticked, whether that is as much as agreed, and by when each desk is to do its part."""
    agreement = ensure_agreement(at=at)
    passing.agreement = agreement
    passing.ticks = [tick.as_json() for tick in ticks_of(passing.enquiry, agreement)]
    passing.fits = has_ticks(passing)
    if first:
        passing.pass_due_at = due_after(passing.enquiry.heard_at, agreement.pass_within_hours)
    passing.decide_due_at = due_after(passing.passed_at, agreement.decide_within_hours)
    passing.answer_due_at = due_after(passing.passed_at, agreement.answer_within_hours)


def write_down(passing: Passing, *, by: Actor, at: datetime.datetime) -> None:
    """One entry a passing; the timeline draws it as a bar of both desks."""
    note(
        person=passing.enquiry.person,
        by=person_of(by),
        at=at,
        happened_at=passing.passed_at,
        purpose=Purpose.MARKETING,
        direction=Direction.INTERNAL,
        kind=Kind.STEP,
        title=_("Passed to sales"),
        origin=ORIGIN,
        origin_id=passing.pk,
    )


def told(
    passing: Passing,
    verb: str,
    changed: Change,
    *,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    note: str = "",
) -> JournalLine:
    return record(
        by=by,
        at=at,
        happened_at=happened_at,
        verb=f"handover.enquiry.{verb}",
        row=passing.enquiry,
        before=changed.before,
        after={**changed.after, "passing": passing.pk},
        note=note,
    )


@transaction.atomic
def assign(*, passing: Passing, owner: User | None, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """Another seller answers. The owner at the passing stays on record; afterwards the opportunity is
    assigned.
    """
    if not may_assign(by):
        raise NotAllowed
    must_wait(passing)
    must_be_a_seller(owner)
    before = owner_now(passing)
    if before == owner:
        return None
    Assignment.objects.create(passing=passing, owner=owner, at=at, recorded_at=at, by=person_of(by))
    changed = Change({"owner": before.pk if before else None}, {"owner": owner.pk if owner else None})
    return told(passing, "assigned", changed, by=by, at=at, note=str(owner))


def may_assign(by: Actor) -> bool:
    try:
        must_pass(by)
    except NotAllowed:
        must_decide(by)
    return True


@transaction.atomic
def accept(
    *,
    passing: Passing,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    title: str = "",
    pipeline: Pipeline | None = None,
) -> Opportunity:
    """Sales takes an enquiry on: an opportunity with the brief, owned by whom it was passed to. It begins in
    the usual pipeline where none is named.
    """
    must_decide(by)
    changed = decide(passing, Decision.ACCEPTED, expected_version, by=by, at=happened_at or at)
    enquiry = passing.enquiry
    agreement = passing.agreement or ensure_agreement(at=at)
    opportunity = open_opportunity(
        person=enquiry.person,
        organisation=enquiry.organisation,
        title=title or title_of(enquiry),
        brief=brief_of(enquiry, ticks_of(enquiry, agreement)).as_json(),
        owner=owner_now(passing) or person_of(by),
        by=by,
        at=at,
        happened_at=happened_at,
        pipeline=pipeline,
    )
    Feeding.objects.create(enquiry=enquiry, opportunity=opportunity, at=happened_at or at)
    moved = marketing.mark_accepted(enquiry=enquiry, happened_at=happened_at or at, at=at)
    after = {**moved.after, "opportunity": opportunity.pk, "opportunity_version": opportunity.version}
    both = Change({**changed.before, **moved.before}, after)
    told(passing, "accepted", both, by=by, at=at, happened_at=happened_at)
    announce("handover.decided", at=at, enquiry_ids=[enquiry.pk])
    return opportunity


def decide(
    passing: Passing,
    decision: Decision,
    expected_version: int,
    *,
    by: Actor,
    at: datetime.datetime,
    **columns: Any,
) -> Change:
    """Of two who decide at once, one is told that the other was quicker."""
    if passing.version != expected_version:
        raise Stale(Passing.objects.get(pk=passing.pk), {"decision": decision})
    must_wait(passing)
    columns |= {"decision": decision, "decided_at": at, "decided_by": person_of(by)}
    return change(passing, expected_version=expected_version, **columns)


def title_of(enquiry: Enquiry) -> str:
    """What an opportunity is about: what was noted, else the beginning of their words, else the person."""
    first_line = enquiry.words.strip().split("\n")[0]
    short = first_line if len(first_line) <= 80 else first_line[:79].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return enquiry.interest or short or str(enquiry)


@transaction.atomic
def decline(
    *,
    passing: Passing,
    expected_version: int,
    reason: str,
    by: Actor,
    at: datetime.datetime,
    words: str = "",
    unmet_need: str = "",
    nurture_until: datetime.date | None = None,
    happened_at: datetime.datetime | None = None,
) -> JournalLine:
    """Sales says no, and why; perhaps they wanted what we do not offer. The enquiry goes back to marketing,
    to stay in touch with.
    """
    must_decide(by)
    must_be_an_agreed_reason(reason, passing.agreement.decline_reasons if passing.agreement else [])
    kept = {"declined_reason": reason[:120], "declined_words": words.strip()[:250]}
    decided_at = happened_at or at
    changed = decide(passing, Decision.DECLINED, expected_version, by=by, at=decided_at, **kept)
    moved = marketing.take_back(
        enquiry=passing.enquiry,
        reason=kept["declined_reason"],
        happened_at=decided_at,
        nurture_until=nurture_until,
        at=at,
    )
    note_need(
        person=passing.enquiry.person,
        words=unmet_need,
        origin=ORIGIN,
        origin_id=passing.pk,
        told_at=decided_at,
        by=by,
        at=at,
    )
    both = Change({**changed.before, **moved.before}, {**changed.after, **moved.after})
    line = told(passing, "declined", both, by=by, at=at, happened_at=decided_at, note=reason)
    announce("handover.decided", at=at, enquiry_ids=[passing.enquiry_id])
    return line


@transaction.atomic
def pass_and_accept(
    *,
    enquiry: Enquiry,
    expected_version: int,
    owner: User | None,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    pipeline: Pipeline | None = None,
) -> Opportunity:
    """Both steps in one tap, for whoever holds both jobs. Both times are written."""
    if not may_pass_and_accept(by):
        raise NotAllowed
    passing = pass_on(
        enquiry=enquiry,
        expected_version=expected_version,
        owner=owner or person_of(by),
        by=by,
        at=at,
        happened_at=happened_at,
    )
    return accept(
        passing=passing,
        expected_version=passing.version,
        by=by,
        at=at,
        happened_at=happened_at,
        pipeline=pipeline,
    )


@transaction.atomic
def join(*, enquiry: Enquiry, opportunity: Opportunity, by: Actor, at: datetime.datetime) -> Feeding:
    """This enquiry is about what sales works on already: it feeds that opportunity and opens no other. Sales
    may say so of what waits for it; of what was not passed yet, whoever may pass it too.
    """
    passing = waiting_passing(enquiry)
    must_decide(by)
    if passing is None:
        must_pass(by)
    if opportunity.person_id != enquiry.person_id:
        raise Refused(_("That is somebody else’s. Put the two persons together first, if they are one."))
    if opportunity.won_at or opportunity.lost_at:
        raise Refused(_("That one has ended. Pass the enquiry on, so that sales begins anew."))
    passing = passing or pass_on(
        enquiry=enquiry,
        expected_version=enquiry.version,
        owner=opportunity.owner or person_of(by),
        by=by,
        at=at,
    )
    changed = decide(passing, Decision.ACCEPTED, passing.version, by=by, at=at)
    passing.enquiry.refresh_from_db()
    moved = marketing.mark_accepted(enquiry=passing.enquiry, happened_at=at, at=at)
    feeding = Feeding.objects.create(enquiry=enquiry, opportunity=opportunity, opened_it=False, at=at)
    after = {**moved.after, "joined": opportunity.pk}
    told(passing, "joined", Change({**changed.before, **moved.before}, after), by=by, at=at)
    announce("handover.decided", at=at, enquiry_ids=[enquiry.pk])
    return feeding


@transaction.atomic
def take_back_passing(*, passing: Passing, before: dict[str, Any], by: Actor, at: datetime.datetime) -> None:
    """Marketing passed it by mistake and sales has not answered yet. `before`: how the enquiry stood."""
    must_pass(by)
    must_wait(passing)
    change(passing, decision=Decision.TAKEN_BACK, decided_at=at, decided_by=person_of(by))
    marketing.put_back(enquiry=passing.enquiry, before=before, at=at)
    Entry.objects.filter(origin=ORIGIN, origin_id=passing.pk).delete()
    announce("handover.passed", at=at, enquiry_ids=[passing.enquiry_id])


# Undo: only while nobody has gone on from there


def passing_of(line: JournalLine) -> Passing:
    passing = (
        Passing.objects.select_related("enquiry", "agreement").filter(pk=line.after.get("passing")).first()
    )
    if passing is None:
        raise Refused(_("This can no longer be undone. Nothing was changed."))
    return passing


def undo_passed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    take_back_passing(passing=passing_of(line), before=line.before, by=by, at=at)


def undo_declined(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_decide(by)
    passing = passing_of(line)
    if passing.decision != Decision.DECLINED or passing.enquiry.state != State.DECLINED:
        raise Refused(_("Marketing has gone on with this one since. Nothing was undone."))
    wait_again(passing, declined_reason="", declined_words="")
    forget_need(origin=ORIGIN, origin_id=passing.pk, by=by)
    marketing.put_back(enquiry=passing.enquiry, before=line.before, at=at)
    announce("handover.decided", at=at, enquiry_ids=[passing.enquiry_id])


def wait_again(passing: Passing, **columns: Any) -> None:
    try:
        with transaction.atomic():
            change(passing, decision=Decision.WAITING, decided_at=None, decided_by=None, **columns)
    except IntegrityError:
        raise Refused(_("It was passed again since. Nothing was undone.")) from None


def undo_accepted(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    take_back_acceptance(line=line, by=by, at=at)


def take_back_acceptance(
    *, line: JournalLine, by: Actor, at: datetime.datetime, since_version: int = 1
) -> None:
    """Only while sales has done nothing with the opportunity, since it stood at this version: then it goes,
    and the enquiry waits again.
    """
    must_decide(by)
    passing = passing_of(line)
    opportunity = Opportunity.objects.filter(pk=line.after.get("opportunity")).first()
    if (
        opportunity is None
        or passing.decision != Decision.ACCEPTED
        or has_been_worked_on(opportunity, since_version=since_version)
    ):
        raise Refused(_("Sales has begun to work on this one. It stays accepted; mark it as lost instead."))
    remove("sales.opportunity", [opportunity.pk])
    opportunity.delete()
    wait_again(passing)
    marketing.put_back(enquiry=passing.enquiry, before=line.before, at=at)
    announce("handover.decided", at=at, enquiry_ids=[passing.enquiry_id])


def undo_assigned(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The owner before has it again, if nobody gave it to a third one since."""
    passing = passing_of(line)
    now = owner_now(passing)
    if now is None or now.pk != line.after["owner"]:
        raise Refused(_("It was given to somebody else since. Nothing was undone."))
    assign(passing=passing, owner=User.objects.filter(pk=line.before["owner"]).first(), by=by, at=at)


def undo_joined(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """It waits for sales again, and feeds nothing."""
    must_decide(by)
    passing = passing_of(line)
    feeding = Feeding.objects.filter(enquiry=passing.enquiry, opened_it=False).first()
    if feeding is None or passing.decision != Decision.ACCEPTED:
        raise Refused(_("This can no longer be undone. Nothing was changed."))
    feeding.delete()
    wait_again(passing)
    marketing.put_back(enquiry=passing.enquiry, before=line.before, at=at)
    marketing.record_outcomes(outcomes={passing.enquiry_id: Became()}, at=at)
    announce("handover.decided", at=at, enquiry_ids=[passing.enquiry_id])


UNDO = {
    "handover.enquiry.assigned": undo_assigned,
    "handover.enquiry.joined": undo_joined,
    "handover.enquiry.passed": undo_passed,
    "handover.enquiry.declined": undo_declined,
    "handover.enquiry.accepted": undo_accepted,
}
