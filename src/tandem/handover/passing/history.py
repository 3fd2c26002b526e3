"""What an import tells of enquiries after they were heard, written at once for a whole batch."""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.feedback.models import Feeding
from tandem.handover.feedback.queries import fed_by
from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.queries import worked_on
from tandem.handover.passing.rules import must_decide, must_pass
from tandem.handover.passing.words import ORIGIN, Brief, Decision, History
from tandem.marketing.enquiries import actions as marketing
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Became, Door, Outcome, State
from tandem.office.accounts.rules import Actor
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.people.timeline.actions import note_many
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.bringing_in import open_history_many
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import PastOpportunity
from tandem.sales.pipelines.words import StageKind

STATES = {
    Decision.WAITING: State.PASSED,
    Decision.ACCEPTED: State.ACCEPTED,
    Decision.DECLINED: State.DECLINED,
}
ENDED = {StageKind.WON.value, StageKind.LOST.value}


def decision_of(row: History) -> Decision | None:
    """What sales had said, as far as the file tells; None where it was not passed at all."""
    # Many tools call what was declined “lost” as well: with the day of the no, it never was accepted.
    declined = row.outcome == StageKind.LOST and row.declined_at
    if row.accepted_at or (row.outcome in ENDED and not declined):
        return Decision.ACCEPTED
    if row.declined_at or row.declined_reason:
        return Decision.DECLINED
    return Decision.WAITING if row.passed_at or row.first_answered_at or row.owner else None


def why_declined(row: History) -> str:
    """A list that calls it lost may have the reason there."""
    return (row.declined_reason or row.lost_reason)[:120]


def latest_known(row: History) -> datetime.datetime:
    known = (row.enquiry.heard_at, row.passed_at, row.accepted_at, row.declined_at)
    return max(moment for moment in known if moment is not None)


def ended_at(row: History) -> datetime.datetime | None:
    """None where it has not ended. Without a closing date the last thing known of it is the nearest that can
    be said.
    """
    return (row.closed_at or latest_known(row)) if row.outcome in ENDED else None


def passing_of(row: History, decision: Decision, *, at: datetime.datetime, import_id: int | None) -> Passing:
    decided_at = {Decision.ACCEPTED: row.accepted_at, Decision.DECLINED: row.declined_at}.get(decision)
    return new_row(
        Passing,
        {"enquiry": row.enquiry, "owner": row.owner},
        passed_at=row.passed_at or row.accepted_at or row.declined_at or row.enquiry.heard_at,
        recorded_at=at,
        decision=decision,
        decided_at=decided_at,
        declined_reason=why_declined(row) if decision == Decision.DECLINED else "",
        first_answered_at=row.first_answered_at,
        import_id=import_id,
    )


def stand_as_told(row: History) -> None:
    """Sets on the enquiry in hand where it stands by what the file tells of it, before it is written. What
    it came to is taken as if its person had bought nothing else; `record_history_many` puts that right.
    """
    decision = decision_of(row)
    if decision is None:
        return
    stand(row, decision)
    if decision == Decision.ACCEPTED and row.outcome in ENDED:
        won = row.outcome == StageKind.WON
        first_sale = (row.amount_minor or 0) if won else None
        outcome = Outcome.WON if won else Outcome.LOST
        marketing.stand_as(row.enquiry, Became(outcome, row.closed_at, first_sale))


def stand(row: History, decision: Decision) -> None:
    enquiry = row.enquiry
    enquiry.state = STATES[decision]
    enquiry.passed_at, enquiry.accepted_at = row.passed_at, row.accepted_at
    if decision == Decision.DECLINED:
        enquiry.declined_at = row.declined_at or latest_known(row)
        enquiry.declined_reason = why_declined(row)


class Past:
    """The rows of one batch that were passed, with all that follows from it."""

    def __init__(self, rows: Sequence[History], *, at: datetime.datetime, import_id: int | None) -> None:
        self.at, self.import_id = at, import_id
        told = [(row, decision) for row in rows if (decision := decision_of(row))]
        self.rows = [row for row, _decision in told]
        self.passings = [passing_of(row, decision, at=at, import_id=import_id) for row, decision in told]
        self.taken_on = [row for row, decision in told if decision == Decision.ACCEPTED]
        self.enquiries: list[Enquiry] = [row.enquiry for row in self.rows]
        self.stood = [marketing.where_it_stands(enquiry) for enquiry in self.enquiries]
        for row, decision in told:
            stand(row, decision)

    def assignments(self) -> Iterable[Assignment]:
        return (
            new_row(
                Assignment,
                passing_id=passing.pk,
                owner_id=passing.owner_id,
                at=passing.passed_at,
                recorded_at=self.at,
            )
            for passing in self.passings
        )

    def entries(self) -> list[Entry]:
        title = _("Passed to sales")
        return [
            new_row(
                Entry,
                person_id=passing.enquiry.person_id,
                at=passing.passed_at,
                purpose=Purpose.MARKETING,
                direction=Direction.INTERNAL,
                kind=Kind.STEP,
                title=title,
                origin=ORIGIN,
                origin_id=passing.pk,
                import_id=self.import_id,
            )
            for passing in self.passings
        ]

    def opportunities(self) -> list[PastOpportunity]:
        return [self.opportunity(row) for row in self.taken_on]

    def opportunity(self, row: History) -> PastOpportunity:
        enquiry = row.enquiry
        closed_at = ended_at(row)
        return PastOpportunity(
            person_id=enquiry.person_id,
            organisation_id=enquiry.organisation_id,
            title=row.title or enquiry.interest or enquiry.words[:80] or enquiry.way,
            opened_at=row.accepted_at or row.passed_at or enquiry.heard_at,
            brief=brief_without_questions(enquiry),
            owner_id=row.owner.pk if row.owner else None,
            amount_minor=row.amount_minor,
            currency=row.currency,
            stage=row.stage,
            outcome=row.outcome if closed_at else StageKind.OPEN.value,
            closed_at=closed_at,
            lost_reason=row.lost_reason,
        )

    def feedings(self, opened: Sequence[Opportunity]) -> Iterable[Feeding]:
        return (
            new_row(
                Feeding,
                enquiry_id=row.enquiry.pk,
                opportunity_id=opportunity.pk,
                at=opportunity.opened_at,
                undated_end=row.outcome in ENDED and row.closed_at is None,
            )
            for row, opportunity in zip(self.taken_on, opened, strict=True)
        )

    def conclude(self, opened: Sequence[Opportunity]) -> None:
        """The outcome of each enquiry, from the opportunities and orders that stand now."""
        became = {one.enquiry_id: one.became for one in fed_by(opportunity_ids=[one.pk for one in opened])}
        for row in self.taken_on:
            marketing.stand_as(row.enquiry, became[row.enquiry.pk])

    def moved(self) -> list[Enquiry]:
        """Those that do not stand any more as they are written."""
        pairs = zip(self.enquiries, self.stood, strict=True)
        return [enquiry for enquiry, stood in pairs if marketing.where_it_stands(enquiry) != stood]


def brief_without_questions(enquiry: Enquiry) -> dict[str, object]:
    """The brief of a past enquiry: nobody ticked anything then, and whether we may is asked anew."""
    brief = Brief(
        enquiry=enquiry.pk,
        heard_at=enquiry.heard_at.isoformat(),
        door=str(Door(enquiry.door).label),
        words=enquiry.words,
        interest=enquiry.interest,
        channel=enquiry.channel.name if enquiry.channel.is_known else "",
        campaign=enquiry.campaign.name if enquiry.campaign else "",
        promised=enquiry.promised,
        wanted_by=enquiry.wanted_by,
    )
    return brief.as_json()


@transaction.atomic
def record_history_many(
    *, rows: Sequence[History], by: Actor, at: datetime.datetime, import_id: int | None = None
) -> list[Passing]:
    """What became of imported enquiries: passings, opportunities with their ends, and where each stands now.

    As many queries for a thousand as for one. The enquiries in hand are as they are written, and are brought
    up to date.
    """
    must_pass(by)
    must_decide(by)
    past = Past(rows, at=at, import_id=import_id)
    if not past.passings:
        return []
    insert_many(past.passings)
    insert_many(list(past.assignments()))
    note_many(entries=past.entries(), at=at)
    opened = open_history_many(rows=past.opportunities(), by=by, at=at, import_id=import_id)
    insert_many(list(past.feedings(opened)))
    past.conclude(opened)
    marketing.write_standing(enquiries=past.moved(), at=at)
    note = ngettext("%d enquiry", "%d enquiries", len(past.passings)) % len(past.passings)
    record(by=by, at=at, verb="handover.history.brought_in", after={"count": len(past.passings)}, note=note)
    announce("handover.decided", at=at, enquiry_ids=[enquiry.pk for enquiry in past.enquiries])
    return past.passings


def worked_on_since_import(*, import_id: int) -> set[int]:
    """The enquiries of an import that somebody has worked with since."""
    return worked_on(import_id)


@transaction.atomic
def remove_imported(*, import_id: int, keep: Iterable[int], by: Actor, at: datetime.datetime) -> None:
    """Takes out the passings of one import, but for those of the enquiries in `keep`."""
    must_pass(by)
    kept = set(keep)
    rows = Passing.objects.filter(import_id=import_id).order_by("enquiry_id")
    gone = [pk for pk in rows.values_list("enquiry_id", flat=True).distinct() if pk not in kept]
    for start in range(0, len(gone), marketing.AT_ONCE):
        remove_many(enquiry_ids=gone[start : start + marketing.AT_ONCE], import_id=import_id)


@transaction.atomic
def remove_many(*, enquiry_ids: Sequence[int], import_id: int) -> list[int]:
    """Takes out what an import told of these enquiries; returns the opportunities that they fed."""
    fed = Feeding.objects.filter(enquiry__in=enquiry_ids)
    opportunities = list(fed.values_list("opportunity_id", flat=True))
    fed.delete()
    passings = Passing.objects.filter(enquiry__in=enquiry_ids, import_id=import_id)
    ids = list(passings.order_by().values_list("pk", flat=True))
    Entry.objects.filter(origin=ORIGIN, origin_id__in=ids).delete()
    passings.delete()
    return opportunities
