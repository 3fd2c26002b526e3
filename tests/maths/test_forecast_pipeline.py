"""Customers of the coming weeks, from open enquiries and from new ones, held against single lives."""

import numpy as np
import pytest

from tandem.maths.enquiries import Floats
from tandem.maths.pipeline import (
    LagTable,
    Wins,
    draw_channels,
    draw_wins,
    lag_table,
    open_by_age,
    wins_of_new,
    wins_of_open,
)
from tests.maths.forecast_lists import KnownLag

LAG = KnownLag(np.array([20.0]))
TABLE = lag_table(LAG, 4000)


def ones(value: float) -> Floats:
    return np.array([[value]])


def test_in_the_end_an_open_enquiry_wins_with_the_published_chance() -> None:
    # given: 50 of age 10 days, conversion .3, no loss recorded
    waiting = open_by_age(np.array([10]), np.array([0]), np.array([50]), 1)
    # when
    wins = wins_of_open(waiting, TABLE, ones(0.3), ones(0.0), 500)
    # then: c (1 - F) / (1 - c F), evidence.md D
    known = LAG.known(np.array([10.5]))[0, 0]
    assert wins.expected.sum() == pytest.approx(50 * 0.3 * (1 - known) / (1 - 0.3 * known), rel=1e-3)


def test_where_losses_are_taken_out_open_enquiries_are_the_richer() -> None:
    waiting = open_by_age(np.array([60]), np.array([0]), np.array([50]), 1)

    never, always = (wins_of_open(waiting, TABLE, ones(0.3), ones(part), 13) for part in (0.0, 1.0))

    assert always.expected.sum() > 1.3 * never.expected.sum()


def test_open_enquiries_win_as_single_lives_do() -> None:
    # given: 300,000 lives, half of the losses recorded, those that are open at an age of 25 days
    generator = np.random.default_rng(1)
    size = 300_000
    wins = generator.random(size) < 0.25
    lag = generator.lognormal(np.log(np.where(wins, 20.0, 30.0)), 1.0)
    is_open = (lag > 25.5) | (~wins & (generator.random(size) < 0.5))
    waiting = open_by_age(np.array([25]), np.array([0]), np.array([int(is_open.sum())]), 1)
    # when: 26 days are put together with their week, 21 to 27
    exact = wins_of_open(waiting, lag_table_of_day(24), ones(0.25), ones(0.5), 13).expected[0, 0]
    # then
    came = [(is_open & wins & (lag > 25.5 + 7 * week) & (lag <= 32.5 + 7 * week)).sum() for week in range(13)]
    assert exact == pytest.approx(np.array(came), abs=4 * np.sqrt(np.array(came)).max())


def lag_table_of_day(shown: int) -> LagTable:
    """The table moved by a day, so that the week's middle (24) stands for day 25."""
    table = lag_table(LAG, 4000)
    return LagTable(table.known[:, 25 - shown :], table.lost[:, 25 - shown :])


def test_new_enquiries_win_as_single_lives_do() -> None:
    # given: 7,000 a week for 13 weeks
    generator = np.random.default_rng(2)
    heard = np.repeat(np.arange(91), 1000)
    closed = heard + np.round(generator.lognormal(np.log(20.0), 1.0, len(heard)))
    wins = generator.random(len(heard)) < 0.3
    # when
    expected = wins_of_new(np.full((1, 1, 13), 7000.0), TABLE, ones(0.3)).expected[0, 0]
    # then
    came = [(wins & (closed // 7 == week)).sum() for week in range(13)]
    assert expected == pytest.approx(np.array(came), abs=4 * np.sqrt(max(came)))


def test_without_a_lag_all_wins_come_in_the_week_of_their_enquiry() -> None:
    at_once = LagTable(np.ones((1, 200)), np.zeros((1, 200)))
    heard = np.arange(13, dtype=np.float64).reshape(1, 1, 13)

    wins = wins_of_new(heard, at_once, ones(0.5))

    assert wins.expected == pytest.approx(heard / 2)


def test_drawn_wins_have_the_mean_and_the_variance_of_single_chances() -> None:
    # given: 30 enquiries with chances of 2 to 60 %, over two weeks of which the first brings a third
    chances = np.linspace(0.02, 0.6, 30)
    total = chances.sum()
    draws = 40_000
    wins = Wins(
        np.broadcast_to(total * np.array([1 / 3, 2 / 3]), (draws, 1, 2)),
        np.full((draws, 1), (chances**2).sum()),
    )
    # when
    drawn = draw_wins(wins, np.random.default_rng(3))
    # then
    assert drawn[:, 0].sum(axis=1).mean() == pytest.approx(total, rel=0.01)
    assert drawn[:, 0].sum(axis=1).var() == pytest.approx((chances * (1 - chances)).sum(), rel=0.05)
    assert drawn[:, 0, 0].mean() == pytest.approx(total / 3, rel=0.02)


def test_where_each_surely_wins_there_is_no_luck() -> None:
    wins = Wins(np.full((50, 1, 1), 12.0), np.full((50, 1), 12.0))

    assert (draw_wins(wins, np.random.default_rng(4)) == 12).all()


def test_where_nothing_is_open_nothing_is_won() -> None:
    waiting = open_by_age(*(np.empty(0, dtype=np.int64) for _ in range(3)), 2)

    wins = wins_of_open(waiting, TABLE, np.full((1, 2), 0.3), np.zeros((1, 2)), 13)

    assert wins.expected.shape == (1, 2, 13)
    assert not draw_wins(wins, np.random.default_rng(5)).any()


def test_channels_share_all_that_comes() -> None:
    generator = np.random.default_rng(6)
    counts = generator.poisson(20, (300, 13))

    spread = draw_channels(counts, np.tile([0.7, 0.2, 0.1], (300, 1)), generator)

    assert (spread.sum(axis=1) == counts).all()
    assert spread.sum(axis=(0, 2)) / counts.sum() == pytest.approx([0.7, 0.2, 0.1], abs=0.01)


def test_ages_are_put_together_without_losing_an_enquiry() -> None:
    generator = np.random.default_rng(7)
    ages, channels, counts = (generator.integers(0, high, 500) for high in (900, 3, 9))

    waiting = open_by_age(ages, channels, counts, 3)

    assert waiting.counts.sum(axis=0) == pytest.approx(np.bincount(channels, counts, 3))
    assert waiting.ages.max() <= ages.max() + 14
    mean = waiting.ages @ waiting.counts.sum(axis=1) / counts.sum()
    assert mean == pytest.approx(ages @ counts / counts.sum(), abs=3)
