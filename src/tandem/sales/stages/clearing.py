"""A stage is emptied: what stands in it goes to another, all at once."""

import datetime
from typing import Any

from django.db.models import F, QuerySet

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.pipelines.models import Stage

AT_ONCE = 500


def cards_in(stage_ids: list[int]) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(won_at=None, lost_at=None, stage__in=stage_ids)


def move_cards(
    *, cards: QuerySet[Opportunity], into: Stage, by: Actor, at: datetime.datetime
) -> dict[int, datetime.datetime]:
    """Moves these open opportunities, each with its line of the stage log. What must be true to enter is not
    asked: nobody has done anything with them. Returns since when each stood where it stood; call it in a
    transaction.
    """
    # Held from here: whoever closes one meanwhile comes before or after, and not in between.
    stood = dict(cards.select_for_update().order_by("pk").values_list("pk", "stage_since"))
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


def as_told(stood: dict[int, datetime.datetime], into: Stage | None) -> dict[str, Any]:
    """What a journal line keeps of cards that were moved."""
    if into is None or not stood:
        return {}
    return {"moved": [[pk, since.isoformat()] for pk, since in stood.items()], "into": into.pk}


def move_back(
    *, told: dict[str, Any], moved_at: datetime.datetime, to: Stage, by: Actor, at: datetime.datetime
) -> None:
    """Those that nobody moved on since stand again where they stood, and since when."""
    since = {pk: datetime.datetime.fromisoformat(moment) for pk, moment in told.get("moved", ())}
    if not since:
        return
    still = Opportunity.objects.filter(won_at=None, lost_at=None, stage=told["into"], stage_since=moved_at)
    for pk in move_cards(cards=still.filter(pk__among=since), into=to, by=by, at=at):
        Opportunity.objects.filter(pk=pk).update(stage_since=since[pk])
