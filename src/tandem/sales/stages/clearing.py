"""A stage is emptied: what stands in it goes to another, all at once."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.pipelines.models import Stage

AT_ONCE = 500


class Stood(NamedTuple):
    """Where an opportunity stood, and since when."""

    stage_id: int
    since: datetime.datetime


def cards_in(stage_ids: list[int]) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(won_at=None, lost_at=None, stage__in=stage_ids)


def move_cards(
    *, cards: QuerySet[Opportunity], into: Stage, by: Actor, at: datetime.datetime
) -> dict[int, Stood]:
    """Moves these open opportunities, each with its line of the stage log. What must be true to enter is not
    asked: nobody has done anything with them. Returns where each stood; call it in a transaction.
    """
    # Held from here: whoever closes one meanwhile comes before or after, and not in between.
    held = cards.select_for_update().order_by("pk").values_list("pk", "stage_id", "stage_since")
    stood = {pk: Stood(stage_id, since) for pk, stage_id, since in held}
    moved = list(stood)
    for start in range(0, len(moved), AT_ONCE):
        some = moved[start : start + AT_ONCE]
        Opportunity.objects.filter(pk__in=some).update(stage=into, stage_since=at, version=F("version") + 1)
        StageLog.objects.bulk_create(
            StageLog(
                opportunity_id=pk,
                stage=into,
                at=at,
                recorded_at=at,
                by=by if isinstance(by, User) else None,
            )
            for pk in some
        )
    return stood


def as_told(stood: dict[int, Stood], into: Stage | None) -> dict[str, Any]:
    """What a journal line keeps of cards that were moved."""
    if into is None or not stood:
        return {}
    moved = [[pk, one.since.isoformat(), one.stage_id] for pk, one in stood.items()]
    return {"moved": moved, "into": into.pk}


def move_back(
    *,
    told: dict[str, Any],
    moved_at: datetime.datetime,
    to: Mapping[int, Stage],
    otherwise: Stage,
    by: Actor,
    at: datetime.datetime,
) -> None:
    """Those that nobody moved on since stand again where they stood, and since when. `to` holds the stages
    that still take them in; what stood in another begins `otherwise`.
    """
    stood = {
        pk: Stood(stage_id, datetime.datetime.fromisoformat(since))
        for pk, since, stage_id in told.get("moved", ())
    }
    if not stood:
        return
    still = Opportunity.objects.filter(won_at=None, lost_at=None, stage=told["into"], stage_since=moved_at)
    for stage_id in sorted({one.stage_id for one in stood.values()}):
        came = [pk for pk, one in stood.items() if one.stage_id == stage_id]
        stage = to.get(stage_id)
        moved = move_cards(cards=still.filter(pk__among=came), into=stage or otherwise, by=by, at=at)
        # Where a stage is gone, they stand in another one since now.
        for pk in moved if stage else ():
            Opportunity.objects.filter(pk=pk).update(stage_since=stood[pk].since)
