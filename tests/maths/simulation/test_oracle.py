"""The best that could be named: held to errors that are known in closed form."""

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from tandem.maths.simulation.oracle import chance_of_right, least_errors
from tandem.maths.simulation.plans import PERIOD, Habits, Plan, one_seller
from tandem.maths.simulation.truth import Levels
from tandem.maths.simulation.varieties import MARKETING, SALES

LONG: Final = 20 * 365


def a_plan(*, chance: float = 0.2, asked: float = 300.0, quality: float = 1.0) -> Plan:
    """One channel whose ends are all known; a first sale varies by .6."""
    both = np.ones((2, 1))
    levels = Levels(both * asked / PERIOD, both * quality, both * chance, both * 400.0)
    return Plan(levels, channel=np.arange(1), team=one_seller(1), wait=LONG)


def changed(plan: Plan, **factors: float) -> Plan:
    levels = plan.levels
    for name, factor in factors.items():
        levels = replace(levels, **{name: getattr(levels, name) * np.array([[1.0], [factor]])})
    return replace(plan, levels=levels)


def test_with_every_end_known_the_errors_are_those_of_the_counts() -> None:
    errors = least_errors(a_plan())

    # Two counts of 300; sixty wins of 300 twice, and the mean of sixty logarithms twice.
    assert errors[MARKETING] == pytest.approx((2 / 300) ** 0.5)
    assert errors[SALES] == pytest.approx((2 * 0.8 / 60 + 2 * 0.36 / 60) ** 0.5, rel=1e-3)


def test_weeks_that_differ_and_recorded_acceptance_add_to_marketings_error() -> None:
    plan = a_plan(quality=0.5)
    plan = replace(plan, dispersion=8.0, habits=Habits(acceptance=True))

    assert least_errors(plan)[MARKETING] ** 2 == pytest.approx(2 / 300 + 2 / (13 * 8) + 2 * 0.5 / 150)


def test_what_is_still_open_tells_less() -> None:
    plan = a_plan()

    assert least_errors(replace(plan, wait=0))[SALES] > 1.05 * least_errors(plan)[SALES]
    unsaid = replace(plan, wait=0, habits=Habits(losses=0.0))
    assert least_errors(unsaid)[SALES] > least_errors(replace(plan, wait=0))[SALES]


@pytest.mark.parametrize(
    ("chance", "asked", "right"),
    [
        (0.15, 300, 0.20),
        (0.3, 300, 0.48),
        (0.5, 300, 0.79),
        (0.08, 2720, 0.8),
        (0.15, 1390, 0.8),
        (0.3, 630, 0.8),
    ],
)
def test_how_many_enquiries_sales_needs(chance: float, asked: float, right: float) -> None:
    """The figures of docs/method.md: up or down by .35, every end known."""
    plan = a_plan(chance=chance, asked=asked)
    found = [chance_of_right(changed(plan, selling=float(np.exp(by))), SALES) for by in (-0.35, 0.35)]

    assert np.mean(found) == pytest.approx(right, abs=0.01)


def test_a_desk_that_surely_moved_is_named_and_its_neighbour_spoils_it() -> None:
    many = changed(a_plan(asked=1e5), rate=0.5)

    assert chance_of_right(many, MARKETING) == pytest.approx(1.0, abs=1e-3)
    assert chance_of_right(many, SALES) == pytest.approx(0.0, abs=1e-3)
