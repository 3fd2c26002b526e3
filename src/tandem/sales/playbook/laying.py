"""A starter kit, laid over the stages of a business; from then on every line is its own."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.kits.every import KITS, moments_of
from tandem.sales.kits.kit import Moment, Part, Words
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind
from tandem.sales.playbook.finding import written
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.queries import Page, page_of, standing
from tandem.sales.playbook.rules import must_be_open_stage
from tandem.sales.playbook.words import MOST, Laid, LineKind


@transaction.atomic
def lay_kit(
    *, kit: str, over: Mapping[Stage, Moment], by: Actor, at: datetime.datetime
) -> tuple[Laid, JournalLine]:
    """The words of a kit for each stage that is named. What stands already stays and comes first; a line that
    says the same is not written twice, and none is added beyond what a guide may hold.
    """
    must_change_sales(by)
    if kit not in KITS:
        raise Refused(_("Pick a trade."), field="kit")
    if not over:
        raise Refused(_("Pick one stage at least."))
    added: list[GuideLine] = []
    begun: list[int] = []
    for stage, moment in over.items():
        must_be_open_stage(stage)
        part = KITS[kit].parts[moment]
        guide = Guide.objects.get_or_create(stage=stage, defaults={"written_at": at})[0]
        if begin(guide, part):
            begun.append(guide.pk)
        added += lay_lines(guide, page_of(stage), part)
    written([stage.pk for stage in over], at=at)
    after = {"kit": kit, "guides": begun, "lines": [line.pk for line in added]}
    line = record(by=by, at=at, verb="sales.playbook.laid", after=after, note=str(KITS[kit].name))
    return Laid(len(added), len(over)), line


def over_first_stages() -> dict[Stage, Moment]:
    """For a business that opened no opportunity yet: the stages that it begins with, each for its moment."""
    stages = [stage for stage in ensure_stages() if stage.kind == StageKind.OPEN]
    return dict(zip(stages, moments_of([stage.name for stage in stages]), strict=True))


def begin(guide: Guide, part: Part) -> bool:
    """The opening and the step of the kit, where nobody wrote any."""
    if guide.opening or guide.step:
        return False
    opening, step = str(part.opening), str(part.step)
    return bool(change(guide, opening=opening, step=step, step_kind=part.step_kind))


def lay_lines(guide: Guide, stands: Page, part: Part) -> list[GuideLine]:
    asked = [line.words for line in stands.questions]
    said = [one.line.words for one in stands.objections]
    questions = GuideLine.objects.bulk_create(
        new_lines(guide, LineKind.QUESTION, part.questions, already=asked)
    )
    new = [heard for heard in part.heard if str(heard.words) not in said][
        : MOST[LineKind.OBJECTION] - len(said)
    ]
    objections = GuideLine.objects.bulk_create(
        new_lines(guide, LineKind.OBJECTION, [heard.words for heard in new], already=said)
    )
    answers = GuideLine.objects.bulk_create(
        line
        for objection, heard in zip(objections, new, strict=True)
        for line in new_lines(guide, LineKind.ANSWER, heard.answers, under=objection)
    )
    return [*questions, *objections, *answers]


def new_lines(
    guide: Guide,
    kind: LineKind,
    words: Sequence[Words],
    *,
    already: Sequence[str] = (),
    under: GuideLine | None = None,
) -> Iterator[GuideLine]:
    """Not written yet, behind those that stand."""
    room = MOST[kind] - len(already)
    new = [str(one) for one in words if str(one) not in already][: max(room, 0)]
    for position, one in enumerate(new, start=len(already) + 1):
        yield GuideLine(guide=guide, kind=kind, under=under, words=one, position=position)


def undo_laid(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """What nobody changed since is out again: the lines are put away, the openings are empty. What they say
    stays where an answer of one's own stands under it.
    """
    must_change_sales(by)
    laid = set(GuideLine.objects.filter(pk__in=line.after["lines"], version=1).values_list("pk", flat=True))
    own = standing().filter(under__in=laid).exclude(pk__in=laid).values_list("under", flat=True)
    GuideLine.objects.filter(pk__in=laid - set(own)).update(put_away_at=at, version=2)
    parts = {str(part.opening): part for part in KITS[line.after["kit"]].parts.values()}
    for guide in Guide.objects.filter(pk__in=line.after["guides"]):
        if guide.opening in parts and guide.step == str(parts[guide.opening].step):
            change(guide, opening="", step="")
    touched = Q(guide__lines__in=laid) | Q(guide__in=line.after["guides"])
    written(list(Stage.objects.filter(touched).distinct().values_list("pk", flat=True)), at=at)
