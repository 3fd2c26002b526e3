"""Final conversion: a published hierarchy, the posterior by integration, and laws of what is still open."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaln

from tandem.maths.conversion import Conversions, chance_to_win, conversion_draws, conversions, won_within
from tandem.maths.enquiries import Enquiries, Floats
from tandem.maths.lag import LagPosterior, fit_lag, prior_lag
from tandem.maths.lag_likelihood import ALWAYS, NEVER
from tests.maths.forecast_lists import TODAY, Row, list_of
from tests.maths.rows import any_rows, lost_after, waiting, won_after, won_somehow

shares = st.floats(0.001, 0.999)
# Where a conversion may lie, for integrals by hand.
CHANCES = np.linspace(0.0005, 0.9995, 4000)


def known_lag(median: float, spread: float, recorded: float = NEVER) -> LagPosterior:
    """As if the lag were known: log-normal, of losses half as long again."""
    values = [np.log(median), np.log(spread), np.log(1.5 * median), np.log(spread), recorded]
    believed = prior_lag()
    return replace(believed, families=np.zeros(48, dtype=np.int64), values=np.tile(values, (48, 1)))


def found(
    rows: list[Row], *, channels: int = 1, lag: LagPosterior | None = None, draws: int = 960
) -> Conversions:
    given_list = list_of(rows, channels=channels)
    return conversions(given_list, given_list.channel, channels, lag or known_lag(20, 0.8), draws=draws)


def prior_of_one(chance: Floats) -> Floats:
    """Density of a conversion before anything is known: betas over the grid of mean and likeness.

    The mean of all is Beta(1, 4) between .01 and .85, and how alike they are, s, from 2 to 200, has the
    density s^-1/2 / (1 + s / 30).
    """
    logits = np.linspace(np.log(0.01 / 0.99), np.log(0.85 / 0.15), 20)
    mean, alike = 1 / (1 + np.exp(-logits)), np.geomspace(2, 200, 9)
    weight = (mean * (1 - mean) ** 4)[:, None] * np.sqrt(alike) / (1 + alike / 30)
    first, second = mean[:, None] * alike, (1 - mean[:, None]) * alike
    log = (first - 1)[..., None] * np.log(chance) + (second - 1)[..., None] * np.log1p(-chance)
    density = np.exp(log - betaln(first, second)[..., None])
    return np.asarray((weight[..., None] * density).sum(axis=(0, 1)) / weight.sum())


def quantiles(density: Floats, at: tuple[float, ...] = (0.05, 0.5, 0.95)) -> Floats:
    summed = np.cumsum(density)
    return np.asarray(CHANCES[np.searchsorted(summed / summed[-1], at)])


# Published.


def test_the_rat_tumours_of_tarone() -> None:
    """Gelman et al., Bayesian data analysis, 3rd edition (2013), section 5.3: 71 groups of rats.

    Data of Tarone (1982), their table 5.1; the hierarchy there is Beta(2.4, 14.3) at its posterior mean
    (page 113; 2.39 and 14.18 in PyMC's worked example), and the last group's 4 of 14 is drawn to .21.
    """
    sick = [
        *[0] * 14, *[1] * 8, *[2] * 9, 1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, *[4] * 7, 10, 4, 4, 4, 5, 11,
        12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4,
    ]  # fmt: skip
    rats = [
        *[20] * 7, *[19] * 4, 18, 18, 17, *[20] * 4, 19, 19, 18, 18, 25, 24, 23, *[20] * 6, 10, 49, 19, 46,
        27, 17, 49, 47, 20, 20, 13, 48, 50, *[20] * 7, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20,
        20, 52, 46, 47, 24, 14,
    ]  # fmt: skip
    rows = [won_after(9, 900, channel=group, count=count) for group, count in enumerate(sick) if count]
    rows += [
        lost_after(9, 900, channel=group, count=of - y)
        for group, (y, of) in enumerate(zip(sick, rats, strict=True))
    ]
    given_list = list_of(rows, channels=71)
    assert (len(sick), len(rats), sum(sick), given_list.total) == (71, 71, 267, 1739)

    draws = conversion_draws(given_list, given_list.channel, 71, known_lag(9, 0.5, 40.0), draws=2400, seed=0)

    first, second = 2.4, 14.3
    alone = [(first + y) / (first + second + of) for y, of in zip(sick, rats, strict=True)]
    assert draws[:, 70].mean() == pytest.approx((4 + first) / (14 + first + second), abs=0.01)
    assert draws.mean(axis=0) == pytest.approx(np.array(alone), abs=0.015)
    assert draws.mean() == pytest.approx(first / (first + second), abs=0.01)


# Oracles.


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (0, 30), (3, 17), (12, 0), (40, 160)])
def test_with_nothing_open_it_is_the_beta_binomial(won: int, lost: int) -> None:
    """One channel: the prior by hand, times the binomial of scipy."""
    rows = [won_after(3, 900, count=won)] * (won > 0) + [lost_after(3, 900, count=lost)] * (lost > 0)
    given_list = list_of(rows)

    draws = conversion_draws(given_list, given_list.channel, 1, known_lag(3, 0.5, 40.0), draws=9600, seed=1)

    expected = quantiles(prior_of_one(CHANCES) * stats.binom.pmf(won, won + lost, CHANCES))
    assert np.quantile(draws, [0.05, 0.5, 0.95]) == pytest.approx(expected, abs=0.012)


@pytest.mark.parametrize(("won", "still", "age"), [(2, 30, 4), (5, 20, 8), (0, 25, 11), (8, 4, 8)])
def test_open_ones_without_recorded_losses_count_as_one_less_what_should_have_come(
    won: int, still: int, age: int
) -> None:
    """The mixture cure model with a known lag: c^won (1 - c F)^still."""
    rows = [won_after(3, age, count=won)] * (won > 0) + [waiting(age, count=still)]
    share = stats.norm.cdf((np.log(age + 0.5) - np.log(8)) / 0.8)

    told = found(rows, lag=known_lag(8, 0.8), draws=9600).whole

    low, middle, high = quantiles(prior_of_one(CHANCES) * CHANCES**won * (1 - CHANCES * share) ** still)
    assert told.conversion is not None
    assert told.conversion.estimate == pytest.approx(middle, abs=0.006)
    assert (told.conversion.low, told.conversion.high) == pytest.approx((low, high), abs=0.012)
    # The more likely they are to buy, the more are to come, so the middle of the one is that of the other.
    expected = still * middle * (1 - share) / (1 - middle * share)
    assert told.still_to_come.estimate == pytest.approx(expected, abs=0.06, rel=0.03)


@pytest.mark.parametrize(("won", "lost", "still", "age"), [(2, 9, 30, 4), (5, 10, 20, 12), (0, 12, 25, 30)])
def test_where_every_loss_is_recorded_no_open_one_is_a_silent_loss(
    won: int, lost: int, still: int, age: int
) -> None:
    """With a known lag: c^won (1 - c)^lost (c (1 - F) + (1 - c) (1 - G))^still."""
    rows = [won_after(3, age, count=won)] * (won > 0) + [
        lost_after(3, age, count=lost),
        waiting(age, count=still),
    ]
    known, lost_by = (stats.norm.cdf((np.log(age + 0.5) - np.log(middle)) / 0.8) for middle in (8, 12))

    result = found(rows, lag=known_lag(8, 0.8, ALWAYS), draws=9600)

    wins, losses = CHANCES * (1 - known), (1 - CHANCES) * (1 - lost_by)
    counted = CHANCES**won * (1 - CHANCES) ** lost * (wins + losses) ** still
    low, middle, high = quantiles(prior_of_one(CHANCES) * counted)
    assert result.whole.conversion is not None
    assert result.whole.conversion.estimate == pytest.approx(middle, abs=0.006)
    assert (result.whole.conversion.low, result.whole.conversion.high) == pytest.approx(
        (low, high), abs=0.012
    )
    expected = still * middle * (1 - known) / (middle * (1 - known) + (1 - middle) * (1 - lost_by))
    assert result.whole.still_to_come.estimate == pytest.approx(expected, abs=0.06, rel=0.03)
    assert set(result.draws.recorded.ravel().tolist()) == {1.0}


@given(shares, shares, shares, shares)
def test_the_chance_of_an_open_one_is_by_bayes(
    conversion: float, recorded: float, known: float, lost_by: float
) -> None:
    given_now = [np.array([value]) for value in (conversion, recorded, known, lost_by)]

    chance = float(chance_to_win(*given_now)[0])

    wins_later, never_silent = conversion * (1 - known), (1 - conversion) * (1 - recorded * lost_by)
    assert chance == pytest.approx(wins_later / (wins_later + never_silent))
    # Older with no loss recorded is worse; a loss that would have been recorded speaks for a win.
    assert chance <= float(chance_to_win(given_now[0], given_now[1], known / 2 * np.ones(1), given_now[3])[0])
    assert chance >= float(chance_to_win(given_now[0], np.zeros(1), given_now[2], given_now[3])[0])


def test_without_anything_known_of_its_age_the_chance_is_the_conversion() -> None:
    nothing = np.zeros(1)

    assert chance_to_win(np.array([0.3]), np.array([0.8]), nothing, nothing) == pytest.approx(0.3)
    assert chance_to_win(np.array([0.3]), nothing, np.ones(1), nothing) == pytest.approx(0)


# Laws.


@settings(max_examples=10, deadline=None)
@given(any_rows())
def test_of_any_list_the_counts_add_up_and_estimates_lie_where_they_can(rows: list[Row]) -> None:
    told = found(rows, channels=3)

    assert told.whole.enquiries == sum(row.count for row in rows)
    for one in (told.whole, *told.groups):
        assert one.won + one.lost + one.open == one.enquiries
        assert (one.conversion is None) == (one.naive is None) == (one.enquiries == 0)
        assert 0 <= one.still_to_come.low <= one.still_to_come.high <= one.open
        assert 0 <= one.still_to_come.estimate <= one.open
        if one.conversion is not None:
            assert 0 < one.conversion.low <= one.conversion.estimate <= one.conversion.high < 1
    for field in ("enquiries", "won", "lost", "open"):
        assert sum(getattr(one, field) for one in told.groups) == getattr(told.whole, field)
    weights = np.array([one.enquiries for one in told.groups])
    overall = told.draws.conversion @ weights / weights.sum()
    assert told.whole.conversion is not None
    assert told.whole.conversion.estimate == pytest.approx(float(np.median(overall)))


@settings(max_examples=5, deadline=None)
@given(any_rows(), st.integers(1, 300))
def test_order_cells_and_calendar_do_not_matter(rows: list[Row], days: int) -> None:
    moved = [
        replace(
            row, heard=row.heard + days, closed=None if row.closed is None else row.closed + days, count=1
        )
        for row in rows
        for _ in range(row.count)
    ]
    moved = [moved[place] for place in np.random.default_rng(days).permutation(len(moved))]
    lag = known_lag(20, 0.8)

    def draws(given_list: Enquiries) -> list[list[float]]:
        return conversions(given_list, given_list.channel, 3, lag).draws.conversion.tolist()

    assert draws(list_of(moved, channels=3, as_of=TODAY - days)) == draws(list_of(rows, channels=3))


def test_an_enquiry_of_this_day_counts_nothing() -> None:
    """It is one more that may come, and no word on how many do."""
    rows = [won_after(9, 90, count=6), waiting(90, count=30)]

    before, after = found(rows), found([*rows, waiting(0, count=500)])

    assert before.whole.conversion is not None
    assert after.whole.conversion is not None
    assert after.whole.conversion.estimate == pytest.approx(before.whole.conversion.estimate, abs=0.003)
    assert after.whole.conversion.high == pytest.approx(before.whole.conversion.high, abs=0.005)
    assert after.whole.still_to_come.estimate > 40
    assert after.whole.naive == pytest.approx(6 / 536)


def test_the_older_the_open_ones_the_fewer_are_to_come() -> None:
    told = [found([won_after(9, 200, count=8), waiting(age, count=40)]).whole for age in (1, 10, 30, 90, 200)]

    for value in ("conversion", "still_to_come"):
        estimates = [getattr(one, value).estimate for one in told]
        assert estimates == sorted(estimates, reverse=True)
    assert told[0].naive == told[-1].naive == pytest.approx(8 / 48)
    assert told[-1].still_to_come.estimate < 0.5


def test_customers_by_a_day_are_those_of_now_at_first_and_all_at_last() -> None:
    # given a channel with open enquiries and one in which every end is known, both around a break
    rows = [
        *(won_after(9, 200, count=8), waiting(10, count=200), waiting(60, count=40)),
        *(won_after(9, 200, channel=1, count=5), lost_after(9, 200, channel=1, count=30)),
    ]
    asked, lag = list_of(rows, channels=2), known_lag(20, 0.8)
    later = asked.heard >= TODAY - 30

    def by(days: int) -> Floats:
        return won_within(asked, asked.channel, 2, lag, days, later=later)

    # when it is asked of days further and further away, and of the very end
    drawn = [by(days) for days in (0, 5, 20, 60, 100_000)]
    whole = conversions(asked, asked.channel, 2, lag, later=later).groups[0]

    # then they grow from who has bought to who ever will
    assert (drawn[0] == [8, 5]).all()
    means = [float(one[:, 0].mean()) for one in drawn]
    assert means == sorted(means)
    assert np.median(drawn[-1][:, 0]) == pytest.approx(8 + whole.still_to_come.estimate, abs=1)
    assert (drawn[-1][:, 1] == 5).all()
    # and those of the near days are what the lag says: ten days old, half of the winners come in 20
    share = (stats.norm.cdf(np.log(30.5 / 20) / 0.8) - stats.norm.cdf(np.log(10.5 / 20) / 0.8)) / (
        1 - stats.norm.cdf(np.log(10.5 / 20) / 0.8)
    )
    assert (means[2] - 8) / (means[-1] - 8) == pytest.approx(share, abs=0.05)


def test_twenty_five_times_as_many_narrow_the_range_five_times() -> None:
    few = [won_after(9, 200, count=8), lost_after(9, 200, count=32)]

    narrow, wide = (
        found(
            [replace(row, count=times * row.count) for row in few], lag=known_lag(20, 0.8, 40.0)
        ).whole.conversion
        for times in (25, 1)
    )

    assert narrow is not None
    assert wide is not None
    assert 0.15 < (narrow.high - narrow.low) / (wide.high - wide.low) < 0.27
    assert narrow.estimate == pytest.approx(0.2, abs=0.01)


def test_a_small_channel_is_drawn_to_the_others_and_a_large_one_is_not() -> None:
    rows = [row for channel in range(6) for row in (
        won_after(5, 400, channel=channel, count=20), lost_after(5, 400, channel=channel, count=80)
    )]  # fmt: skip
    rows += [won_after(5, 400, channel=6), lost_after(5, 400, channel=6)]
    rows += [won_after(5, 400, channel=7, count=100), lost_after(5, 400, channel=7, count=100)]

    told = found(rows, channels=8, lag=known_lag(20, 0.8, 40.0))

    small, large = told.groups[6].conversion, told.groups[7].conversion
    assert small is not None
    assert large is not None
    assert small.estimate < 0.35
    assert large.estimate == pytest.approx(0.5, abs=0.03)


# Edges.


def test_a_channel_without_an_enquiry_has_no_conversion() -> None:
    told = found([won_after(5, 90, count=3), waiting(60, count=20)], channels=2)

    nobody = told.groups[1]
    assert (nobody.enquiries, nobody.naive, nobody.conversion) == (0, None, None)
    assert (nobody.still_to_come.low, nobody.still_to_come.high) == (0, 0)


def test_of_nobody_nothing_is_said() -> None:
    told = conversions(list_of([]), np.array([], dtype=np.int64), 0, None)

    assert (told.whole.enquiries, told.whole.naive, told.whole.conversion, told.groups) == (0, None, None, ())


@pytest.mark.parametrize("state", ["won", "lost", "open"])
def test_one_enquiry_says_hardly_anything(state: str) -> None:
    row = {"won": won_after(5, 60), "lost": lost_after(5, 60), "open": waiting(60)}[state]

    conversion = found([row]).whole.conversion

    assert conversion is not None
    assert conversion.high - conversion.low > 0.4


def test_all_won_and_none_won_stay_short_of_certain() -> None:
    all_won = found([won_after(5, 90, count=30)]).whole.conversion
    none_won = found([lost_after(5, 90, count=30)], lag=known_lag(20, 0.8, 40.0)).whole.conversion

    assert all_won is not None
    assert none_won is not None
    assert 0.85 < all_won.low < all_won.high < 1
    assert 0 < none_won.low < none_won.high < 0.12


def test_no_win_yet_of_young_ones_is_no_bad_sign() -> None:
    """Thirty asked this week: as good as nothing is known; thirty who asked a year ago will not buy."""
    young, old = (found([waiting(age, count=30)]).whole.conversion for age in (1, 365))

    assert young is not None
    assert old is not None
    assert young.high > 0.5
    assert old.high < 0.12


def test_wins_without_a_day_or_before_contact_are_wins() -> None:
    others = [won_after(5, 90, count=2), waiting(90, count=30)]

    told = [
        found([*others, win]).whole
        for win in (won_somehow(90, count=4), won_after(-3, 90, count=4), won_after(7, 90, count=4))
    ]

    assert {(one.won, one.open, one.naive) for one in told} == {(6, 30, 6 / 36)}
    assert len({one.conversion for one in told}) == 1


def test_same_day_wins_are_known_at_once() -> None:
    """Where all who buy do so on the spot, an open enquiry of yesterday is as good as lost."""
    rows = [won_after(0, 60, count=20), waiting(60, count=60), waiting(1, count=20)]
    given_list = list_of(rows)

    told = conversions(given_list, given_list.channel, 1, fit_lag(given_list, given_list.channel, 1)).whole

    assert told.conversion is not None
    assert told.conversion.estimate == pytest.approx(0.2, abs=0.04)
    assert told.still_to_come.estimate < 2


def test_losses_recorded_in_part_leave_conversion_where_it_is() -> None:
    """All old: 20 of 100 bought, and whether four in five of the others were written down as lost or none."""
    rows = [won_after(9, 400, count=20), lost_after(9, 400, count=64), waiting(400, count=16)]
    unwritten = [won_after(9, 400, count=20), waiting(400, count=80)]

    for given_rows in (rows, unwritten):
        given_list = list_of(given_rows)
        lag = fit_lag(given_list, given_list.channel, 1)
        told = conversions(given_list, given_list.channel, 1, lag).whole
        assert told.conversion is not None
        assert told.conversion.estimate == pytest.approx(0.2, abs=0.04)


def test_without_a_lag_the_prior_is_averaged_over() -> None:
    """No win has a day: the range is wider than if the lag were known."""
    rows = [won_somehow(30, count=6), waiting(30, count=40)]
    given_list = list_of(rows)

    unknown = conversions(given_list, given_list.channel, 1, None).whole.conversion
    known = conversions(given_list, given_list.channel, 1, known_lag(8, 0.5)).whole.conversion

    assert unknown is not None
    assert known is not None
    assert unknown.high - unknown.low > 1.3 * (known.high - known.low)
    assert unknown.estimate > known.estimate
