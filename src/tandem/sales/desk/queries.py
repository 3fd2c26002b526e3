"""How conversations end: where those who did not buy were lost, and why. Of the newest ones, so that no page
sums up the whole history, and only of those that ended: who is still open counts neither way.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.maths.proportion import Proportion, proportion
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.opportunities.words import LostReason
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind
from tandem.ui.figures import LEAST_FOR_A_SHARE

MOST_TOLD = 200
TOLD_FOR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Ended:
    """One that was won or lost. What was brought in from before Tandem has no stages that anybody kept."""

    key: int
    ended_at: datetime.datetime
    is_lost: bool
    reason: str
    was_brought_in: bool


@dataclass(frozen=True)
class StageEnds:
    """Of those who were in a stage and have ended: how many were lost from there, the others went on."""

    stage: Stage
    lost: int
    reached: int

    @property
    def share(self) -> Proportion | None:
        """None where a share of so few would mean nothing."""
        return proportion(self.lost, self.reached) if self.reached >= LEAST_FOR_A_SHARE else None


@dataclass(frozen=True)
class ReasonCount:
    reason: LostReason
    number: int


@dataclass(frozen=True)
class Ends:
    """The newest conversations that ended. `is_all` where none of the year had to be left out."""

    won: int
    lost: int
    stages: Sequence[StageEnds]
    reasons: Sequence[ReasonCount]
    is_all: bool

    @property
    def number(self) -> int:
        return self.won + self.lost

    @property
    def worst(self) -> StageEnds | None:
        """Where the largest share was lost, among the stages of which a share can be told."""
        told = [one for one in self.stages if one.share and one.lost]
        return max(told, key=lambda one: (one.lost / one.reached, one.lost), default=None)

    @property
    def is_clear(self) -> bool:
        """Whether more than chance sets the worst apart: its range is above that of every other stage."""
        worst = self.worst
        if worst is None or worst.share is None:
            return False
        others = [one.share for one in self.stages if one.share and one is not worst]
        return bool(others) and all(worst.share.low > share.high for share in others)


def ends(*, now: datetime.datetime) -> Ends:
    """Four queries: the newest won and lost, the stages they went through, and the stages."""
    found = newest_ended(now)
    kept = found[:MOST_TOLD]
    lost = [one for one in kept if one.is_lost]
    counted = Counter(one.reason for one in lost)
    reasons = [ReasonCount(reason, counted[reason]) for reason in LostReason if counted[reason]]
    return Ends(
        won=len(kept) - len(lost),
        lost=len(lost),
        stages=stage_ends([one for one in kept if not one.was_brought_in]),
        reasons=sorted(reasons, key=lambda one: -one.number),
        is_all=len(found) <= MOST_TOLD,
    )


def newest_ended(now: datetime.datetime) -> list[Ended]:
    """One more than is told, so that it is known whether there are more. The newest first."""
    since = now - TOLD_FOR
    won = Opportunity.objects.filter(won_at__gt=since, won_at__lte=now).order_by("-won_at")
    lost = Opportunity.objects.filter(won_at=None, lost_at__gt=since, lost_at__lte=now).order_by("-lost_at")
    found = [*ended_rows(won, "won_at"), *ended_rows(lost, "lost_at")]
    return sorted(found, key=lambda one: (one.ended_at, one.key), reverse=True)[: MOST_TOLD + 1]


def ended_rows(rows: "QuerySet[Opportunity]", moment: str) -> list[Ended]:
    told = rows.values_list("pk", moment, "lost_reason", "import_id")[: MOST_TOLD + 1]
    return [
        Ended(key, ended_at, moment == "lost_at", reason, import_id is not None)
        for key, ended_at, reason, import_id in told
    ]


def stage_ends(found: Sequence[Ended]) -> list[StageEnds]:
    """Each one counts once in each open stage that it was in, and is lost from the last of them."""
    keys = [one.key for one in found]
    logs = StageLog.objects.filter(opportunity__among=keys, stage__kind=StageKind.OPEN)
    been: dict[int, list[int]] = {}
    for key, stage in logs.order_by("at", "id").values_list("opportunity_id", "stage_id"):
        been.setdefault(key, []).append(stage)
    reached: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    for one in found:
        stages = been.get(one.key, [])
        reached.update(set(stages))
        if one.is_lost and stages:
            lost[stages[-1]] += 1
    return in_order(reached, lost)


def in_order(reached: Counter[int], lost: Counter[int]) -> list[StageEnds]:
    stages: Iterable[Stage] = Stage.objects.filter(kind=StageKind.OPEN)
    return [StageEnds(one, lost[one.pk], reached[one.pk]) for one in stages if reached[one.pk]]
