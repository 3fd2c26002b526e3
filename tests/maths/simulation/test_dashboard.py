"""The dashboard of raw percentages, and who is blamed by it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import Generator

from tandem.maths.simulation.dashboard import FELL, ROSE, dashboard, named_wrongly
from tandem.maths.simulation.firms import firm
from tandem.maths.simulation.plans import Habits, Plan
from tandem.maths.simulation.truth import Effects
from tandem.maths.simulation.varieties import MARKETING, NOTHING, SALES, any_plan, c2_plan, young_plan


def effects(marketing: float, sales: float) -> Effects:
    return Effects(enquiries=marketing, mix=0.0, quality=None, selling=sales, value=0.0)


@pytest.mark.parametrize(
    ("said", "marketing", "sales", "wrong"),
    [
        ({}, 0.0, 0.0, False),
        ({SALES: FELL}, 0.0, -0.3, False),
        ({SALES: FELL}, -0.3, -0.02, True),
        ({SALES: FELL}, 0.0, 0.3, True),
        ({MARKETING: ROSE}, 0.05, 0.0, False),
        ({MARKETING: ROSE, SALES: FELL}, 0.3, 0.0, True),
    ],
)
def test_a_desk_that_moved_less_than_three_per_cent_or_the_other_way_is_named_wrongly(
    said: dict[str, str], marketing: float, sales: float, wrong: bool
) -> None:
    assert named_wrongly(said, effects(marketing, sales)) is wrong


def test_repeat_customers_and_open_enquiries_are_in_its_percentages() -> None:
    # given a firm whose customers ask again, and whose losses are never written down
    plan = replace(c2_plan(1, 4000), repeats=0.5, habits=Habits(losses=0.0), wait=400)

    made = firm(2, plan)
    told = dashboard(made)

    counted = made.enquiries.heard_within(made.before.first, made.before.last).total
    assert told.enquiries[0] == pytest.approx(1.5 * counted, rel=0.05)
    assert told.conversion[0] > made.truth.overall + 0.05
    assert told.won[0] == pytest.approx(told.conversion[0] * told.enquiries[0])


def test_an_empty_period_names_nobody() -> None:
    plan = c2_plan(3, 100)
    rate = np.array([plan.levels.rate[0], np.full(5, 1e-9)])
    told = dashboard(firm(4, replace(plan, levels=replace(plan.levels, rate=rate))))

    assert (told.enquiries[1], told.named) == (0, {MARKETING: FELL})


def test_it_blames_wrongly_in_most_firms_and_nearly_always_where_many_are_open() -> None:
    def wrong(plan_of: Callable[[Generator], Plan], seeds: range) -> float:
        marks = []
        for seed in seeds:
            rng = np.random.default_rng([seed, 9])
            made = firm(rng, plan_of(rng))
            marks.append(named_wrongly(dashboard(made).named, made.truth.effects))
        return float(np.mean(marks))

    assert wrong(lambda rng: any_plan(rng, wait=0), range(150)) > 0.55
    assert wrong(young_plan, range(100)) > 0.9
    assert wrong(lambda rng: any_plan(rng, change=NOTHING), range(60)) > 0.6
