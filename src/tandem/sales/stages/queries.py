"""The stages as they are arranged."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.sales.checks.models import StageCheck
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import USUAL_FROM, standing_pipelines
from tandem.sales.pipelines.words import StageKind
from tandem.ui.moments import duration_words


@dataclass(frozen=True)
class Row:
    """One stage as it is arranged: what it asks for, and whether it is the first or the last open one."""

    stage: Stage
    checks: list[StageCheck]
    first: bool
    last: bool

    @property
    def usual(self) -> str:
        """“usually 4 days”; nothing where too few went through it."""
        if self.stage.usual_stay is None or self.stage.usual_of < USUAL_FROM:
            return ""
        return _("usually %(usual)s") % {"usual": duration_words(self.stage.usual_stay)}


@dataclass(frozen=True)
class Arrangement:
    """One pipeline with its stages in order, and the others to go to."""

    pipeline: Pipeline | None
    rows: list[Row]
    pipelines: list[Pipeline]


def arrangement(pipeline_id: int) -> Arrangement:
    """The pipeline of this key, or the usual one. Three queries."""
    pipelines = standing_pipelines()
    usual = next((one for one in pipelines if one.is_default), None)
    shown = next((one for one in pipelines if one.pk == pipeline_id), usual)
    stages = list(Stage.objects.filter(pipeline=shown, removed_at=None)) if shown else []
    asked: dict[int, list[StageCheck]] = {}
    for check in StageCheck.objects.filter(stage__in=stages):
        asked.setdefault(check.stage_id, []).append(check)
    between = [stage.pk for stage in stages if stage.kind == StageKind.OPEN]
    ends = between[:1], between[-1:]
    rows = [Row(stage, asked.get(stage.pk, []), stage.pk in ends[0], stage.pk in ends[1]) for stage in stages]
    return Arrangement(shown, rows, pipelines)
