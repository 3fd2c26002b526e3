"""What every opportunity needs: a pipeline with stages, made when somebody first asks for them."""

from django.db import transaction

from tandem.office.changes.turns import Turn, take_turn
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import ends_beside, stages_of, stages_of_the_usual
from tandem.sales.pipelines.words import FIRST_PIPELINE, FIRST_STAGES, StageKind


@transaction.atomic
def ensure_stages(pipeline: Pipeline | None = None) -> list[Stage]:
    """The stages of a pipeline, or of the usual one, which is made where it is missing."""
    if stages := standing_in(pipeline):
        return stages
    take_turn(Turn.ARRANGING_STAGES)
    if stages := standing_in(pipeline):
        return stages
    first = pipeline or Pipeline.objects.filter(is_default=True).first()
    first = first or Pipeline.objects.create(name=str(FIRST_PIPELINE), position=1, is_default=True)
    make_stages(first)
    return standing_in(pipeline)


def standing_in(pipeline: Pipeline | None) -> list[Stage]:
    return stages_of(pipeline=pipeline.pk) if pipeline else stages_of_the_usual()


def make_stages(pipeline: Pipeline) -> None:
    Stage.objects.bulk_create(
        Stage(pipeline=pipeline, name=str(name), kind=kind, position=place)
        for place, (name, kind) in enumerate(FIRST_STAGES, start=1)
    )


def first_stage(pipeline: Pipeline | None = None) -> Stage:
    """Where a new opportunity begins; in the usual pipeline where none is named."""
    return next(stage for stage in ensure_stages(pipeline) if stage.kind == StageKind.OPEN)


def end_of_kind(kind: StageKind, stage_id: int) -> Stage:
    """Where an opportunity that stands in this stage ends: won or lost, in the same pipeline."""
    [end] = ends_beside(kind=kind, stage=stage_id)
    return end
