import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.sales.opportunities.actions import ensure_stages
from tandem.sales.opportunities.models import Opportunity, Stage, StageLog
from tandem.sales.opportunities.words import StageKind
from tandem.sales.orders.rules import must_change_sales

MOST_STAGES = 10


@transaction.atomic
def add_stage(*, name: str, by: Actor, at: datetime.datetime) -> Stage:
    """A new open stage, behind the others and before the ends."""
    must_change_sales(by)
    stages = ensure_stages()
    between = [stage for stage in stages if stage.kind == StageKind.OPEN]
    if len(between) >= MOST_STAGES:
        raise Refused(_("Ten stages are as many as a board can show."), field="name")
    stage = Stage.objects.create(name=free_name(name), kind=StageKind.OPEN, position=len(between) + 1)
    ends = [one for one in stages if one.kind != StageKind.OPEN]
    put_in_order([*between, stage, *ends])
    record(by=by, at=at, verb="sales.stage.added", row=stage, after={"name": stage.name})
    return stage


@transaction.atomic
def rename_stage(*, stage: Stage, expected_version: int, name: str, by: Actor, at: datetime.datetime) -> None:
    must_change_sales(by)
    changed = change(stage, expected_version=expected_version, name=free_name(name, but=stage))
    if changed:
        before, after = changed.before, changed.after
        record(by=by, at=at, verb="sales.stage.renamed", row=stage, before=before, after=after)


@transaction.atomic
def shift_stage(*, stage: Stage, earlier: bool, by: Actor, at: datetime.datetime) -> None:
    """One place earlier or later among the open stages; the ends stay at the end."""
    must_change_sales(by)
    stages = ensure_stages()
    between = [one for one in stages if one.kind == StageKind.OPEN]
    place = next((index for index, one in enumerate(between) if one.pk == stage.pk), None)
    if place is None:
        raise Refused(_("Won and lost always stand at the end."))
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(between):
        return
    between[place], between[other] = between[other], between[place]
    put_in_order([*between, *(one for one in stages if one.kind != StageKind.OPEN)])
    record(
        by=by, at=at, verb="sales.stage.shifted", row=stage, before={"place": place}, after={"place": other}
    )


@transaction.atomic
def remove_stage(*, stage: Stage, by: Actor, at: datetime.datetime) -> None:
    """Only one that was never used: the time that somebody spent in a stage is kept for good."""
    must_change_sales(by)
    if stage.kind != StageKind.OPEN:
        raise Refused(_("Won and lost always stand at the end."))
    stands = Opportunity.objects.filter(stage=stage).count()
    if stands:
        sentence = ngettext(
            "%d opportunity stands there. Move it first, or rename the stage.",
            "%d opportunities stand there. Move them first, or rename the stage.",
            stands,
        )
        raise Refused(sentence % stands)
    if StageLog.objects.filter(stage=stage).exists():
        raise Refused(_("Opportunities went through it, and we keep how long that took. Rename it instead."))
    if not Stage.objects.filter(kind=StageKind.OPEN).exclude(pk=stage.pk).exists():
        raise Refused(_("One stage must stay."))
    record(by=by, at=at, verb="sales.stage.removed", row=stage, before={"name": stage.name})
    stage.delete()


def free_name(name: str, *, but: Stage | None = None) -> str:
    words = " ".join(name.split())[:60]
    if not words:
        raise Refused(_("Give the stage a name."), field="name")
    taken = Stage.objects.filter(name__iexact=words).exclude(pk=but.pk if but else 0)
    if taken.exists():
        raise Refused(_("There is a stage of that name already."), field="name")
    return words


def put_in_order(stages: list[Stage]) -> None:
    for position, stage in enumerate(stages, start=1):
        stage.position = position
    Stage.objects.bulk_update(stages, ["position"])
