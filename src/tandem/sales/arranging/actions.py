"""Pipelines are added, named, put in order and retired."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change, plain
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.actions import ensure_stages, make_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import next_position, read_anew, standing_pipelines
from tandem.sales.pipelines.rules import free_pipeline_name, must_stand, must_take_in
from tandem.sales.pipelines.words import MOST_PIPELINES, StageKind
from tandem.sales.playbook.finding import find_anew
from tandem.sales.stages.clearing import as_told, cards_in, move_back, move_cards


@transaction.atomic
def add_pipeline(*, name: str, by: Actor, at: datetime.datetime) -> Pipeline:
    """One more way that a sale goes; it begins with the first stages, to be put into one's own words."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    ensure_stages()
    must_have_room()
    pipeline = Pipeline.objects.create(name=free_pipeline_name(name), position=next_position())
    make_stages(pipeline)
    record(by=by, at=at, verb="sales.pipeline.added", row=pipeline, after={"name": pipeline.name})
    return pipeline


@transaction.atomic
def rename_pipeline(
    *, pipeline: Pipeline, expected_version: int, name: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_sales(by)
    free = free_pipeline_name(name, but=pipeline)
    changed = change(pipeline, expected_version=expected_version, name=free)
    return told(changed, "renamed", pipeline, by=by, at=at)


@transaction.atomic
def shift_pipeline(*, pipeline: Pipeline, earlier: bool, by: Actor, at: datetime.datetime) -> None:
    """One place earlier or later among those that stand."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    must_stand(pipeline)
    standing = standing_pipelines()
    place = next(index for index, one in enumerate(standing) if one.pk == pipeline.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(standing):
        return
    standing[place], standing[other] = standing[other], standing[place]
    for position, one in enumerate(standing, start=1):
        one.position = position
    Pipeline.objects.bulk_update(standing, ["position"])
    before, after = {"place": place}, {"place": other}
    record(by=by, at=at, verb="sales.pipeline.shifted", row=pipeline, before=before, after=after)


@transaction.atomic
def make_default(
    *, pipeline: Pipeline, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """What comes in enters this one from now on, unless somebody says otherwise."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    must_stand(Pipeline.objects.get(pk=pipeline.pk))
    for other in Pipeline.objects.filter(is_default=True).exclude(pk=pipeline.pk):
        change(other, is_default=False)
    changed = change(pipeline, expected_version=expected_version, is_default=True)
    return told(changed, "made_default", pipeline, by=by, at=at)


@transaction.atomic
def retire_pipeline(
    *,
    pipeline: Pipeline,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    into: Stage | None = None,
) -> JournalLine | None:
    """It takes in nothing new. What is open in it goes to the stage `into` of another."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    if Pipeline.objects.filter(pk=pipeline.pk, is_default=True).exists():
        raise Refused(_("What comes in enters this one. Make another the usual one first."))
    stages = [stage.pk for stage in ensure_stages(pipeline) if stage.kind == StageKind.OPEN]
    moved: dict[str, Any] = {}
    if (cards := cards_in(stages)).exists():
        if into is None or into.pipeline_id == pipeline.pk:
            raise Refused(_("Say where its open opportunities go."), field="into")
        must_take_in(read_anew(into))
        moved = as_told(move_cards(cards=cards, into=into, by=by, at=at), into)
    changed = change(pipeline, expected_version=expected_version, retired_at=at)
    find_anew(stages)
    note = f"{into.pipeline}: {into}" if into and moved else ""
    return told(changed, "retired", pipeline, by=by, at=at, note=note, **moved)


@transaction.atomic
def bring_back_pipeline(
    *, pipeline: Pipeline, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """It takes in again. What was moved elsewhere stays there; undoing the retirement brings it back too."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    must_have_room(but=pipeline)
    changed = change(pipeline, expected_version=expected_version, retired_at=None, position=next_position())
    find_anew([stage.pk for stage in ensure_stages(pipeline)])
    return told(changed, "brought_back", pipeline, by=by, at=at)


def undo_retired(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """It stands again in its place; what went elsewhere with it and was not moved on since comes back."""
    must_change_sales(by)
    take_turn(Turn.ARRANGING_STAGES)
    pipeline = Pipeline.objects.filter(pk=line.row_id or 0).first()
    if pipeline is None:
        raise Refused(_("It is not there any more."))
    if plain(pipeline.retired_at) != line.after["retired_at"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    must_have_room(but=pipeline)
    change(pipeline, retired_at=None)
    stages = [stage for stage in ensure_stages(pipeline) if stage.kind == StageKind.OPEN]
    to = {stage.pk: stage for stage in stages}
    find_anew(list(to))
    move_back(told=line.after, moved_at=line.at, to=to, otherwise=stages[0], by=by, at=at)


def must_have_room(*, but: Pipeline | None = None) -> None:
    if sum(one != but for one in standing_pipelines()) >= MOST_PIPELINES:
        raise Refused(_("Eight pipelines are as many as one can keep apart."), field="name")


def told(
    changed: Change,
    verb: str,
    pipeline: Pipeline,
    *,
    by: Actor,
    at: datetime.datetime,
    note: str = "",
    **moved: Any,
) -> JournalLine | None:
    """The journal line of a change, with the opportunities that it moved; none where nothing changed."""
    if not changed:
        return None
    return record(
        by=by,
        at=at,
        verb=f"sales.pipeline.{verb}",
        row=pipeline,
        before=changed.before,
        after={**changed.after, **moved},
        note=note,
    )
