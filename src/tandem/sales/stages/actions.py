import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.models import StageLog
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import read_anew
from tandem.sales.pipelines.rules import must_stand, must_take_in
from tandem.sales.pipelines.words import StageKind
from tandem.sales.playbook.finding import find_anew
from tandem.sales.stages.clearing import as_told, cards_in, move_back, move_cards

MOST_STAGES = 10


@transaction.atomic
def add_stage(*, name: str, by: Actor, at: datetime.datetime, pipeline: Pipeline | None = None) -> Stage:
    """A new open stage, behind the others and before the ends; of the usual pipeline where none is named."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    stages = ensure_stages(pipeline)
    whose = stages[0].pipeline
    must_stand(whose)
    between = [stage for stage in stages if stage.kind == StageKind.OPEN]
    if len(between) >= MOST_STAGES:
        raise Refused(_("Ten stages are as many as a board can show."), field="name")
    stage = Stage.objects.create(
        pipeline=whose, name=free_name(name, whose), kind=StageKind.OPEN, position=len(between) + 1
    )
    ends = [one for one in stages if one.kind != StageKind.OPEN]
    put_in_order([*between, stage, *ends])
    record(by=by, at=at, verb="sales.stage.added", row=stage, after={"name": stage.name})
    return stage


@transaction.atomic
def rename_stage(*, stage: Stage, expected_version: int, name: str, by: Actor, at: datetime.datetime) -> None:
    must_change_sales(by)
    free = free_name(name, stage.pipeline, but=stage)
    changed = change(stage, expected_version=expected_version, name=free)
    if changed:
        before, after = changed.before, changed.after
        find_anew([stage.pk])
        record(by=by, at=at, verb="sales.stage.renamed", row=stage, before=before, after=after)


@transaction.atomic
def shift_stage(*, stage: Stage, earlier: bool, by: Actor, at: datetime.datetime) -> None:
    """One place earlier or later among the open stages; the ends stay at the end."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    stages = ensure_stages(stage.pipeline)
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
def remove_stage(*, stage: Stage, by: Actor, at: datetime.datetime, into: Stage | None = None) -> JournalLine:
    """Off the board, and what stands there goes to the stage `into`. One that was used stays on record: the
    time that somebody spent in a stage is kept for good.
    """
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    if stage.kind != StageKind.OPEN:
        raise Refused(_("Won and lost always stand at the end."))
    if Stage.objects.exclude(removed_at=None).filter(pk=stage.pk).exists():
        raise Refused(_("This stage was removed already."))
    rest = [one for one in ensure_stages(stage.pipeline) if one.kind == StageKind.OPEN and one.pk != stage.pk]
    if not rest:
        raise Refused(_("One stage must stay."))
    moved: dict[str, Any] = {}
    cards = cards_in([stage.pk])
    if standing := cards.count():
        if into is None or into.pk == stage.pk:
            raise Refused(where_to_words(standing), field="into")
        must_take_in(read_anew(into))
        moved = as_told(move_cards(cards=cards, into=into, by=by, at=at), into)
    note = f"{into.pipeline}: {into}" if into and moved else ""
    return put_away(stage, moved, note, by=by, at=at)


def where_to_words(standing: int) -> str:
    sentence = ngettext(
        "%d opportunity stands there. Say where it goes.",
        "%d opportunities stand there. Say where they go.",
        standing,
    )
    return sentence % standing


def put_away(
    stage: Stage, moved: dict[str, Any], note: str, *, by: Actor, at: datetime.datetime
) -> JournalLine:
    """Out of its table where nobody was ever in it and the playbook says nothing of it, else only off the
    board.
    """
    told: dict[str, Any] = {"by": by, "at": at, "row": stage, "before": {"name": stage.name}, "note": note}
    is_used = StageLog.objects.filter(stage=stage).exists()
    if not is_used and not Stage.objects.filter(pk=stage.pk, guide__isnull=False).exists():
        line = record(verb="sales.stage.removed", **told)
        stage.delete()
        return line
    change(stage, removed_at=at)
    find_anew([stage.pk])
    return record(verb="sales.stage.put_away", after=moved, **told)


def undo_put_away(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The stage stands again, the last of the open ones; what went elsewhere with it and is still there comes
    back.
    """
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    stage = Stage.objects.select_related("pipeline").filter(pk=line.row_id or 0).first()
    if stage is None or stage.removed_at is None:
        raise Refused(_("It is not there any more."))
    # What stood there would come back to where nothing new is taken in.
    must_stand(stage.pipeline)
    stages = ensure_stages(stage.pipeline)
    between = [one for one in stages if one.kind == StageKind.OPEN]
    if len(between) >= MOST_STAGES:
        raise Refused(_("Ten stages are as many as a board can show."))
    change(stage, removed_at=None, name=free_name(stage.name, stage.pipeline, but=stage))
    put_in_order([*between, stage, *(one for one in stages if one.kind != StageKind.OPEN)])
    find_anew([stage.pk])
    move_back(told=line.after, moved_at=line.at, to={stage.pk: stage}, otherwise=stage, by=by, at=at)


def free_name(name: str, pipeline: Pipeline, *, but: Stage | None = None) -> str:
    words = " ".join(name.split())[:60]
    if not words:
        raise Refused(_("Give the stage a name."), field="name")
    others = Stage.objects.filter(pipeline=pipeline, removed_at=None).exclude(pk=but.pk if but else 0)
    # Compared here: SQLite folds the case of ASCII letters only.
    if words.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise Refused(_("There is a stage of that name already."), field="name")
    return words


def put_in_order(stages: list[Stage]) -> None:
    for position, stage in enumerate(stages, start=1):
        stage.position = position
    Stage.objects.bulk_update(stages, ["position"])
