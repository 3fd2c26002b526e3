"""The lag: families told by middle and spread, fits held against lifelines and print, laws, and odd lists."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import LogNormalFitter
from scipy import integrate, stats

from tandem.maths.enquiries import LOST, WON, Enquiries, Floats
from tandem.maths.lag import LagPosterior, fit_lag, fit_two_lags, prior_lag
from tandem.maths.lag_cells import lag_cells
from tandem.maths.lag_families import FAMILIES, GAMMA, LOGNORMAL, TWO_SPEEDS, WEIBULL, share_by
from tandem.maths.lag_likelihood import NEVER, LagPoints, log_evidence
from tandem.maths.lag_search import Top, weighted_points
from tandem.maths.simulation.firms import firm
from tandem.maths.simulation.varieties import young_plan
from tests.maths.forecast_lists import Row, list_of
from tests.maths.rows import any_rows, lost_after, waiting, won_after, won_somehow

DAYS = np.array([0.5, 1, 3, 10, 30, 100, 300, 1000])
MIDDLE, SPREAD = float(np.log(20)), float(np.log(0.8))


def fitted(given_list: Enquiries) -> LagPosterior:
    found = fit_lag(given_list, given_list.channel, given_list.channels)
    assert found is not None
    return found


def shop(seed: int, size: int = 300, *, median: float = 12.0, losses: bool = True) -> list[Row]:
    """A third of them win, log-normal with a spread of .7; the others are lost a month later or wait."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(size):
        age, channel = int(rng.integers(0, 200)), int(rng.integers(2))
        lag = int(median * np.exp(0.7 * rng.standard_normal()))
        if rng.random() < 0.35:
            rows.append(won_after(lag, age, channel=channel) if lag <= age else waiting(age, channel=channel))
        elif losses and 2 * lag <= age:
            rows.append(lost_after(2 * lag, age, channel=channel))
        else:
            rows.append(waiting(age, channel=channel))
    return rows


# Families.


def scipy_share(family: int) -> Floats:
    """By scipy's own distributions, with the same middle and spread of the logarithm."""
    middle, spread = np.exp(MIDDLE), np.exp(SPREAD)
    if family == LOGNORMAL:
        return np.asarray(stats.lognorm.cdf(DAYS, spread, scale=middle))
    if family == WEIBULL:
        shape = np.pi / np.sqrt(6) / spread
        return np.asarray(stats.weibull_min.cdf(DAYS, shape, scale=middle / np.log(2) ** (1 / shape)))
    low, high = 0.01, 100.0
    for _ in range(200):
        shape = np.sqrt(low * high)
        wide = stats.loggamma.std(shape) > spread
        low, high = (shape, high) if wide else (low, shape)
    return np.asarray(stats.gamma.cdf(DAYS, shape, scale=middle / stats.gamma.ppf(0.5, shape)))


@pytest.mark.parametrize("family", [LOGNORMAL, WEIBULL, GAMMA])
def test_a_family_is_told_by_its_middle_and_the_spread_of_its_logarithm(family: int) -> None:
    found = share_by(family, DAYS, np.array([[MIDDLE, SPREAD]]))[0]

    assert found == pytest.approx(scipy_share(family), abs=1e-9)
    assert share_by(family, np.array([20.0]), np.array([[MIDDLE, SPREAD]]))[0, 0] == pytest.approx(0.5)


@pytest.mark.parametrize(("slow", "between"), [(-1.5, 0.0), (0.0, 1.0), (2.0, 2.0)])
def test_two_speeds_have_mean_and_spread_of_their_logarithm(slow: float, between: float) -> None:
    lag = np.array([[MIDDLE, SPREAD, slow, between]])
    logs = np.linspace(MIDDLE - 15, MIDDLE + 15, 60_000)

    known = share_by(TWO_SPEEDS, np.exp(logs), lag)[0]

    # The mean of x is the area over F to its right less that under it to its left, the second moment alike.
    away = logs - MIDDLE
    mean = integrate.trapezoid(np.where(away > 0, 1 - known, -known), away)
    square = integrate.trapezoid(2 * np.abs(away) * np.where(away > 0, 1 - known, known), away)
    assert mean == pytest.approx(0, abs=1e-4)
    assert np.sqrt(square) == pytest.approx(np.exp(SPREAD), rel=1e-3)


@given(
    st.integers(0, 3),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
)
def test_shares_grow_from_0_to_1_however_far_the_search_goes(
    family: int, middle: float, spread: float, slow: float, between: float
) -> None:
    """A draw with heavy tails, or a step of the search, may be anywhere: no number is lost there."""
    lag = np.array([[middle, spread, slow, between]])[:, : 4 if family == TWO_SPEEDS else 2]

    with np.errstate(divide="raise", invalid="raise", over="raise"):
        found = share_by(family, DAYS, lag)[0]

    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= -1e-12).all()


@pytest.mark.parametrize("slow", [40.0, -40.0, 800.0, -800.0])
def test_where_all_are_slow_or_all_quick_there_is_one_speed(slow: float) -> None:
    """1 - share of the slow ones is 0 in floating point, and was divided by."""
    with np.errstate(divide="raise", invalid="raise", over="raise"):
        found = share_by(TWO_SPEEDS, DAYS, np.array([[MIDDLE, SPREAD, slow, 1.0]]))[0]

    within = np.exp(SPREAD) * np.sqrt(1 - 1 / (1 + np.exp(-1.0)))
    assert found == pytest.approx(stats.norm.cdf((np.log(DAYS) - MIDDLE) / within), abs=1e-6)


# Oracles.


@pytest.mark.parametrize("seed", range(2))
def test_with_all_ends_known_it_is_the_fit_of_lifelines(seed: int) -> None:
    """The same whole days, taken as between half a day less and half a day more; the prior weighs little."""
    lag = np.floor(25 * np.exp(0.9 * np.random.default_rng(seed).standard_normal(2000)) + 0.5).astype(int)
    lag = lag[lag > 0]
    fitter = LogNormalFitter().fit_interval_censoring(lag - 0.5, lag + 0.5)
    rows = [won_after(int(day), 1500) for day in lag] + [lost_after(30, 1500, count=4000)]

    found = fitted(list_of(rows))

    ours = found.values[found.families == LOGNORMAL].mean(axis=0)
    assert (found.family, found.dated) == ("lognormal", len(lag))
    assert ours[0] == pytest.approx(fitter.mu_, abs=0.02)
    assert np.exp(ours[1]) == pytest.approx(fitter.sigma_, rel=0.03)
    assert found.median == pytest.approx(np.exp(fitter.mu_), rel=0.03)
    assert found.p90 == pytest.approx(np.exp(fitter.mu_ + stats.norm.ppf(0.9) * fitter.sigma_), rel=0.04)


def test_the_weibull_of_the_ball_bearings() -> None:
    """Lieblein and Zelen (1956): 23 endurance tests in millions of revolutions.

    Maximum likelihood as printed by Lawless (1982) and by Meeker and Escobar (1998): shape 2.102, scale
    81.88. A day stands for a million, and each test a hundred times makes the prior light.
    """
    revolutions = [
        17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80,
        68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40,
    ]  # fmt: skip
    rows = [won_after(round(each), 300, count=100) for each in revolutions]
    given_list = list_of([*rows, lost_after(100, 300, count=100)])

    top = Top.of(WEIBULL, lag_cells(given_list, given_list.channel, 1))
    points, weights = weighted_points(top, np.random.default_rng(0))

    share = np.exp(weights - weights.max())
    middle, spread = (share / share.sum()) @ points.wins
    shape = np.pi / np.sqrt(6) / np.exp(spread)
    assert shape == pytest.approx(2.102, rel=0.01)
    assert np.exp(middle) / np.log(2) ** (1 / shape) == pytest.approx(81.88, rel=0.005)


def lags_of(family: str, rng: np.random.Generator, size: int = 3000) -> Floats:
    if family == "lognormal":
        return np.asarray(20 * rng.lognormal(0, 0.9, size))
    if family == "weibull":
        return np.asarray(30 * rng.weibull(0.7, size))
    if family == "gamma":
        return rng.gamma(2.0, 12.0, size)
    return np.asarray(np.where(rng.random(size) < 0.5, 5, 90) * rng.lognormal(0, 0.3, size))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_family_is_the_one_that_the_wins_are_from(family: str) -> None:
    lag = np.round(lags_of(family, np.random.default_rng(7))).astype(int)
    day, count = np.unique(lag, return_counts=True)
    rows = [won_after(int(d), 2500, count=int(c)) for d, c in zip(day, count, strict=True)]

    found = fitted(list_of([*rows, lost_after(40, 2500, count=5000)]))

    assert found.family == family
    assert found.probability > 0.8
    reached = found.share_known(np.array([10.0, 40.0, 120.0])).mean(axis=0)
    assert reached == pytest.approx([(lag <= end).mean() for end in (10, 40, 120)], abs=0.03)


# Laws.


@settings(max_examples=12, deadline=None)
@given(any_rows())
def test_of_any_list_it_is_a_share_that_grows(rows: list[Row]) -> None:
    given_list = list_of(rows, channels=3)
    dated = sum(
        row.count for row in rows if row.state == WON and row.closed is not None and row.closed <= row.heard
    )

    found = fit_lag(given_list, given_list.channel, 3)

    assert (found is None) == (dated == 0)
    if found is None:
        return
    for shares in (found.share_known(DAYS), found.share_lost(DAYS), found.known(DAYS), found.lost_by(DAYS)):
        assert ((shares >= 0) & (shares <= 1)).all()
        assert (np.diff(shares, axis=1) >= -1e-12).all()
    assert found.dated == dated
    assert np.isfinite(found.evidence)
    assert 0 < found.median <= found.p90


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 500))
def test_order_cells_and_calendar_do_not_matter(seed: int, days: int) -> None:
    rows = shop(3, 60)
    again = [rows[place] for place in np.random.default_rng(seed).permutation(len(rows))]
    later = [
        replace(row, heard=row.heard + days, closed=None if row.closed is None else row.closed + days)
        for row in again
    ]

    first, second = (
        fitted(list_of(rows, channels=2)),
        fitted(list_of(later, channels=2, as_of=739_000 - days)),
    )

    assert second.values.tolist() == first.values.tolist()
    assert (second.median, second.evidence) == (first.median, first.evidence)


def test_one_cell_of_three_is_three_cells_of_one() -> None:
    rows = shop(3, 60)
    thrice = [replace(row, count=3) for row in rows]

    one, three = fitted(list_of(thrice, channels=2)), fitted(list_of(rows * 3, channels=2))

    assert one.values.tolist() == three.values.tolist()


def test_the_names_of_the_channels_do_not_matter() -> None:
    rows = shop(3, 60)
    swapped = [replace(row, channel=1 - row.channel) for row in rows]

    first, second = fitted(list_of(rows, channels=2)), fitted(list_of(swapped, channels=2))

    assert second.evidence == pytest.approx(first.evidence, abs=1e-3)
    assert second.median == pytest.approx(first.median, rel=1e-3)


def test_an_enquiry_of_this_day_counts_nothing() -> None:
    """Nothing can have come of it yet: neither lag nor family is any likelier for it."""
    rows = [row for row in shop(3, 80) if row.closed is None or row.heard - row.closed > 2]
    points = LagPoints(LOGNORMAL, np.array([[3.0, -0.3]]), np.zeros((1, 0)), np.array([[3.5, -0.3, 0.0]]))

    def explains(given_rows: list[Row]) -> float:
        given_list = list_of(given_rows, channels=2)
        return float(log_evidence(points, lag_cells(given_list, given_list.channel, 2))[0])

    alone = explains(rows)
    assert explains([*rows, waiting(0, count=200)]) == pytest.approx(alone, abs=0.02)
    assert explains([*rows, waiting(150, count=200)]) < alone - 1


def test_sixteen_times_as_many_are_known_four_times_as_well() -> None:
    rows = shop(3, 200)

    few = fitted(list_of(rows, channels=2)).share_known(np.array([10.0])).std()
    many = (
        fitted(list_of([replace(row, count=16) for row in rows], channels=2))
        .share_known(np.array([10.0]))
        .std()
    )

    assert 0.15 < many / few < 0.45


def test_open_enquiries_make_a_lag_longer_than_the_wins_alone_look() -> None:
    """Wins seen so far are the quick ones; half of the wins of this shop are still to come."""
    rng = np.random.default_rng(1)
    rows = []
    for _ in range(800):
        age, lag = int(rng.integers(0, 40)), int(30 * np.exp(0.8 * rng.standard_normal()))
        rows.append(won_after(lag, age) if lag <= age and rng.random() < 0.5 else waiting(age))
    seen = np.median([row.heard - row.closed for row in rows if row.closed is not None])

    found = fitted(list_of(rows))

    assert seen < 16
    assert found.median > 1.4 * seen


# Edges.


def test_wins_of_the_very_day_take_no_time_and_leave_the_lag_of_the_others() -> None:
    rows = [row for row in shop(3, 400) if row.closed is None or row.heard > row.closed]
    share = sum(row.count for row in rows if row.state == WON)

    without, with_them = (
        fitted(list_of(rows, channels=2)),
        fitted(list_of([*rows, won_after(0, 90, count=share)], channels=2)),
    )

    assert without.at_once.tolist() == [[NEVER]] * len(without.at_once)
    assert with_them.share_known(np.array([0.5])).mean() == pytest.approx(0.5, abs=0.06)
    assert with_them.values[:, 0].mean() == pytest.approx(without.values[:, 0].mean(), abs=0.15)


def test_all_won_on_the_very_day() -> None:
    found = fitted(list_of([won_after(0, 60, count=40), waiting(60, count=60)]))

    assert found.median < 0.5
    assert found.share_known(np.array([0.5])).mean() > 0.9


def test_a_win_before_contact_is_told_and_used_as_one_without_a_day() -> None:
    rows = shop(3, 100)

    before, undated = (
        fitted(list_of([*rows, win], channels=2)) for win in (won_after(-4, 90), won_somehow(90))
    )

    assert (before.before_contact, undated.before_contact) == (1, 0)
    assert undated.undated == before.undated + 1
    assert before.dated == undated.dated
    assert before.values.tolist() == undated.values.tolist()


def test_without_recorded_losses_none_is_taken_to_be() -> None:
    found = fitted(list_of(shop(3, 300, losses=False), channels=2))

    assert set(found.values[:, 4].tolist()) == {NEVER}
    assert (found.share_lost(DAYS) < 1e-15).all()
    assert 8 < found.median < 18


def test_losses_in_part_or_never_leave_the_lag_of_wins() -> None:
    rng = np.random.default_rng(2)
    rows = shop(3, 900)
    part = [
        row if row.state != LOST or rng.random() < 0.2 else waiting(row.heard, channel=row.channel)
        for row in rows
    ]

    whole, fifth = fitted(list_of(rows, channels=2)), fitted(list_of(part, channels=2))

    assert fifth.median == pytest.approx(whole.median, rel=0.15)
    assert np.median(fifth.values[:, 4]) < np.median(whole.values[:, 4]) - 1


def test_one_win_says_little_and_a_channel_with_one_enquiry_is_no_trouble() -> None:
    found = fitted(
        list_of([won_after(10, 50), waiting(30, channel=1), lost_after(5, 50, channel=2)], channels=4)
    )

    wide = found.share_known(np.array([10.0]))
    assert np.isfinite(found.evidence)
    assert wide.max() - wide.min() > 0.3
    assert found.dated == 1


def test_all_won() -> None:
    found = fitted(list_of([won_after(day, 100, count=3) for day in range(5, 30)]))

    assert found.dated == 75
    assert found.median == pytest.approx(17, abs=2)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [waiting(10, count=50), lost_after(3, 10)],
        [won_somehow(30, count=9)],
        [won_after(-2, 30, count=9)],
    ],
    ids=["nothing", "no win", "no day", "before contact"],
)
def test_without_a_win_that_has_a_day_there_is_no_lag(rows: list[Row]) -> None:
    given_list = list_of(rows)

    assert fit_lag(given_list, given_list.channel, 1) is None


def test_before_any_win_a_month_is_believed() -> None:
    believed = prior_lag()

    assert 15 < believed.median < 60
    assert (np.diff(believed.known(DAYS), axis=1) >= 0).all()


# Two lags.


def test_evidence_is_a_number_where_one_win_stands_against_many_open() -> None:
    """Given some lags, conversions near 15 % and near 80 % are two tops.

    Between them the search for the best went down instead of up, and the evidence was the logarithm of a
    negative number. The firm is the one in which that was seen: its second quarter has one win.
    """
    rng = np.random.default_rng([145, 4])
    made = firm(rng, young_plan(rng))
    used = made.enquiries.heard_within(made.before.first, made.after.last)
    largest = np.argsort(-np.bincount(used.channel, minlength=used.channels), kind="stable")[:5]
    place = np.full(used.channels, 5)
    place[largest] = np.arange(len(largest))
    after = used.heard >= made.after.first

    found = fit_two_lags(used, 2 * place[used.channel] + after, 12, after)

    assert found.after is not None
    assert found.after.dated == 1
    assert np.isfinite([found.after.evidence, found.log_odds]).all()


def test_evidence_is_a_number_for_a_lag_that_lets_nobody_have_bought_yet() -> None:
    """As above, in six channels by hand, of which one has a win."""
    rows = [won_after(1, 60, channel=4)]
    for channel, (lost, still) in enumerate([(2, 26), (3, 15), (0, 14), (0, 8), (1, 5), (0, 6)]):
        rows += [waiting(50, channel=channel, count=still)]
        rows += [lost_after(12, 60, channel=channel, count=lost)] if lost else []
    given_list = list_of(rows, channels=6)
    cells = lag_cells(given_list, given_list.channel, 6)
    middles = np.linspace(2.0, 12.0, 41)
    wins = np.column_stack([middles, np.full(41, -1.0)])
    points = LagPoints(LOGNORMAL, wins, np.zeros((41, 0)), np.tile([3.35, -0.93, 1.93], (41, 1)))

    evidence = log_evidence(points, cells)

    assert np.isfinite(evidence).all()
    # The longer the lag, the less the early win fits it, and there is no jump on the way.
    assert (np.diff(evidence[middles > 6]) < 0).all()
    assert (np.abs(np.diff(evidence, 2))[middles[2:] > 6] < 0.6).all()


def test_two_lags_are_told_apart_and_one_is_not() -> None:
    early, quick = shop(5, 500), shop(6, 500, median=12.0)
    slow = shop(6, 500, median=45.0)

    def odds(second: list[Row]) -> tuple[float, bool]:
        given_list = list_of([*early, *second], channels=2)
        after = np.arange(len(early) + len(second)) >= len(early)
        found = fit_two_lags(given_list, given_list.channel + 2 * after, 4, after)
        return found.log_odds, found.differ

    assert odds(slow)[1]
    alike, differ = odds(quick)
    assert (alike < 0, differ) == (True, False)


def test_a_part_without_a_dated_win_has_no_lag_of_its_own() -> None:
    early = shop(5, 60)
    given_list = list_of([*early, waiting(5, count=20)], channels=2)
    after = np.arange(len(early) + 1) == len(early)

    found = fit_two_lags(given_list, given_list.channel + 2 * after, 4, after)

    assert found.together is not None
    assert (found.after, found.log_odds, found.differ) == (None, 0.0, False)
