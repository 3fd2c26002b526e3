"""The level of enquiries: its mean, its season, and whether it has changed."""

import numpy as np
import pytest

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.level import count_weeks, expected_weeks, level_of
from tandem.maths.season import month_factors, months_of
from tests.maths.forecast_lists import TODAY

YEAR = 52


def starts_of(weeks: int) -> Integers:
    return TODAY + 1 - 7 * np.arange(weeks, 0, -1, dtype=np.int64)


def counts_of(generator: np.random.Generator, means: Floats, dispersion: float) -> Integers:
    return count_weeks(means, dispersion, generator)


def test_a_level_that_never_moves_is_found_exactly() -> None:
    level = level_of(np.full(30, 7), starts_of(30))

    assert level.mean == pytest.approx(7.0)
    assert level.change is None
    assert level.dispersion == pytest.approx(1.02, abs=0.08)


def test_no_week_is_no_level() -> None:
    with pytest.raises(ValueError, match="at least one whole week"):
        level_of(np.empty(0, dtype=np.int64), starts_of(0))


def test_weeks_without_any_enquiry_leave_a_small_level_and_no_zero() -> None:
    level = level_of(np.zeros(20, dtype=np.int64), starts_of(20))

    assert 0 < level.mean < 0.1


def test_at_most_one_steady_series_in_twenty_is_told_to_have_changed() -> None:
    # given: 600 series of 12 to 100 weeks, 2 to 50 a week, variance 1 to 3 times the mean, a mild season
    generator = np.random.default_rng(3)
    told = 0
    for _ in range(600):
        weeks = int(generator.integers(12, 100))
        mean = np.exp(generator.uniform(np.log(2), np.log(50)))
        season = 1 + 0.1 * np.sin(2 * np.pi * (np.arange(weeks) / YEAR + generator.random()))
        counts = counts_of(generator, mean * season, float(generator.choice([1.0001, 1.5, 2.0, 3.0])))
        told += level_of(counts, starts_of(weeks)).change is not None
    # then
    assert told <= 30


def test_a_level_that_doubled_or_halved_is_told_with_its_week() -> None:
    # given: 200 series with a change of 6 to 25 weeks ago, from 10 to 30 a week
    generator = np.random.default_rng(4)
    told, near, ratios = 0, 0, []
    for _ in range(200):
        since, factor = int(generator.integers(6, 26)), float(generator.choice([0.5, 2.0]))
        means = np.full(50, generator.uniform(10, 30))
        means[-since:] *= factor
        change = level_of(counts_of(generator, means, 1.3), starts_of(50)).change
        told += change is not None
        if change is not None:
            near += abs(change.start - starts_of(50)[-since]) <= 14
            ratios.append(np.log(change.ratio / factor))
    # then
    assert told >= 190
    assert near >= 0.85 * told
    assert abs(np.mean(ratios)) < 0.1


def test_after_a_change_only_the_weeks_since_count() -> None:
    counts = np.array([10] * 20 + [40] * 8)

    level = level_of(counts, starts_of(28))

    assert level.mean == pytest.approx(40.0)
    assert level.change is not None
    assert level.change.start == starts_of(28)[20]
    assert level.change.ratio == pytest.approx(4.0, rel=0.01)
    assert level.weights[:20].sum() == 0


def test_one_busy_week_is_no_change_of_level() -> None:
    counts = np.array([10] * 20 + [60] + [10] * 5)

    assert level_of(counts, starts_of(26)).change is None


def test_months_have_no_factors_before_two_years() -> None:
    generator = np.random.default_rng(5)
    assert (month_factors(generator.poisson(20, 103), starts_of(103)) == 1).all()


def test_a_season_that_comes_back_is_found() -> None:
    generator = np.random.default_rng(6)
    truth = 1 + 0.4 * np.sin(2 * np.pi * np.arange(12) / 12)
    counts = generator.poisson(30 * truth[months_of(starts_of(156))])

    factors = month_factors(counts, starts_of(156))

    assert np.abs(np.log(factors / truth)).max() < 0.2
    assert factors[months_of(starts_of(156))].mean() == pytest.approx(1.0)


def test_a_jump_leaves_no_season_behind() -> None:
    generator = np.random.default_rng(7)
    counts = generator.poisson(np.where(np.arange(104) < 80, 20, 40))

    assert np.abs(np.log(month_factors(counts, starts_of(104)))).max() < 0.25


def test_coming_weeks_have_the_level_and_the_dispersion() -> None:
    # given
    level = level_of(np.array([8, 12] * 13), starts_of(26))
    generator = np.random.default_rng(8)
    # when
    expected = expected_weeks(level, TODAY + 1 + 7 * np.arange(13, dtype=np.int64), 20_000, generator)
    counts = count_weeks(np.full(200_000, 10.0), 2.5, generator)
    # then
    assert expected.mean() == pytest.approx(level.mean, rel=0.01)
    assert np.log(expected[:, 12]).std() > np.log(expected[:, 0]).std()
    assert counts.mean() == pytest.approx(10.0, rel=0.01)
    assert counts.var() == pytest.approx(25.0, rel=0.03)
