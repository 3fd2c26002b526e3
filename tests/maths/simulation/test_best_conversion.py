"""The estimate that no other betters: right where all is known, and drawn to the others where nothing is."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.maths.enquiries import WON, Floats
from tandem.maths.simulation.best_conversion import best_conversions
from tandem.maths.simulation.firms import SimulatedFirm, firm
from tandem.maths.simulation.varieties import c2_plan


def test_of_many_enquiries_whose_ends_are_known_it_is_won_of_all() -> None:
    made = firm(1, replace(c2_plan(1, 40_000), wait=5000))
    asked = np.bincount(made.enquiries.channel)
    won = np.bincount(made.enquiries.channel[made.enquiries.state == WON])

    assert best_conversions(made) == pytest.approx(won / asked, abs=0.005)


def test_enquiries_still_open_are_no_losses() -> None:
    made = firm(2, c2_plan(2, 40_000))

    assert best_conversions(made) == pytest.approx(made.truth.conversion, abs=0.015)


def test_few_enquiries_are_drawn_to_what_firms_are_like() -> None:
    made = firm(3, c2_plan(3, 6))

    assert 0.05 < best_conversions(made).min() < best_conversions(made).max() < 0.5


def test_it_errs_less_than_won_of_all() -> None:
    made = [firm(seed, c2_plan(seed, 100)) for seed in range(20)]
    naive = [_won_of_all(one) for one in made]
    best = [best_conversions(one) for one in made]

    assert _error(best, made) < 0.7 * _error(naive, made)


def _won_of_all(made: SimulatedFirm) -> Floats:
    won = np.bincount(made.enquiries.channel, made.enquiries.state == WON, minlength=5)
    return np.asarray(won / np.bincount(made.enquiries.channel, minlength=5))


def _error(told: list[Floats], made: list[SimulatedFirm]) -> float:
    away = [one - firm.truth.conversion for one, firm in zip(told, made, strict=True)]
    return float(np.sqrt(np.nanmean(np.square(away))))
