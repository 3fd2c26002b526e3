"""Which pipelines and stages there are, and how long opportunities usually stay in one."""

import datetime

from django.db.models import BigIntegerField, CharField, Max, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.office.statements.kept import Given, kept
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.words import StageKind
from tandem.ui.moments import duration_words

# Of fewer nobody can say what is usual.
USUAL_FROM = 20
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


def standing_pipelines() -> list[Pipeline]:
    return list(Pipeline.objects.filter(retired_at=None))


def retired_pipelines() -> list[Pipeline]:
    return list(Pipeline.objects.exclude(retired_at=None))


def standing_stages() -> list[Stage]:
    """The stages of every pipeline that stands, the first pipeline first. One query."""
    rows = Stage.objects.filter(removed_at=None, pipeline__retired_at=None).select_related("pipeline")
    return list(rows.order_by("pipeline__position", "pipeline_id", "position", "pk"))


def open_stages() -> list[Stage]:
    """The same without their ends."""
    return [stage for stage in standing_stages() if stage.kind == StageKind.OPEN]


def stages_around(pipeline_id: int) -> list[Stage]:
    """The stages of this pipeline, retired or not, then those of the others that stand. One query."""
    rows = Stage.objects.filter(removed_at=None).select_related("pipeline")
    rows = rows.filter(Q(pipeline=pipeline_id) | Q(pipeline__retired_at=None))
    found = rows.order_by("pipeline__position", "pipeline_id", "position", "pk")
    return sorted(found, key=lambda stage: stage.pipeline_id != pipeline_id)


def read_anew(stage: Stage) -> Stage:
    """As it stands now: whoever arranges stages may have been quicker."""
    [now] = standing_as(key=stage.pk)
    return now


@kept(key=BigIntegerField())
def standing_as(key: Given) -> "QuerySet[Stage]":
    return Stage.objects.filter(pk=key).select_related("pipeline")


@kept(pipeline=BigIntegerField())
def stages_of(pipeline: Given) -> "QuerySet[Stage]":
    """Those of one pipeline that were not removed, in their order."""
    return Stage.objects.filter(removed_at=None, pipeline=pipeline).select_related("pipeline")


@kept()
def stages_of_the_usual() -> "QuerySet[Stage]":
    return Stage.objects.filter(removed_at=None, pipeline__is_default=True).select_related("pipeline")


@kept(kind=CharField(), stage=BigIntegerField())
def ends_beside(kind: Given, stage: Given) -> "QuerySet[Stage]":
    """Of the pipeline of this stage."""
    return Stage.objects.select_related("pipeline").filter(pipeline__stages=stage, kind=kind)


def next_position() -> int:
    return (Pipeline.objects.aggregate(last=Max("position"))["last"] or 0) + 1


def stay_words(here: datetime.timedelta, stage: Stage) -> str:
    """“9 days, usually 4”; only how long where too few went through the stage to say what is usual."""
    if here < MINUTE:
        return _("just now")
    said = {"here": duration_words(here)}
    usual = stage.usual_stay
    if usual is None or stage.usual_of < USUAL_FROM:
        return said["here"]
    if here >= DAY and usual >= DAY:
        return _("%(here)s, usually %(days)d") % {**said, "days": usual // DAY}
    return _("%(here)s, usually %(usual)s") % {**said, "usual": duration_words(usual)}
