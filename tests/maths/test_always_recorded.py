"""Every loss is written down sooner or later: how likely that is, and what follows from it."""

import numpy as np
import pytest
from numpy.polynomial.hermite_e import hermegauss
from scipy import stats
from scipy.special import expit, logsumexp

from tandem.maths import period_lags
from tandem.maths.enquiries import Enquiries, Floats
from tandem.maths.lag import ALL_RECORDED, LagPosterior, fit_lag
from tandem.maths.lag_cells import lag_cells
from tandem.maths.lag_families import FAMILIES, GAMMA, LOGNORMAL, WEIBULL
from tandem.maths.lag_likelihood import (
    ALWAYS,
    COMMON,
    MEDIAN,
    RECORDED,
    SCATTER,
    SPREAD,
    LagPoints,
    log_evidence,
)
from tandem.maths.lag_search import Top, tops_of_always, weighted_points
from tandem.maths.mixture import Known, explained, slopes
from tests.maths.forecast_lists import list_of
from tests.maths.rows import lost_after, waiting, won_after

# A few of each, by hand: days to the win or loss, with the age of the enquiry.
TINY = [
    *[won_after(day, 150, count=2) for day in (4, 9, 15, 22, 40)],
    *[lost_after(day, 150, count=6) for day in (10, 20, 30, 45, 70)],
    *[waiting(age, count=3) for age in (2, 8, 25, 60, 110)],
]


def tidy(seed: int, size: int, written: float = 1.0) -> Enquiries:
    """A third buy, log-normal with a middle of 12 days; the others are lost after twice as long.

    That share of the losses is written down.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(size):
        age, lag = int(rng.integers(0, 200)), int(12 * np.exp(0.7 * rng.standard_normal()))
        wins, told = rng.random() < 0.35, rng.random() < written
        ended = lag if wins else 2 * lag
        if ended > age or not (wins or told):
            rows.append(waiting(age))
        else:
            rows.append(won_after(ended, age) if wins else lost_after(ended, age))
    return list_of(rows)


def fitted(given_list: Enquiries) -> LagPosterior:
    found = fit_lag(given_list, given_list.channel, given_list.channels)
    assert found is not None
    return found


def belief_in_always(found: LagPosterior) -> float:
    return float((found.values[:, 4] == ALWAYS).mean())


# What the data say of it.


def by_quadrature(given_list: Enquiries, wins: Floats, losses: Floats) -> float:
    """Logarithm of the likelihood of one channel, its conversion and the common one integrated out.

    From scipy's log-normals, cell by cell, with all losses written down: an open one is c (1 - F) + (1 - c)
    (1 - G).
    """
    cells = lag_cells(given_list, given_list.channel, 1)
    bins = cells.bins
    of_wins, of_losses = (
        stats.lognorm(np.exp(spread), scale=np.exp(middle)) for middle, spread in (wins, losses)
    )
    fixed = 0.0
    for law, counts in ((of_wins, cells.won_after), (of_losses, cells.lost_after)):
        share = law.cdf(bins.last + 0.5) - np.where(bins.first > 0, law.cdf(bins.first - 0.5), 0.0)
        fixed += float((counts * np.log(np.maximum(share, 1e-300))).sum())
    logits = np.linspace(-8, 6, 4001)
    chance = expit(logits)[:, None]
    open_ones = chance * of_wins.sf(bins.middle) + (1 - chance) * of_losses.sf(bins.middle)
    by_chance = (np.log(open_ones) * cells.open[0]).sum(axis=1)
    by_chance += cells.won[0] * np.log(chance[:, 0]) + cells.lost[0] * np.log1p(-chance[:, 0])
    # Around a common one that is normal itself: normal, with both variances.
    believed = stats.norm.logpdf(logits, COMMON[0], np.hypot(COMMON[1], SCATTER))
    return fixed + float(logsumexp(by_chance + believed) + np.log(logits[1] - logits[0]))


@pytest.mark.parametrize(
    ("wins", "losses"), [((2.7, -0.1), (3.3, -0.2)), ((3.4, 0.2), (3.0, 0.1)), ((2.2, -0.4), (4.0, -0.5))]
)
def test_the_likelihood_of_always_is_that_of_quadrature(
    wins: tuple[float, float], losses: tuple[float, float]
) -> None:
    given_list = list_of(TINY)
    points = LagPoints(LOGNORMAL, np.array([wins]), np.zeros((1, 0)), np.array([losses]))
    assert points.always

    found = log_evidence(points, lag_cells(given_list, given_list.channel, 1))[0]

    prior = sum(
        stats.norm.logpdf(value, *belief)
        for lag in (wins, losses)
        for value, belief in zip(lag, (MEDIAN, SPREAD), strict=True)
    )
    # Ours takes the posterior of the conversion for a normal one (Laplace).
    assert found - prior == pytest.approx(
        by_quadrature(given_list, np.array(wins), np.array(losses)), abs=0.02
    )


def test_it_is_the_limit_of_ever_more_that_is_written_down() -> None:
    """Habits of channels are then no habits any more, and the prior of the share itself is put aside."""
    given_list = list_of(TINY)
    cells = lag_cells(given_list, given_list.channel, 1)
    lag = np.array([[2.7, -0.1, 3.3, -0.2]])

    always = log_evidence(LagPoints.of(LOGNORMAL, lag, cells), cells)[0]
    nearly = log_evidence(LagPoints.of(LOGNORMAL, np.append(lag, [[30.0]], axis=1), cells), cells)[0]

    assert nearly - stats.norm.logpdf(30.0, *RECORDED) == pytest.approx(always, abs=1e-6)


@pytest.mark.parametrize("family", [LOGNORMAL, WEIBULL, GAMMA])
def test_the_mean_weight_is_the_marginal_likelihood(family: int) -> None:
    """By Gauss and Hermite in all four numbers, twelve places each, around the top."""
    given_list = tidy(1, 300)
    top = Top.of(family, lag_cells(given_list, given_list.channel, 1)).always()

    points, weights = weighted_points(top, np.random.default_rng(0))

    nodes, shares = hermegauss(12)
    places = np.stack(np.meshgrid(*[nodes] * 4, indexing="ij")).reshape(4, -1)
    weight = np.log(np.stack(np.meshgrid(*[shares] * 4, indexing="ij"))).sum(axis=0).ravel()
    root = np.linalg.cholesky(top.covariance)
    around = LagPoints.of(family, top.values + places.T @ root.T, top.cells)
    explains = log_evidence(around, top.cells) + weight + 0.5 * (places**2).sum(axis=0)
    assert points.always
    assert logsumexp(weights) - np.log(len(weights)) == pytest.approx(
        logsumexp(explains) + np.log(np.diag(root)).sum(), abs=0.05
    )


def test_a_lag_adds_up_what_a_share_and_always_explain() -> None:
    given_list = tidy(1, 300)
    cells = lag_cells(given_list, given_list.channel, 1)
    generator = np.random.default_rng(0)
    tops = [Top.of(family, cells) for family in range(len(FAMILIES))]

    found = fitted(given_list)

    both = []
    for chosen, belief in ((tops, 1 - ALL_RECORDED), (tops_of_always(tops), ALL_RECORDED)):
        weights = [weighted_points(top, generator)[1] for top in chosen]
        mean = logsumexp(weights, axis=1) - np.log([len(each) for each in weights])
        both.append(logsumexp(mean + np.log([0.3, 0.3, 0.3, 0.1])) + np.log(belief))
    assert found.evidence == pytest.approx(logsumexp(both), abs=1e-9)
    assert belief_in_always(found) == pytest.approx(np.exp(both[1] - logsumexp(both)), abs=1 / 48)


# When it is believed.


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_more_losses_are_forgotten_the_less_it_is_believed(seed: int) -> None:
    shares = [1.0, 0.98, 0.95, 0.9]

    found = [belief_in_always(fitted(tidy(seed, 1200, share))) for share in shares]

    assert found[0] > 0.9
    assert found[0] >= found[1] >= found[2]
    assert found[2:] == [0.0, 0.0]


def test_old_ones_that_are_open_are_reason_enough() -> None:
    """Wins and losses take two months at most; 12 in 300 who asked more than a year ago are open."""
    closed = [won_after(day, 400, count=3) for day in range(2, 60, 2)]
    closed += [lost_after(day, 400, count=7) for day in range(2, 60, 2)]

    none, some = (fitted(list_of([*closed, waiting(400, count=count)])) for count in (0, 12))

    assert belief_in_always(none) > 0.9
    assert belief_in_always(some) == 0.0


def test_where_no_loss_is_written_down_it_is_not_thought_of() -> None:
    rows = [won_after(day, 100, count=2) for day in range(3, 30)] + [waiting(100, count=50)]

    assert belief_in_always(fitted(list_of(rows))) == 0.0


# What follows from it.


def test_habits_have_no_slope_and_the_conversion_has_its_own() -> None:
    rng = np.random.default_rng(0)
    known = Known(np.array([3.0, 8.0]), np.array([9.0, 2.0]), rng.integers(0, 5, (2, 30)).astype(float))
    winners, lost_by = np.linspace(0.99, 0.01, 30), np.linspace(0.0, 1.0, 30)
    chance, habit = np.array([-1.2, 0.4]), np.full(2, ALWAYS)

    found = slopes(known, chance, habit, winners, lost_by)

    up, middle, down = (
        explained(known, chance + step, habit, winners, lost_by) for step in (1e-4, 0.0, -1e-4)
    )
    np.testing.assert_allclose(found.chance, (up - down) / 2e-4, rtol=1e-6)
    np.testing.assert_allclose(found.chance_bend, -(up - 2 * middle + down) / 1e-8, rtol=1e-3)
    assert not np.any([found.habit, found.habit_bend, found.both])
    # The oldest can be no loss any more: it will buy for sure, and no logarithm is of 0.
    assert np.isfinite(middle).all()


# In two periods.


def test_what_is_believed_of_two_periods_is_a_belief() -> None:
    """Eight times as likely in both as by two fits that know nothing of one another; it adds up to 1."""
    yes_no = np.array([True, False])

    ratio = np.exp(period_lags._recorded(yes_no[:, None], yes_no[None, :], np.zeros((2, 2))))

    assert ratio == pytest.approx(np.array([[8, 2 / 9], [2 / 9, 0.88 / 0.81]]))
    share = np.array([ALL_RECORDED, 1 - ALL_RECORDED])
    assert share @ ratio @ share == pytest.approx(1)
    # And either period alone is believed of what it was.
    assert share * (ratio @ share) == pytest.approx(share)


def test_a_pair_with_all_losses_written_down_in_both_periods_is_worth_more() -> None:
    one = fitted(tidy(3, 300))
    always = one.values[:, 4] == ALWAYS
    assert 0 < always.sum() < len(always)

    worth = period_lags._weights(one, one)

    step = (one.values[None, :, :4] - one.values[:, None, :4]) / np.array([0.5, 0.25, 0.5, 0.25])
    wide = np.array([1.2, 0.6, 1.2, 0.6]) * np.sqrt(2) / np.array([0.5, 0.25, 0.5, 0.25])
    lags = (-0.5 * step**2 + 0.5 * (step / wide) ** 2 + np.log(wide)).sum(axis=-1)
    both, mixed = always[:, None] & always[None, :], always[:, None] ^ always[None, :]
    assert (worth - lags)[both] == pytest.approx(np.log(8))
    assert (worth - lags)[mixed] == pytest.approx(np.log(2 / 9))
    apart = one.values[None, :, 4] - one.values[:, None, 4]
    near = np.log(0.88 / 0.81) + stats.norm.logpdf(apart) - stats.norm.logpdf(apart, 0, 2 * np.sqrt(2))
    share = ~both & ~mixed
    assert (worth - lags)[share] == pytest.approx(near[share])
