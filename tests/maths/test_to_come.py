"""Who of the open ones of two periods will buy: the formula by hand, the luck of the count, its limits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.special import logit

from tandem.maths.cells import Cells
from tandem.maths.change import change
from tandem.maths.conversion import chance_to_win, conversions
from tandem.maths.enquiries import ACCEPTED, DECLINED, NOT_SAID, OPEN, WON, Enquiries, Floats
from tandem.maths.lag import fit_lag
from tandem.maths.period_lags import Period, PeriodLags
from tandem.maths.results import Estimate
from tandem.maths.to_come import ToCome, Waiting, wins_to_come
from tandem.maths.winning import ChanceDraws
from tests.maths.test_change import AFTER, BEFORE, any_list, business

# One channel in two periods, three ages, and two pairs of lags.
CELLS = Cells(np.array([0, 0]), np.array([0, 0]), np.array([0, 1]))
KNOWN = np.array([[[0.1, 0.5, 0.9], [0.2, 0.6, 0.8]], [[0.3, 0.7, 1.0], [0.0, 0.4, 0.95]]])
LOST_BY = np.array([[[0.2, 0.4, 0.8], [0.1, 0.5, 1.0]], [[0.0, 0.6, 0.7], [0.3, 0.9, 1.0]]])
LAGS = PeriodLags(KNOWN, LOST_BY, logit(np.array([[0.5, 0.5], [0.5, 0.5]])), 0.5, False)
DRAWS = 4000
EVER = Period(0, 179)


def draws_of(chance: float, recorded: float) -> ChanceDraws:
    """As if both were known; each pair of lags for every other draw."""
    alike = np.ones((DRAWS, 2))
    return ChanceDraws(chance * alike, recorded * alike, np.arange(DRAWS) % 2)


def come(accepted: list[list[float]], undecided: list[list[float]], quality: Floats | None = None) -> ToCome:
    waiting = Waiting(np.array(accepted), np.array(undecided))
    return wins_to_come(waiting, CELLS, LAGS, draws_of(0.3, 0.5), quality, np.random.default_rng(0))


NOBODY = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


def test_nobody_is_to_come_where_nobody_is_open() -> None:
    told = come(NOBODY, NOBODY)
    assert not told.expected.any()
    assert not told.counted.any()


def test_all_of_one_age_come_by_the_formula_and_their_number_is_binomial() -> None:
    # given 40 open ones of the middle age, before only
    told = come([[0.0, 40.0, 0.0], [0.0, 0.0, 0.0]], NOBODY)

    # then with c = .3, r = .5 each has the chance c(1 - F) / (c(1 - F) + (1 - c)(1 - rG)) of its lag
    first = 0.3 * 0.5 / (0.3 * 0.5 + 0.7 * (1 - 0.5 * 0.4))
    second = 0.3 * 0.3 / (0.3 * 0.3 + 0.7 * (1 - 0.5 * 0.6))
    assert told.expected[0] == pytest.approx(40 * np.tile([first, second], DRAWS // 2), abs=1e-12)
    # and of those who buy the number is that of 40 independent ones
    for place, chance in enumerate((first, second)):
        counted = told.counted[0, place::2]
        assert counted.mean() == pytest.approx(40 * chance, abs=0.2)
        assert counted.var() == pytest.approx(40 * chance * (1 - chance), rel=0.1)
        assert counted.max() <= 40
    assert not told.expected[1].any()
    assert not told.counted[1].any()


def test_of_several_ages_the_number_varies_as_the_sum_of_all_does() -> None:
    # given open ones of three ages, after only: of the youngest many buy, of the oldest hardly anybody
    told = come([[0.0, 0.0, 0.0], [60.0, 30.0, 200.0]], NOBODY)

    # then mean and variance are those of one draw for each
    for place in range(2):
        chance = chance_to_win(np.array(0.3), np.array(0.5), LAGS.known[place, 1], LAGS.lost[place, 1])
        mean = chance @ [60, 30, 200]
        assert told.expected[1, place::2] == pytest.approx(np.full(DRAWS // 2, mean), abs=1e-12)
        counted = told.counted[1, place::2]
        assert counted.mean() == pytest.approx(mean, abs=0.4)
        assert counted.var() == pytest.approx((chance * (1 - chance)) @ [60, 30, 200], rel=0.12)


def test_who_is_surely_to_buy_is_counted_each_time() -> None:
    waiting = Waiting(np.array([[7.0, 0.0, 0.0], [0.0, 0.0, 3.0]]), np.array(NOBODY))
    told = wins_to_come(waiting, CELLS, LAGS, draws_of(1.0, 0.5), None, np.random.default_rng(0))
    assert (told.counted[0] == 7).all()
    assert (told.counted[1] == 3).all()


def test_who_is_undecided_is_accepted_as_often_as_others_and_buys_then_as_they_do() -> None:
    quality = np.full((DRAWS, 2), 0.6)
    accepted = come([[0.0, 40.0, 0.0], [0.0, 0.0, 0.0]], NOBODY, quality)
    undecided = come(NOBODY, [[0.0, 40.0, 0.0], [0.0, 0.0, 0.0]], quality)
    both = come([[0.0, 40.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, 40.0, 0.0], [0.0, 0.0, 0.0]], quality)
    assert undecided.expected == pytest.approx(0.6 * accepted.expected, abs=1e-12)
    assert both.expected == pytest.approx(1.6 * accepted.expected, abs=1e-12)
    assert both.counted.max() <= 80


def still_to_come(given_list: Enquiries) -> tuple[Estimate, Estimate]:
    found = change(given_list, BEFORE, AFTER)
    assert found.before.still_to_come is not None
    assert found.after.still_to_come is not None
    return found.before.still_to_come, found.after.still_to_come


@given(any_list())
@settings(max_examples=12, deadline=None)
def test_no_more_come_than_are_open_and_either_period_may_be_called_the_first(given_list: Enquiries) -> None:
    there, back = change(given_list, BEFORE, AFTER), change(given_list, AFTER, BEFORE)

    for one in (there.before, there.after):
        assert one.still_to_come is not None
        assert 0 <= one.still_to_come.low <= one.still_to_come.high <= one.open
        assert 0 <= one.still_to_come.estimate <= one.open
    assert (there.before.still_to_come, there.after.still_to_come) == (
        back.after.still_to_come,
        back.before.still_to_come,
    )


def test_without_an_enquiry_in_one_period_nothing_is_told() -> None:
    given_list = business(1, asked=(0, 50))
    found = change(given_list, BEFORE, AFTER)
    assert (found.before.still_to_come, found.after.still_to_come) == (None, None)


@pytest.mark.parametrize(("days_to_win", "days_to_lose"), [(20.0, None), (40.0, 12.0), (40.0, 60.0)])
def test_a_period_of_one_channel_that_holds_all_agrees_with_the_conversion_of_all(
    days_to_win: float, days_to_lose: float | None
) -> None:
    # given one channel, and a period that holds all who ever asked
    given_list = business(4, asked=(400, 400), days_to_win=days_to_win, days_to_lose=days_to_lose, channels=1)
    lag = fit_lag(given_list, given_list.channel, 1)
    whole = conversions(given_list, given_list.channel, 1, lag).whole.still_to_come
    assert whole.estimate > 30

    told = change(given_list, EVER, EVER).after.still_to_come

    # then it is told as by `conversions`, which has another prior
    assert told is not None
    assert told.estimate == pytest.approx(whole.estimate, rel=0.05)
    assert (told.low, told.high) == pytest.approx((whole.low, whole.high), rel=0.05)


def test_who_was_declined_does_not_come() -> None:
    # given a business where all is decided and everybody open was declined
    given_list = business(10, as_of=200)
    declined = replace(given_list, decided=np.where(given_list.state == WON, ACCEPTED, DECLINED))
    assert (given_list.state == OPEN).sum() > 300
    assert still_to_come(declined) == (Estimate(0.0, 0.0, 0.0), Estimate(0.0, 0.0, 0.0))


def test_who_is_undecided_comes_less_often_than_who_was_accepted() -> None:
    # given a business that accepted about half of those who asked, and those still open who asked this week
    given_list = business(11, asked=(800, 800), days_to_win=30.0, days_to_lose=30.0)
    yes = (given_list.state == WON) | (np.arange(1600) % 3 == 0)
    still_open = given_list.state == OPEN
    this_week = still_open & (given_list.heard > 172)
    decided = np.where(yes & ~still_open, ACCEPTED, DECLINED)

    def of(said: int) -> float:
        found = still_to_come(replace(given_list, decided=np.where(this_week, said, decided)))
        return found[1].estimate

    # then of the undecided so many come as are accepted and buy
    assert of(DECLINED) == 0
    assert 0.35 * of(ACCEPTED) < of(NOT_SAID) < 0.7 * of(ACCEPTED)
