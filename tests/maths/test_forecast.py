"""The forecast as a whole: laws that hold for any firm, and lists that say little or nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.maths.enquiries import LOST, WON, Enquiries, Floats
from tandem.maths.forecast import Ahead, Forecast, forecast
from tests.maths.forecast_lists import (
    TODAY,
    KnownChances,
    Row,
    known_chances,
    known_lag,
    known_value,
    list_of,
    steady_rows,
    won,
)


def forecast_of(
    enquiries: Enquiries, chances: KnownChances | None = None, value: Floats | None = None
) -> Forecast:
    found = forecast(
        enquiries, known_lag(), chances or known_chances(), known_value() if value is None else value
    )
    assert found is not None
    return found


@pytest.fixture(scope="module")
def firm() -> Forecast:
    return forecast_of(list_of(steady_rows(1, 40, 12)))


def test_weeks_add_up_to_the_spans(firm: Forecast) -> None:
    assert [span.weeks for span in firm.spans] == [4, 13]
    for span in firm.spans:
        weeks = firm.weeks[: span.weeks]
        assert sum(week.enquiries.estimate for week in weeks) == pytest.approx(span.enquiries.estimate)
        for name in ("customers", "revenue"):
            whole = getattr(span, name).estimate
            assert sum(getattr(week, name).estimate for week in weeks) == pytest.approx(whole)
            part = getattr(span, f"{name}_open")
            assert sum(getattr(week, f"{name}_open") for week in weeks) == pytest.approx(part)


def test_weeks_follow_one_another_from_the_day_after(firm: Forecast) -> None:
    assert [week.start for week in firm.weeks] == [TODAY + 1 + 7 * week for week in range(13)]
    assert len(firm.past) == 26
    assert firm.past.starts[-1] == TODAY - 6


def test_open_and_new_are_the_whole() -> None:
    # given: the same enquiries, all over or all open, and some that are all half a year old
    nothing_open = forecast_of(list_of([Row(day, 0, LOST) for day in range(200)]))
    all_open = forecast_of(list_of([Row(day) for day in range(200)]))
    only_old = forecast_of(list_of([Row(day) for day in range(200, 400)]))
    # then
    assert nothing_open.spans[1].customers_open == 0
    assert all_open.spans[1].customers is not None
    assert nothing_open.spans[1].customers is not None
    assert all_open.spans[1].customers_open is not None
    new = all_open.spans[1].customers.estimate - all_open.spans[1].customers_open
    assert new == pytest.approx(nothing_open.spans[1].customers.estimate)
    assert only_old.spans[1].customers is not None
    assert only_old.spans[1].customers_open is not None
    assert only_old.spans[1].customers_open > only_old.spans[1].customers.estimate / 2


@given(st.lists(st.integers(0, 90), max_size=40))
@settings(max_examples=8, deadline=None)
def test_more_open_enquiries_never_lower_what_is_expected(more: list[int]) -> None:
    # given: the same enquiries, some of them open that were lost
    rows = steady_rows(2, 14, 6)
    lost = [Row(day, day // 2, LOST) for day in more]
    still = [Row(day) for day in more]

    fewer, rather = (forecast_of(list_of(rows + extra)) for extra in (lost, still))

    for one, other in zip(fewer.weeks + fewer.spans, rather.weeks + rather.spans, strict=True):
        assert one.customers is not None
        assert other.customers is not None
        assert other.customers.estimate >= one.customers.estimate - 1e-9
        assert (other.customers_open or 0) >= (one.customers_open or 0) - 1e-9
        assert other.enquiries == one.enquiries


def test_amounts_in_another_unit_give_the_same_forecast_in_that_unit() -> None:
    enquiries = list_of(steady_rows(3, 40, 12))
    sales = enquiries.sales
    hundredfold = replace(enquiries, sales=replace(sales, amount=100 * sales.amount))

    plain, scaled = forecast_of(enquiries), forecast_of(hundredfold, value=100 * known_value())

    for one, other in zip(plain.spans + plain.weeks, scaled.spans + scaled.weeks, strict=True):
        assert one.customers == other.customers
        assert one.revenue is not None
        assert other.revenue is not None
        for part in ("estimate", "low", "high"):
            assert getattr(other.revenue, part) == pytest.approx(100 * getattr(one.revenue, part), rel=1e-6)


def test_channels_keep_their_own_chances_and_values() -> None:
    # given: as many open in a channel that never wins as in one that often does, at another price
    rows = [Row(day, channel=channel) for day in range(100) for channel in (0, 1)]
    chances = known_chances((0.0001, 0.4))
    found = forecast(list_of(rows, channels=2), known_lag(), chances, known_value((5000.0, 10.0)), seed=1)
    # then
    assert found is not None
    span = found.spans[1]
    assert span.customers is not None
    assert span.revenue is not None
    assert span.revenue.estimate == pytest.approx(10 * span.customers.estimate, rel=0.2)


def test_the_same_seed_gives_the_same_forecast() -> None:
    enquiries = list_of(steady_rows(4, 30, 8))

    assert forecast_of(enquiries).spans == forecast_of(enquiries).spans


def test_cells_with_counts_are_as_good_as_single_enquiries() -> None:
    rows = steady_rows(5, 30, 8)
    twice = list_of(rows + rows)
    counted = replace(list_of(rows), count=np.full(len(rows), 2), sales=twice.sales)

    assert forecast_of(twice).spans == forecast_of(counted).spans


def test_intervals_hold_their_estimates_and_nothing_below_nothing(firm: Forecast) -> None:
    for ahead in firm.spans + firm.weeks:
        for estimate in (ahead.enquiries, ahead.customers, ahead.revenue):
            assert estimate is not None
            assert 0 <= estimate.low <= estimate.estimate <= estimate.high


def test_own_errors_and_a_back_test_need_eight_weeks() -> None:
    few = forecast_of(list_of(steady_rows(6, 7, 12)))
    more = forecast_of(list_of([Row(209), *steady_rows(6, 30, 12)]))

    assert (few.basis, few.windows, few.back_test) == ("few_weeks", 0, ())
    assert more.basis == "own_errors"
    assert more.windows == 18
    assert {(rate.measure, rate.weeks) for rate in more.back_test} == {
        (name, weeks) for name in ("enquiries", "customers", "revenue") for weeks in (4, 13)
    }
    for rate in more.back_test:
        assert 0 <= rate.hits <= rate.windows
    # those that began 4 to 22 weeks ago, so with eight of the 30 weeks before them
    assert more.back_test[0].windows == 16


def test_with_few_weeks_an_interval_goes_from_half_to_twice_at_least() -> None:
    few = forecast_of(list_of(steady_rows(7, 5, 200)))

    for span in few.spans:
        assert span.enquiries.low <= span.enquiries.estimate / 2
        assert span.enquiries.high >= span.enquiries.estimate * 2


def test_a_change_of_level_is_told_and_what_follows_counts() -> None:
    rows = [Row(day, count=1) for day in range(70, 300)] + [Row(day, count=4) for day in range(70)]

    found = forecast_of(list_of(rows))

    assert found.level_change is not None
    assert found.level_change.start == TODAY + 1 - 70
    assert found.spans[0].enquiries.estimate == pytest.approx(4 * 28, rel=0.02)


def test_without_any_enquiry_there_is_no_forecast() -> None:
    assert forecast(list_of([]), None, None, None) is None


def test_without_a_lag_only_enquiries_are_forecast() -> None:
    found = forecast(list_of([Row(day) for day in range(90)]), None, None, None)

    assert found is not None
    assert [(span.customers, span.revenue, span.customers_open) for span in found.spans] == [(None,) * 3] * 2
    assert {rate.measure for rate in found.back_test} == {"enquiries"}


def test_without_an_amount_revenue_is_not_forecast() -> None:
    rows = [won(day, max(day - 9, 0), None) for day in range(90)]

    found = forecast(list_of(rows), known_lag(), known_chances(), None)

    assert found is not None
    assert found.spans[0].customers is not None
    assert found.spans[0].revenue is None
    assert found.spans[0].revenue_open is None


def test_a_column_for_each_channel_is_asked_for() -> None:
    with pytest.raises(ValueError, match="one column for each channel"):
        forecast(list_of([Row(0)], channels=2), known_lag(), known_chances(), None)
    with pytest.raises(ValueError, match="one column for each channel"):
        forecast(list_of([Row(0)]), known_lag(), known_chances(), known_value((1.0, 2.0)))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 130),
            st.one_of(st.none(), st.integers(-20, 130)),
            st.sampled_from([0, WON, LOST]),
            st.integers(0, 2),
            st.sampled_from([None, 0.0, -40.0, 300.0, 1e9]),
        ),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=30, deadline=None)
def test_no_list_is_too_odd(rows: list[tuple[int, int | None, int, int, float | None]]) -> None:
    """Wins before the enquiry or without a day, one channel or three, nothing or a fortune."""
    made = [
        Row(heard, None if state == 0 or days is None else max(heard - days, 0), state, channel, amount)
        for heard, days, state, channel, amount in rows
    ]
    chances = known_chances((0.1, 0.3, 0.05))
    found = forecast(list_of(made, channels=3), known_lag(), chances, known_value((9.0, 90.0, 900.0)))

    assert found is not None
    for ahead in found.spans + found.weeks:
        assert all(np.isfinite(number) for number in _numbers(ahead))
    assert found.spans[0].enquiries.high > found.spans[0].enquiries.low


def _numbers(ahead: Ahead) -> list[float]:
    return [
        number
        for one in (ahead.enquiries, ahead.customers, ahead.revenue)
        if one is not None
        for number in (one.estimate, one.low, one.high)
    ]
