from dataclasses import dataclass

from django.db.models import Count, Max

from tandem.sales.opportunities.models import Opportunity, Stage
from tandem.sales.opportunities.words import StageKind
from tandem.sales.pipelines.models import Pipeline


def standing_pipelines() -> list[Pipeline]:
    return list(Pipeline.objects.filter(retired_at=None))


def retired_pipelines() -> list[Pipeline]:
    return list(Pipeline.objects.exclude(retired_at=None))


def stages_of(pipeline: Pipeline) -> list[Stage]:
    """Its stages in order, the ends last; without those that were removed."""
    return list(Stage.objects.filter(pipeline=pipeline, removed_at=None))


def standing_stages() -> list[Stage]:
    """The stages of every pipeline that stands, the first pipeline first. One query."""
    rows = Stage.objects.filter(removed_at=None, pipeline__retired_at=None).select_related("pipeline")
    return list(rows.order_by("pipeline__position", "pipeline_id", "position", "pk"))


def next_position() -> int:
    return (Pipeline.objects.aggregate(last=Max("position"))["last"] or 0) + 1


@dataclass(frozen=True)
class Standing:
    """A pipeline with how many opportunities are open in it."""

    pipeline: Pipeline
    open: int


def counted(pipelines: list[Pipeline]) -> list[Standing]:
    """How many are open in each. One query."""
    rows = Opportunity.objects.filter(won_at=None, lost_at=None, stage__kind=StageKind.OPEN).order_by()
    open_now = {
        row["stage__pipeline"]: row["number"]
        for row in rows.values("stage__pipeline").annotate(number=Count("pk"))
    }
    return [Standing(one, open_now.get(one.pk, 0)) for one in pipelines]
