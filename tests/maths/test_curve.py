"""The curve by age: published product-limit tables, lifelines, and the laws of a share that only grows."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from scipy import stats

from tandem.maths.curve import FOLLOWED, Curve, curve, curves
from tandem.maths.enquiries import WON
from tests.maths.forecast_lists import TODAY, Row, list_of
from tests.maths.rows import any_rows, lost_after, waiting, won_after, won_somehow


def drawn(*rows: Row, level: float = 0.9) -> Curve:
    found = curve(list_of(rows), level=level)
    assert found is not None
    return found


def at(days: list[int], found: Curve) -> np.ndarray:
    """Shares by the end of these days."""
    return found.estimate[np.searchsorted(found.days, days, side="right") - 1]


def jeffreys(won: float, of: float, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low, high = stats.beta.ppf([tail, 1 - tail], won + 0.5, of - won + 0.5)
    return float(low), float(high)


# Published tables.


def test_the_remissions_of_freireich_and_their_standard_errors() -> None:
    """Klein and Moeschberger (2003), Survival analysis, 2nd edition, example 4.1: 21 patients under 6-MP.

    Data and table as printed by `survfit` of R's package survival on `drug6mp` of KMsurv. An open enquiry is
    a patient still in remission, and weeks stand for days.
    """
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    days = [6, 7, 10, 13, 16, 22, 23]
    survival = np.array([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448])
    error = np.array([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346])

    found = drawn(*(won_after(day, 35) for day in relapsed), *(waiting(day) for day in still))

    assert at(days, found) == pytest.approx(1 - survival, abs=5e-4)
    # The band is Jeffreys' for as many as would have that standard error.
    worth = survival * (1 - survival) / error**2
    for day, gone, of in zip(days, 1 - survival, worth, strict=True):
        edges = found.low[day], found.high[day]
        assert edges == pytest.approx(jeffreys(gone * of, of, 0.9), abs=2e-3)


def test_a_worked_table_where_a_patient_leaves_on_the_day_of_an_event() -> None:
    """Bewick, Cheek and Ball (2004), Statistics review 12, Critical Care 8:389, table 2."""
    dead, alive = [1, 1, 4, 5, 9, 22], [6, 9]
    rows = [*(won_after(day, 22, count=10) for day in dead), *(waiting(day, count=10) for day in alive)]

    found = drawn(*rows)

    assert at([0, 1, 4, 5, 9, 22], found) == pytest.approx([0, 0.25, 0.375, 0.5, 0.667, 1], abs=5e-4)


def test_the_band_of_a_plain_share_is_the_published_interval() -> None:
    """Fagerland, Lydersen and Laake (2017), Statistical analysis of contingency tables, chapter 2: 13 of 16.

    Jeffreys' interval at 95 %, as printed by their R package contingencytables: 0.5792 to 0.9442.
    """
    found = drawn(won_after(3, 30, count=13), waiting(30, count=3), level=0.95)

    assert (found.low[-1], found.high[-1]) == pytest.approx((0.5792, 0.9442), abs=5e-5)


# Oracles.


@pytest.mark.parametrize("seed", range(3))
def test_without_losses_it_is_that_of_lifelines(seed: int) -> None:
    rng = np.random.default_rng(seed)
    age, lag = rng.integers(0, 60, 300), rng.integers(0, 90, 300)
    rows = [won_after(int(t), int(a)) if t <= a else waiting(int(a)) for a, t in zip(age, lag, strict=True)]
    fitter = KaplanMeierFitter().fit(np.minimum(age, lag), lag <= age)

    found = drawn(*rows)

    expected = 1 - fitter.survival_function_at_times(found.days).to_numpy()
    assert found.estimate == pytest.approx(expected, abs=1e-9)


def test_where_all_ends_are_known_losses_compete_as_in_aalen_and_johansen() -> None:
    rng = np.random.default_rng(4)
    lag, wins = rng.integers(0, 40, 400), rng.random(400) < 0.3
    rows = [(won_after if win else lost_after)(int(t), 45) for t, win in zip(lag, wins, strict=True)]
    # Apart by less than a day, so that lifelines need not part the ties itself.
    apart = lag + np.linspace(0, 0.5, 400)
    fitter = AalenJohansenFitter(calculate_variance=False).fit(
        apart, np.where(wins, 1, 2), event_of_interest=1
    )

    found = drawn(*rows)

    known = fitter.cumulative_density_.iloc[:, 0]
    expected = [known[known.index <= day + 0.6].iloc[-1] for day in found.days]
    assert found.estimate == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_band_of_a_plain_share_is_that_of_scipy(won: int, rest: int) -> None:
    if won + rest < FOLLOWED:
        return
    found = drawn(*([won_after(2, 9, count=won)] if won else []), *([waiting(9, count=rest)] if rest else []))

    low, high = jeffreys(won, won + rest, 0.9)
    assert found.low[-1] == pytest.approx(low if won else 0.0, abs=1e-6)
    assert found.high[-1] == pytest.approx(high if rest else 1.0, abs=1e-6)


# Laws.


@given(any_rows())
def test_it_never_falls_and_lies_in_its_band(rows: list[Row]) -> None:
    found = curve(list_of(rows, channels=3))

    if found is None:
        return
    assert (np.diff(found.days) > 0).all()
    for edge in (found.estimate, found.low, found.high):
        assert (np.diff(edge) >= -1e-12).all()
    assert (found.low >= 0).all()
    assert (found.high <= 1).all()
    assert (found.low <= found.estimate + 1e-9).all()
    assert (found.estimate <= found.high + 1e-9).all()


@given(any_rows(), st.randoms(use_true_random=False), st.integers(2, 5))
def test_neither_the_order_nor_how_they_are_counted_matters(
    rows: list[Row], chance: random.Random, times: int
) -> None:
    apart = [replace(one, count=1) for one in rows for _ in range(one.count)]
    chance.shuffle(apart)

    together, singly = curve(list_of(rows, channels=3)), curve(list_of(apart, channels=3))

    assert (together is None) == (singly is None)
    if together is None or singly is None:
        return
    assert singly.enquiries == together.enquiries
    assert singly.estimate == pytest.approx(together.estimate, abs=1e-12)
    more = [replace(one, count=times * one.count) for one in rows]
    wider = curve(list_of(more, channels=3))
    assert wider is not None
    # The last day is the end of the shorter curve, which the longer one may pass by.
    same = wider.days[: len(together.days)] == together.days
    assert same[:-1].all()
    begun = wider.estimate[: len(together.days)]
    assert begun[same] == pytest.approx(together.estimate[same], abs=1e-9)


@given(any_rows(), st.integers(1, 400))
def test_the_calendar_does_not_matter(rows: list[Row], days: int) -> None:
    here = list_of(rows, channels=3)
    moved = [
        replace(one, heard=one.heard + days, closed=None if one.closed is None else one.closed + days)
        for one in rows
    ]
    there = list_of(moved, channels=3, as_of=TODAY - days)

    first, second = curve(here), curve(there)

    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert second.estimate.tolist() == first.estimate.tolist()


@given(any_rows(longest=60))
def test_equally_followed_it_ends_at_won_over_all(rows: list[Row]) -> None:
    """However many wins have no day, and whatever was lost."""
    same = [
        Row(60, None if one.closed is None else 60 - one.heard + one.closed, one.state, count=one.count)
        for one in rows
    ]
    same.append(won_after(7, 60))
    found = curve(list_of(same))

    asked = sum(one.count for one in same)
    won = sum(one.count for one in same if one.state == WON)
    if asked < FOLLOWED:
        assert found is None
    else:
        assert found is not None
        assert found.estimate[-1] == pytest.approx(won / asked, abs=1e-6)


def test_more_enquiries_alike_narrow_the_band_and_leave_the_curve() -> None:
    few = (won_after(4, 30, count=3), won_after(9, 40, count=2), waiting(20, count=9))
    many = tuple(replace(one, count=100 * one.count) for one in few)

    wide, narrow = drawn(*few), drawn(*many)

    size = len(wide.days)
    assert narrow.estimate[:size] == pytest.approx(wide.estimate)
    assert (narrow.high - narrow.low)[size - 1] < 0.15 * (wide.high - wide.low)[size - 1]


# Edges.


def test_an_enquiry_of_today_counts_for_today_only() -> None:
    old = (won_after(0, 30, count=2), won_after(5, 30, count=2), waiting(30, count=16))

    before, with_new = drawn(*old), drawn(*old, waiting(0, count=20))

    assert before.estimate[0] == pytest.approx(2 / 20)
    assert with_new.estimate[0] == pytest.approx(2 / 40)
    # Of later days they say nothing: of those not won on the first day as many are won on the sixth.
    step = (with_new.estimate[-1] - with_new.estimate[0]) / (1 - with_new.estimate[0])
    assert step == pytest.approx((0.2 - 0.1) / 0.9)


def test_all_won_on_the_very_day() -> None:
    found = drawn(won_after(0, 5, count=12))

    assert found.estimate == pytest.approx(np.ones(6), abs=1e-9)
    assert found.high.tolist() == [1.0] * 6
    assert found.low[0] == pytest.approx(jeffreys(12, 12, 0.9)[0])


def test_no_win_is_a_flat_line_with_room_above() -> None:
    found = drawn(waiting(20, count=30), lost_after(3, 20, count=10))

    assert found.estimate.tolist() == [0.0] * 21
    assert found.low.tolist() == [0.0] * 21
    assert found.high[-1] == pytest.approx(jeffreys(0, 40, 0.9)[1])


def test_a_lost_enquiry_stays_at_risk_up_to_its_age() -> None:
    """Taken out on the day of the loss, the win of day 8 would be one of 6, not one of 11."""
    found = drawn(lost_after(3, 20, count=5), won_after(8, 20), waiting(20, count=5))

    assert at([7, 8], found) == pytest.approx([0, 1 / 11])


def test_wins_without_a_day_are_spread_as_those_with_one() -> None:
    dated = (won_after(2, 30, count=4), won_after(10, 30, count=4))
    found = drawn(*dated, won_somehow(30, count=8), waiting(30, count=24))

    assert at([1, 2, 9, 10, 30], found) == pytest.approx([0, 8 / 40, 8 / 40, 16 / 40, 16 / 40], abs=1e-6)


def test_a_win_before_contact_is_won_by_now_and_no_lag() -> None:
    others = (won_after(2, 30, count=4), waiting(30, count=24))

    before, undated = drawn(*others, won_after(-3, 30, count=4)), drawn(*others, won_somehow(30, count=4))

    assert before.estimate.tolist() == undated.estimate.tolist()
    assert before.estimate[-1] == pytest.approx(8 / 32)


def test_an_undated_win_younger_than_any_lag_is_placed_on_its_own_day() -> None:
    found = drawn(won_after(20, 30, count=5), won_somehow(3), waiting(30, count=20))

    # 26 are followed to day 3, and one of them is won by then.
    assert at([2, 3], found) == pytest.approx([0, 1 / 26])


def test_it_ends_where_fewer_than_ten_were_followed() -> None:
    found = drawn(won_after(1, 4, count=9), waiting(4), waiting(50, count=9))

    assert found.days[-1] == 4
    assert found.enquiries == 19


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [won_after(3, 30, count=9)],
        [won_somehow(30, count=12), waiting(30, count=12)],
        [won_after(-1, 30, count=12), waiting(30, count=12)],
    ],
    ids=["nothing", "nine", "no win has a day", "all wins before contact"],
)
def test_where_nothing_can_be_said_there_is_no_curve(rows: list[Row]) -> None:
    assert curve(list_of(rows)) is None


def test_each_group_has_its_own_and_one_enquiry_none() -> None:
    given_list = list_of(
        [
            won_after(3, 30, channel=0, count=5),
            waiting(30, channel=0, count=15),
            won_after(3, 30, channel=1, count=10),
            won_after(3, 30, channel=2),
        ],
        channels=3,
    )

    first, second, third = curves(given_list, given_list.channel, 3)

    assert first is not None
    assert second is not None
    assert (first.estimate[-1], second.estimate[-1], third) == (pytest.approx(0.25), pytest.approx(1.0), None)
