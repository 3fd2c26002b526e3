"""The guides as they stand, with how often each answer worked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import open_stages
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.words import LineKind


@dataclass(frozen=True)
class Objection:
    line: GuideLine
    answers: list[GuideLine]


@dataclass(frozen=True)
class Page:
    """The guide of one stage, with its lines in their order. Without `guide` nothing is written yet."""

    stage: Stage
    guide: Guide | None
    questions: list[GuideLine] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        written = self.guide is not None and (self.guide.opening or self.guide.step)
        return not (written or self.questions or self.objections)

    @property
    def answer_ids(self) -> list[int]:
        return [answer.pk for one in self.objections for answer in one.answers]


def standing() -> "QuerySet[GuideLine]":
    return GuideLine.objects.filter(put_away_at=None)


def book() -> list[Page]:
    """Every open stage with its guide; three queries."""
    stages = open_stages()
    guides = {guide.stage_id: guide for guide in Guide.objects.filter(stage__in=stages).order_by()}
    lines = lines_by_guide(standing().filter(guide__in=guides.values()))
    return [page_from(stage, guides.get(stage.pk), lines) for stage in stages]


def page_of(stage: Stage) -> Page:
    """The guide of one stage; one query, and another where it has no line."""
    lines = list(standing().filter(guide__stage=stage).select_related("guide"))
    guide = lines[0].guide if lines else Guide.objects.filter(stage=stage).first()
    return page_from(stage, guide, lines_by_guide(lines))


def lines_by_guide(lines: Iterable[GuideLine]) -> dict[int, list[GuideLine]]:
    found: dict[int, list[GuideLine]] = defaultdict(list)
    for line in lines:
        found[line.guide_id].append(line)
    return found


def page_from(stage: Stage, guide: Guide | None, lines: Mapping[int, list[GuideLine]]) -> Page:
    if guide is None:
        return Page(stage, None)
    # Read already: the name of a guide is that of its stage.
    guide.stage = stage
    own = lines.get(guide.pk, [])
    answers: dict[int | None, list[GuideLine]] = defaultdict(list)
    for line in own:
        answers[line.under_id].append(line)
    return Page(
        stage,
        guide,
        [line for line in own if line.kind == LineKind.QUESTION],
        [Objection(line, answers[line.pk]) for line in own if line.kind == LineKind.OBJECTION],
    )


def beside(line: GuideLine) -> "QuerySet[GuideLine]":
    """The lines among which this one has its place, itself included."""
    return standing().filter(guide=line.guide_id, kind=line.kind, under=line.under_id)


def is_written() -> bool:
    """Whether anything stands in the playbook."""
    return standing().exists()
