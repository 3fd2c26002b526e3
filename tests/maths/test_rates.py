"""Rates behind the counts of two periods: how much is luck, and what parts learn from one another."""

import numpy as np
import pytest

from tandem.maths.enquiries import Floats
from tandem.maths.rates import Arrivals, rate_draws

DAYS = 91


def given(before: list[int], after: list[int]) -> Arrivals:
    """Enquiries by part, spread evenly over the weeks of both periods."""
    counts = np.array([before, after], dtype=np.float64)
    weeks = [np.tile(row / 13, (13, 1)) for row in counts]
    daily = np.repeat(counts.sum(axis=1) / DAYS, DAYS)
    return Arrivals(counts, np.array([DAYS, DAYS]), (weeks[0], weeks[1]), daily)


def steps_of_shares(seen: Arrivals) -> Floats:
    """By how much the logarithm of each part's share changed, in each draw."""
    rate = rate_draws(seen, np.random.default_rng(1), 2000)
    return np.asarray(np.diff(np.log(rate / rate.sum(axis=-1, keepdims=True)), axis=0)[0])


def test_parts_that_moved_alike_show_no_change_of_mix() -> None:
    """Ten and fifteen of a part are alike beside eighty and hundred and twenty of another: luck alone would
    leave ±.4 of doubt."""
    steps = steps_of_shares(given([80, 60, 40, 20, 10], [120, 90, 60, 30, 15]))

    assert np.abs(steps.mean(axis=0)).max() < 0.02
    assert steps.std(axis=0).max() < 0.2


def test_parts_that_moved_apart_keep_their_own() -> None:
    """But for a little: the two that moved most are drawn in by less than a tenth."""
    steps = steps_of_shares(given([200, 200, 200, 200], [400, 200, 200, 100]))

    assert steps.mean(axis=0) == pytest.approx(np.log(np.array([400, 200, 200, 100]) / 900 * 4), abs=0.08)


def test_the_rate_of_all_is_what_was_counted() -> None:
    rate = rate_draws(given([120, 80], [300, 100]), np.random.default_rng(1), 2000).sum(axis=-1)

    assert rate.mean(axis=1) == pytest.approx(np.array([200, 400]) / DAYS, rel=0.01)


def test_the_same_counts_are_no_change_exactly() -> None:
    rate = rate_draws(given([50, 30, 3], [50, 30, 3]), np.random.default_rng(1), 2000)

    assert np.log(rate).mean(axis=1)[0] == pytest.approx(np.log(rate).mean(axis=1)[1], abs=1e-12)


def test_a_part_of_one_period_has_no_rate_in_the_other() -> None:
    rate = rate_draws(given([50, 0, 30], [60, 25, 0]), np.random.default_rng(1), 200)

    there = (rate > 0).all(axis=1)
    assert there.tolist() == [[True, False, True], [True, True, False]]
    assert (rate == 0).any(axis=1).tolist() == [[False, True, False], [False, False, True]]


def test_no_part_in_both_periods() -> None:
    rate = rate_draws(given([50, 0], [0, 40]), np.random.default_rng(1), 200)

    assert np.isfinite(rate).all()
    assert rate.sum(axis=-1).mean(axis=1) == pytest.approx(np.array([50, 40]) / DAYS, rel=0.05)
