"""An opportunity through anything that anybody may do with it: a state machine walks at random."""

import contextlib
import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.arranging.actions import add_pipeline, bring_back_pipeline, make_default, retire_pipeline
from tandem.sales.merging.actions import merge_opportunities
from tandem.sales.merging.rules import which_stays
from tandem.sales.opportunities.actions import lose, move, plan_step, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.stages.actions import remove_stage
from tests.sales.shop import NOW, a_person, an_opportunity

pytestmark = pytest.mark.django_db
PLACES = st.integers(0, 30)


def picked(rows: list[Any], place: int) -> Any:
    return rows[place % len(rows)] if rows else None


class Selling(RuleBasedStateMachine):
    """Two pipelines and a few opportunities of one person. What is refused changes nothing, so it counts as a
    step like any other.
    """

    @initialize()
    def begin(self) -> None:
        self.clock = NOW
        self.person = a_person()
        ensure_stages()
        add_pipeline(name="To firms", by=None, at=NOW)
        for title in ("A", "B", "C"):
            an_opportunity(self.person, title=title, amount_minor=100)

    def now(self) -> datetime.datetime:
        self.clock += datetime.timedelta(hours=1)
        return self.clock

    def one(self, place: int) -> Opportunity:
        found: Opportunity = picked(list(Opportunity.objects.order_by("title")), place)
        return found

    def act(self, action: Any, **asked: Any) -> None:
        with contextlib.suppress(Refused):
            action(by=None, at=self.now(), **asked)

    @rule(place=PLACES, to=PLACES)
    def moved(self, place: int, to: int) -> None:
        row = self.one(place)
        stage = picked(list(Stage.objects.order_by("pk")), to)
        self.act(move, opportunity=row, expected_version=row.version, stage=stage)

    @rule(place=PLACES)
    def won(self, place: int) -> None:
        row = self.one(place)
        self.act(win, opportunity=row, expected_version=row.version, amount_minor=500)

    @rule(place=PLACES)
    def lost(self, place: int) -> None:
        row = self.one(place)
        self.act(lose, opportunity=row, expected_version=row.version, reason="price", competitor="Sofa Yard")

    @rule(place=PLACES)
    def opened_again(self, place: int) -> None:
        row = self.one(place)
        self.act(reopen, opportunity=row, expected_version=row.version)

    @rule(place=PLACES)
    def planned(self, place: int) -> None:
        row = self.one(place)
        self.act(plan_step, opportunity=row, expected_version=row.version, words="Ring", kind="call", on=None)

    @rule(place=PLACES, other=PLACES)
    def put_together(self, place: int, other: int) -> None:
        kept, gone = which_stays(self.one(place), self.one(other))
        versions = {"kept_version": kept.version, "gone_version": gone.version}
        self.act(merge_opportunities, kept=kept, gone=gone, **versions)

    @rule(back=st.integers(0, 5))
    def undone(self, back: int) -> None:
        lines = JournalLine.objects.filter(undone_at=None, verb__startswith="sales.").order_by("-pk")
        line = lines[back : back + 1].first()
        if line is not None:
            self.act(undo, line_id=line.pk)

    @rule(place=PLACES, into=PLACES)
    def stage_removed(self, place: int, into: int) -> None:
        stages = list(Stage.objects.select_related("pipeline").order_by("pk"))
        self.act(remove_stage, stage=picked(stages, place), into=picked(stages, into))

    @precondition(lambda self: Pipeline.objects.count() > 1)
    @rule(place=PLACES, into=PLACES)
    def retired(self, place: int, into: int) -> None:
        pipeline = picked(list(Pipeline.objects.order_by("pk")), place)
        stage = picked(list(Stage.objects.select_related("pipeline").order_by("pk")), into)
        self.act(retire_pipeline, pipeline=pipeline, expected_version=pipeline.version, into=stage)

    @rule(place=PLACES)
    def arranged(self, place: int) -> None:
        pipeline = picked(list(Pipeline.objects.order_by("pk")), place)
        act = bring_back_pipeline if pipeline.retired_at else make_default
        self.act(act, pipeline=pipeline, expected_version=pipeline.version)

    @invariant()
    def each_stands_in_one_place_and_its_log_agrees(self) -> None:
        for row in Opportunity.objects.select_related("stage__pipeline"):
            kind = "won" if row.won_at else "lost" if row.lost_at else "open"
            assert not (row.won_at and row.lost_at)
            assert row.stage.kind == kind
            newest = row.stage_log.order_by("-at", "-id").first()
            assert newest is not None
            assert newest.stage_id == row.stage_id
            assert (row.competitor is not None) == (row.lost_at is not None)
            if kind == "open":
                assert row.stage.removed_at is None
                assert row.stage.pipeline.retired_at is None
            standing = Order.objects.filter(opportunity=row, taken_back_at=None).count()
            assert standing == (kind == "won")

    @invariant()
    def there_is_one_usual_pipeline_and_each_has_its_ends(self) -> None:
        assert Pipeline.objects.filter(is_default=True, retired_at=None).count() == 1
        for pipeline in Pipeline.objects.all():
            kinds = list(
                Stage.objects.filter(pipeline=pipeline, removed_at=None).values_list("kind", flat=True)
            )
            assert (kinds.count("won"), kinds.count("lost")) == (1, 1)
            assert kinds.count("open") >= 1


class Walled(Selling):
    """Each walk in a savepoint of its own, so that it begins with an empty business."""

    def __init__(self) -> None:
        super().__init__()
        self.wall = transaction.atomic()
        self.wall.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.wall.__exit__(None, None, None)


def walk(examples: int, steps: int) -> None:
    machine = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Walled, settings=machine)


def test_every_walk_keeps_states_logs_and_orders_in_step() -> None:
    walk(examples=8, steps=16)


@pytest.mark.long
def test_long_walks_too() -> None:
    walk(examples=60, steps=50)
