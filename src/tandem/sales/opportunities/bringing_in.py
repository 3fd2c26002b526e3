"""Opportunities from before Tandem, brought in with their ends and orders."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.search.actions import index
from tandem.people.timeline.actions import note_many
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.models import Opportunity, OwnerLog, StageLog
from tandem.sales.opportunities.queries import documents
from tandem.sales.opportunities.words import ORIGIN, LostReason, PastOpportunity, campaign_in
from tandem.sales.orders.actions import accept_many
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.actions import first_stage
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import standing_stages
from tandem.sales.pipelines.words import StageKind


@transaction.atomic
def open_history_many(
    *, rows: list[PastOpportunity], by: Actor, at: datetime.datetime, import_id: int | None = None
) -> list[Opportunity]:
    """Opportunities from before Tandem with ends and orders: for a thousand as many queries as for one."""
    must_change_sales(by)
    first = first_stage()
    stages, ends = known_stages()
    currency = the_business().currency
    stood_in = [stages.get(row.stage, first) for row in rows]
    opened = [
        past_opportunity(
            row,
            ends.get((stage.pipeline_id, StageKind(row.outcome)), stage),
            currency=currency,
            at=at,
            import_id=import_id,
        )
        for row, stage in zip(rows, stood_in, strict=True)
    ]
    insert_many(opened)
    insert_many([log for one, stage in zip(opened, stood_in, strict=True) for log in past_logs(one, stage)])
    insert_many(
        [
            new_row(
                OwnerLog,
                opportunity_id=one.pk,
                owner_id=one.owner_id,
                at=one.opened_at,
                recorded_at=at,
            )
            for one in opened
        ]
    )
    note_many(
        entries=[past_entry(one, closed_at) for one in opened if (closed_at := one.won_at or one.lost_at)],
        at=at,
    )
    index(documents(opened))
    record(by=by, at=at, verb="sales.opportunity.brought_in", after={"opportunities": len(opened)})
    accept_many(opportunities=[one for one in opened if one.won_at], at=at, import_id=import_id)
    announce("sales.opened", opportunity_ids=[one.pk for one in opened], at=at)
    return opened


def known_stages() -> tuple[dict[str, Stage], dict[tuple[int, str], Stage]]:
    """The open stages by name, those of the usual pipeline before others of the same name; and the ends of
    each pipeline.
    """
    standing = sorted(standing_stages(), key=lambda stage: not stage.pipeline.is_default)
    stages: dict[str, Stage] = {}
    for stage in standing:
        if stage.kind == StageKind.OPEN:
            stages.setdefault(stage.name, stage)
    return stages, {(one.pipeline_id, one.kind): one for one in standing if one.kind != StageKind.OPEN}


def past_logs(opportunity: Opportunity, stage: Stage) -> Iterator[StageLog]:
    """The stage that a past opportunity was opened in, and the one that it ended in."""
    shared: dict[str, Any] = {"opportunity_id": opportunity.pk, "recorded_at": opportunity.recorded_at}
    yield new_row(StageLog, stage_id=stage.pk, at=opportunity.opened_at, **shared)
    if closed_at := opportunity.won_at or opportunity.lost_at:
        yield new_row(StageLog, stage_id=opportunity.stage_id, at=closed_at, **shared)


def past_opportunity(
    row: PastOpportunity, stage: Stage, *, currency: str, at: datetime.datetime, import_id: int | None
) -> Opportunity:
    if (row.outcome != StageKind.OPEN) != (row.closed_at is not None):
        raise ValueError("A past opportunity has a closing time where it was won or lost, and only there.")
    lost = row.outcome == StageKind.LOST
    return new_row(
        Opportunity,
        {"stage": stage},
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        import_id=import_id,
        title=row.title[:200],
        brief=row.brief,
        campaign=campaign_in(row.brief),
        stage_since=row.closed_at or row.opened_at,
        owner_id=row.owner_id,
        amount_minor=row.amount_minor,
        currency=row.currency or currency,
        opened_at=row.opened_at,
        recorded_at=at,
        won_at=row.closed_at if row.outcome == StageKind.WON else None,
        lost_at=row.closed_at if lost else None,
        lost_reason=(row.lost_reason or LostReason.OTHER) if lost else "",
        lost_words=row.lost_words[:250] if lost else "",
    )


def past_entry(opportunity: Opportunity, closed_at: datetime.datetime) -> Entry:
    if reason := opportunity.lost_reason:
        title = _("Did not buy: %(reason)s") % {"reason": LostReason(reason).label}
    else:
        title = _("Bought: %(title)s") % {"title": opportunity.title}
    return new_row(
        Entry,
        person_id=opportunity.person_id,
        at=closed_at,
        purpose=Purpose.SELLING,
        direction=Direction.INTERNAL,
        kind=Kind.NOTE,
        title=title[:200],
        words=opportunity.lost_words,
        origin=ORIGIN,
        origin_id=opportunity.pk,
        import_id=opportunity.import_id,
    )
