"""Selling that began only after people had asked: the day is found, and their wait is not taken for a lag."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.maths.beginning import Beginning, find_beginning
from tandem.maths.conversion import conversions
from tandem.maths.curve import curve
from tandem.maths.enquiries import LOST, NONE, WON, Enquiries
from tandem.maths.lag import fit_lag
from tandem.maths.process import process_of
from tandem.maths.replay import week_cells
from tandem.maths.simulation.breaks_study import DAYS, MONTHS, fourteen_months
from tandem.maths.simulation.firms import FIRST_DAY, SimulatedFirm, firm
from tandem.maths.simulation.plans import PERIOD
from tandem.maths.simulation.varieties import NOTHING, any_plan, c2_plan
from tests.maths.forecast_lists import TODAY, Row, list_of
from tests.maths.rows import lost_after, waiting, won_after

# Half of those of a year and a half had asked by the day on which selling began.
BEGAN = 3 * PERIOD


def late_firm(seed: int, expected: float, *, losses: float = 0.0, began: int = BEGAN) -> SimulatedFirm:
    """Some of the losses are written down, none where `losses` is 0."""
    rng = np.random.default_rng([seed, 29])
    return firm(rng, replace(c2_plan(rng, expected, losses=losses), history=2 * PERIOD, began=began))


def found(enquiries: Enquiries, step: int = 30) -> Beginning | None:
    starts = np.arange(enquiries.heard.min(), enquiries.as_of + 1, step)
    return find_beginning(enquiries, fit_lag(enquiries, enquiries.channel, enquiries.channels), starts)


@pytest.mark.parametrize("losses", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("expected", [250, 1000])
def test_the_day_is_found_to_a_week_and_the_lag_is_that_of_those_who_did_not_wait(
    expected: int, losses: float
) -> None:
    # given a firm with a lag of 25 days in the middle, of which half had asked before it sold
    began = found(late_firm(1, expected, losses=losses).enquiries)

    assert began is not None
    assert abs(began.day - FIRST_DAY - BEGAN) <= 7
    assert 18 <= began.lag.median <= 34


def test_where_it_sold_from_the_first_day_nothing_is_found() -> None:
    for seed in range(4):
        assert found(late_firm(seed, 600, began=0).enquiries) is None


@pytest.mark.parametrize("seed", range(6))
def test_of_firms_of_any_kind_in_which_nothing_changed_nothing_is_found(seed: int) -> None:
    """In full of none of 350 (docs/method.md)."""
    rng = np.random.default_rng([seed, 77])
    assert found(firm(rng, replace(any_plan(rng, change=NOTHING), history=4 * PERIOD)).enquiries) is None


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_more_or_fewer_buying_from_some_month_on_is_no_beginning(factor: float) -> None:
    assert found(fourteen_months(np.random.default_rng(5), 1500, factor=factor)) is None


def test_some_who_were_served_before_it_do_not_hide_it() -> None:
    # given a firm in which three acquaintances bought, each within a week, before it really sold
    late = late_firm(2, 600).enquiries
    early = np.flatnonzero(late.heard < FIRST_DAY + 60)[:3]
    closed, state = late.closed.copy(), late.state.copy()
    closed[early], state[early] = late.heard[early] + 6, WON
    began = found(replace(late, closed=closed, state=state))

    # then it is found, to the month, and what they took for it is no lag
    assert began is not None
    assert abs(began.day - FIRST_DAY - BEGAN) <= 30
    assert np.isnan(began.enquiries.lags()[early]).all()
    assert 18 <= began.lag.median <= 34


def test_what_was_written_down_on_one_day_is_no_beginning() -> None:
    # given a firm that sold from the first day, and wrote all that had ended by some day into the list on it
    late = late_firm(1, 600, began=0).enquiries
    day = FIRST_DAY + BEGAN
    written = late.closed.copy()
    written[(late.closed != NONE) & (late.closed < day)] = day
    told = replace(late, closed=written)

    # then nobody had waited for it, though it looks as late as if they had
    assert found(told) is None
    assert found(replace(told, closed=np.where(written == day, day + late.heard % 30, written))) is not None


def test_past_forecasts_count_the_wait_as_todays_does() -> None:
    # given two who are open, and selling that began three weeks ago after one of them had asked
    two = replace(list_of([waiting(70), waiting(7)]), served_from=TODAY - 21)
    cells = week_cells(two)

    # then the older one is as old as the selling, one week ago as well
    assert cells.waiting(1).ages.tolist() == [10, 24]
    assert cells.seen(1).waiting(1).ages.tolist() == [3, 17]
    # and before it began as old as the enquiry
    assert cells.seen(4).waiting(1).ages.tolist() == [45]
    assert week_cells(replace(two, served_from=None)).waiting(1).ages.tolist() == [10, 73]


def test_of_too_few_or_without_a_lag_nothing_is_said() -> None:
    late = late_firm(1, 250).enquiries
    starts = np.arange(FIRST_DAY, late.as_of + 1, 30)
    lag = fit_lag(late, late.channel, late.channels)
    assert find_beginning(late, None, starts) is None
    assert find_beginning(late, lag, starts[:3]) is None
    assert (
        found(late.of(np.arange(len(late.heard)) < 20, np.zeros(len(late.sales.heard), dtype=bool))) is None
    )


def test_what_is_known_later_changes_nothing() -> None:
    late = late_firm(1, 600).enquiries
    day = FIRST_DAY + BEGAN + 60
    now, then = found(late.seen_at(day)), found(late.heard_within(0, day).seen_at(day))
    assert now is not None
    assert then is not None
    assert (now.day, now.log_odds) == (then.day, then.log_odds)


def test_as_many_are_told_to_come_as_come() -> None:
    """Of six firms 8 times as many were told where the wait was taken for a lag."""
    told, came = 0.0, 0
    for seed in range(6):
        late = late_firm(seed, 600)
        starts = np.arange(FIRST_DAY, late.enquiries.as_of + 1, 30)
        process = process_of(late.enquiries, starts)
        known = process.enquiries
        whole = conversions(known, known.channel, 5, process.lag, later=process.later).whole
        told += whole.still_to_come.estimate
        came += int(late.truth.still_to_come.sum())
    assert 0.8 <= told / came <= 1.25


def test_a_break_is_looked_for_in_what_is_left() -> None:
    # given a firm that sold late, and to half as many from the day it did
    rng = np.random.default_rng([3, 29])
    plan = c2_plan(rng, 1500, losses=0.5)
    levels = replace(plan.levels, selling=plan.levels.selling * np.array([[1.0], [0.5]]))
    late = firm(rng, replace(plan, levels=levels, history=2 * PERIOD, began=BEGAN)).enquiries
    process = process_of(late, np.arange(FIRST_DAY, late.as_of + 1, 30))

    # then both are told
    assert process.began is not None
    assert process.broken is not None
    assert abs(process.broken.day - FIRST_DAY - BEGAN) <= 30
    assert process.later is not None
    assert process.later.tolist() == (late.heard >= process.broken.day).tolist()


def test_without_either_all_of_the_time_is_as_now() -> None:
    firm_ = fourteen_months(np.random.default_rng(1), 500)
    process = process_of(firm_, np.arange(MONTHS) * DAYS)
    assert (process.began, process.broken, process.later) == (None, None, None)
    assert process.enquiries is firm_


def test_ages_and_lags_count_from_the_day_on_which_it_could_be_won() -> None:
    # given selling that began 30 days ago, and five who asked: two before it, of whom one is open and one won
    # 20 days later; one whose enquiry had ended by then; one lost on a day nobody wrote down; one since
    five = list_of(
        [waiting(120), won_after(80, 90), lost_after(10, 110), Row(100, None, LOST), won_after(5, 20)]
    )
    noted = replace(five, served_from=five.as_of - 30)

    # then the time of all but the last counts from the day on which selling began, and what ended before it
    # has no lag
    assert noted.ages().tolist() == [30, 30, 30, 30, 20]
    assert noted.lags()[[1, 4]].tolist() == [20, 5]
    assert np.isnan(noted.lags()[2])
    assert five.ages().tolist() == [120, 90, 110, 100, 20]
    # and on a day before it nobody has waited a day
    assert noted.seen_at(five.as_of - 85).ages().tolist() == [0.5, 0.5, 0.5, 0.5]


def test_the_curve_counts_from_there_too() -> None:
    late = late_firm(1, 600)
    began = found(late.enquiries)
    assert began is not None
    drawn = curve(began.enquiries)
    assert drawn is not None
    half = np.interp(0.5 * late.truth.overall, drawn.estimate, drawn.days)
    assert 18 <= half <= 34
