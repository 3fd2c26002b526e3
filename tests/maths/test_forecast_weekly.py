"""Weeks that end today: what each brought."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tandem.maths.enquiries import LOST
from tandem.maths.weekly import weekly_of
from tests.maths.forecast_lists import TODAY, Row, list_of, won


def test_each_week_counts_what_was_heard_won_and_sold_in_it() -> None:
    # given: three weeks and two days of history
    rows = [
        Row(22),
        Row(20),
        Row(14, count=3),
        won(13, 0, 500.0),
        won(7, 6, 80.0),
        Row(6, 1, LOST),
    ]
    # when
    weekly = weekly_of(list_of(rows))
    # then
    assert weekly.starts.tolist() == [TODAY - 20, TODAY - 13, TODAY - 6]
    assert weekly.enquiries.tolist() == [4, 2, 1]
    assert weekly.customers.tolist() == [0, 0, 2]
    assert weekly.revenue.tolist() == [0.0, 0.0, 580.0]
    assert weekly.dated == 1.0


def test_wins_without_a_day_are_in_no_week_and_are_told() -> None:
    weekly = weekly_of(list_of([won(13, 1), won(12, None), won(11, None), won(10, 2)]))

    assert weekly.customers.tolist() == [0, 2]
    assert weekly.dated == 0.5


def test_a_list_that_is_shorter_than_a_week_has_no_week() -> None:
    assert len(weekly_of(list_of([Row(5), Row(0)]))) == 0
    assert len(weekly_of(list_of([]))) == 0


def test_the_last_weeks_are_the_last() -> None:
    weekly = weekly_of(list_of([Row(day) for day in range(70)]))

    assert weekly.last(3).starts.tolist() == [TODAY - 20, TODAY - 13, TODAY - 6]
    assert len(weekly.last(26)) == 10


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=30))
def test_weeks_hold_all_that_lies_within_them(days: list[tuple[int, int]]) -> None:
    rows = [won(max(pair), min(pair), 10.0) for pair in days]
    weekly = weekly_of(list_of(rows))
    first = 7 * len(weekly)

    assert weekly.enquiries.sum() == sum(row.heard < first for row in rows)
    assert weekly.customers.sum() == sum((row.closed or 0) < first for row in rows)
    assert np.isclose(weekly.revenue.sum(), 10.0 * weekly.customers.sum())
