"""Ranges that are told side by side can all be true at once, however odd the list."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.maths.agreement import agreed
from tandem.maths.enquiries import LOST, OPEN, Enquiries
from tandem.maths.forecast import Ahead, forecast
from tandem.maths.results import Estimate
from tests.maths.forecast_lists import Row, known_chances, known_lag, known_value, list_of, won

WEEK_1, WEEK_2, MONTH, QUARTER = (0, 1), (1, 2), (0, 4), (0, 13)
NAMES = ("enquiries", "customers", "revenue")
LITTLE = 1e-9

# Weeks of a firm: how many asked in each, and what became of them.
Weeks = list[tuple[int, str]]
FATES = ("open", "won", "lost", "half")
ODD: dict[str, Weeks] = {
    "all won at once in one week": [(4, "open")] * 20 + [(60, "won")] + [(4, "open")] * 12,
    "one giant week": [(3, "half")] * 30 + [(300, "half")] + [(3, "half")] * 3,
    "a jump": [(2, "half")] * 20 + [(40, "half")] * 6,
    "it stopped": [(20, "won")] * 20 + [(0, "won")] * 6,
    "nothing is open": [(5, "won")] * 30,
    "all won, now and then": [(0, "won"), (0, "won"), (12, "won")] * 12,
    "none won but the first": [(30, "won"), *[(5, "lost")] * 25],
    "few weeks": [(5, "won")] * 3,
    "one week": [(1, "won")],
}


def ahead_of(weeks: Weeks, *, median: float = 20.0, conversion: float = 0.2) -> tuple[float, list[Ahead]]:
    """How many are open now, and all that is told; weeks oldest first."""
    rows = [
        row
        for back, (count, fate) in enumerate(reversed(weeks))
        for number in range(count)
        for row in [_row(7 * back + number % 7, fate, number)]
    ]
    enquiries = list_of(rows or [Row(0)])
    found = forecast(enquiries, known_lag(median), known_chances((conversion,)), known_value())
    assert found is not None
    return float(_open(enquiries)), [*found.spans, *found.weeks]


def _row(heard: int, fate: str, number: int) -> Row:
    if fate == "won" or (fate == "half" and number % 2):
        return won(heard, max(heard - number % 5, 0))
    return Row(heard, max(heard - 3, 0), LOST) if fate == "lost" else Row(heard)


def _open(enquiries: Enquiries) -> int:
    return int(enquiries.count[enquiries.state == OPEN].sum())


def contradictions(waiting: float, told: Sequence[Ahead]) -> list[str]:
    """What cannot be true at once of that."""
    month, quarter, *weeks = told
    found = []
    for name in NAMES:
        inner = [(week, quarter) for week in weeks] + [(week, month) for week in weeks[:4]]
        for part, whole in [(month, quarter), *inner]:
            one, other = getattr(part, name), getattr(whole, name)
            if one.high > other.high + LITTLE:
                found.append(f"{name}: up to {one.high} in a part, and up to {other.high} in the whole")
            if one.low > other.low + LITTLE:
                found.append(f"{name}: at least {one.low} in a part, and {other.low} in the whole")
    for span in (month, quarter, weeks[0]):
        assert span.customers is not None
        if span.customers.high > waiting + span.enquiries.high + LITTLE:
            found.append(f"{span.customers.high} customers of {waiting} and {span.enquiries.high} people")
        if span.customers.low > waiting + span.enquiries.low + LITTLE:
            found.append(f"{span.customers.low} customers of {waiting} and {span.enquiries.low} people")
    return found


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize(("median", "conversion"), [(20.0, 0.2), (3.0, 0.95)])
def test_what_is_told_of_odd_firms_can_be_true_at_once(name: str, median: float, conversion: float) -> None:
    waiting, told = ahead_of(ODD[name], median=median, conversion=conversion)

    assert contradictions(waiting, told) == []
    for ahead in told:
        for estimate in (ahead.enquiries, ahead.customers, ahead.revenue):
            assert estimate is not None
            assert 0 <= estimate.low <= estimate.estimate <= estimate.high


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(FATES)), min_size=1, max_size=30),
    st.sampled_from([1, 1, 10, 60]),
    st.integers(0, 30),
    st.sampled_from([(3.0, 0.95), (20.0, 0.2), (60.0, 0.5)]),
)
@settings(max_examples=25, deadline=None)
@example([(1, "won")] * 9, 60, 4, (3.0, 0.95))
def test_what_is_told_of_any_firm_can_be_true_at_once(
    weeks: Weeks, giant: int, at: int, selling: tuple[float, float]
) -> None:
    """Any weeks, one of them perhaps a giant."""
    place = at % len(weeks)
    weeks = [*weeks[:place], (weeks[place][0] * giant, weeks[place][1]), *weeks[place + 1 :]]

    waiting, told = ahead_of(weeks, median=selling[0], conversion=selling[1])

    assert contradictions(waiting, told) == []


def test_a_part_is_at_most_what_the_whole_is_and_a_whole_at_least_what_a_part_is() -> None:
    # given: four weeks are told to bring 5 to 60, thirteen weeks 4 to 50, and the first week 6 to 9
    said = {WEEK_1: Estimate(7, 6, 9), MONTH: Estimate(20, 5, 60), QUARTER: Estimate(40, 4, 50)}
    # when
    found = agreed({"enquiries": said}, 0)["enquiries"]
    # then
    assert found[WEEK_1] == Estimate(7, 6, 9)
    assert found[MONTH] == Estimate(20, 6, 50)
    assert found[QUARTER] == Estimate(40, 6, 50)


def test_customers_are_at_most_those_who_are_there_and_those_who_will_ask() -> None:
    # given: 3 are open; in four weeks 4 to 9 are to ask, in the second week 1 to 2, and many to buy
    asked = {WEEK_2: Estimate(1, 1, 2), MONTH: Estimate(6, 4, 9)}
    won = {WEEK_2: Estimate(2, 1, 30), MONTH: Estimate(8, 2, 40)}
    # when
    found = agreed({"enquiries": asked, "customers": won}, 3)
    # then: who buys in the second week may have asked in the first, so it is held to the four weeks only
    assert found["customers"] == {WEEK_2: Estimate(2, 1, 12), MONTH: Estimate(8, 2, 12)}
    assert found["enquiries"] == asked


def test_so_many_are_to_buy_that_some_have_yet_to_ask() -> None:
    # given: 3 are open, and at least 8 are to buy in four weeks, 9 in thirteen
    asked = {MONTH: Estimate(6, 4, 9), QUARTER: Estimate(18, 5, 30)}
    won = {MONTH: Estimate(8.5, 8, 9), QUARTER: Estimate(12, 9, 20)}
    # when
    found = agreed({"enquiries": asked, "customers": won}, 3)
    # then
    assert found["customers"] == won
    assert found["enquiries"] == {MONTH: Estimate(6, 5, 9), QUARTER: Estimate(18, 6, 30)}


def test_ranges_that_agree_stay_as_they_are() -> None:
    asked = {WEEK_1: Estimate(2, 0, 4), MONTH: Estimate(8, 4, 12), QUARTER: Estimate(26, 16, 40)}
    won = {WEEK_1: Estimate(1, 0, 3), MONTH: Estimate(4, 2, 7), QUARTER: Estimate(13, 8, 19)}
    said = {"enquiries": asked, "customers": won, "revenue": asked}

    assert agreed(said, 5) == said
