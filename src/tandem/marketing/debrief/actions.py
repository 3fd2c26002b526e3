import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.models import Debrief, FollowUp
from tandem.marketing.debrief.queries import debrief_of, met_at
from tandem.marketing.debrief.rules import must_be_counts, must_be_over, must_be_steps, must_change_debriefs
from tandem.marketing.debrief.words import Step
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose

ORIGIN = "marketing.followup"


@transaction.atomic
def tell(
    *,
    campaign: Campaign,
    talked: int,
    by: Actor,
    at: datetime.datetime,
    tried_to_sell: int | None = None,
    asked: int | None = None,
    minutes: int | None = None,
    words: str = "",
    expected_version: int | None = None,
) -> JournalLine | None:
    """How it went. Told once more it is put right; `expected_version` is that of the first telling."""
    must_change_debriefs(by)
    must_be_over(campaign, at.astimezone(business_zone()).date())
    must_be_counts(talked, tried_to_sell, asked, minutes)
    columns: dict[str, Any] = {"talked": talked, "tried_to_sell": tried_to_sell, "asked": asked}
    columns |= {"minutes": minutes, "words": some_lines(words)}
    # Locked, so that two who tell at once do not both begin.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    row = debrief_of(campaign)
    if row is None:
        who = by if isinstance(by, User) else None
        row = Debrief.objects.create(campaign=campaign, told_at=at, told_by=who, **columns)
        return record(by=by, at=at, verb="marketing.debrief.told", row=row, after=columns)
    if expected_version is None:
        raise Stale(row, columns)
    changed = change(row, expected_version=expected_version, **columns)
    if not changed:
        return None
    return record(
        by=by, at=at, verb="marketing.debrief.changed", row=row, before=changed.before, after=changed.after
    )


@transaction.atomic
def plan_follow_ups(
    *, campaign: Campaign, steps: Sequence[Step], by: Actor, at: datetime.datetime
) -> list[FollowUp]:
    """One next thing for each, which marketing does. Whoever is with sales is sales’ to follow up."""
    must_change_debriefs(by)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    tidy = [Step(step.person_id, one_line(step.what), step.due_on) for step in steps]
    persons = {enquiry.person_id: enquiry.person for enquiry in met_at(campaign).enquiries}
    must_be_steps(tidy, persons, at.astimezone(business_zone()).date())
    planned = [
        FollowUp.objects.create(
            person=persons[step.person_id],
            campaign=campaign,
            what=step.what,
            due_on=step.due_on,
            planned_at=at,
        )
        for step in tidy
    ]
    for row in planned:
        after = {"person": row.person_id, "due_on": row.due_on.isoformat()}
        record(by=by, at=at, verb="marketing.follow_up.planned", row=row, after=after)
    return planned


@transaction.atomic
def finish(*, row: FollowUp, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """Done: it goes onto the person’s timeline."""
    must_change_debriefs(by)
    if row.done_at is not None:
        raise Refused(_("This was done already."))
    changed = change(row, expected_version=expected_version, done_at=at)
    note(
        person=row.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.MARKETING,
        direction=Direction.OUTGOING,
        kind=Kind.STEP,
        title=row.what,
        origin=ORIGIN,
        origin_id=row.pk,
    )
    return record(
        by=by, at=at, verb="marketing.follow_up.done", row=row, before=changed.before, after=changed.after
    )


def undo_planned(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_debriefs(by)
    if FollowUp.objects.filter(pk=line.row_id or 0, done_at=None).delete()[0] != 1:
        raise Refused(_("It was done since, so it stays."))


def undo_done(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_debriefs(by)
    row = FollowUp.objects.filter(pk=line.row_id or 0).exclude(done_at=None).first()
    if row is None:
        raise Refused(_("This is not done any more. Nothing was undone."))
    change(row, done_at=None)
    Entry.objects.filter(origin=ORIGIN, origin_id=row.pk).delete()


UNDO = {"marketing.follow_up.planned": undo_planned, "marketing.follow_up.done": undo_done}
