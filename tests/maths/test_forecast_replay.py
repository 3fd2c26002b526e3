"""Past forecasts are made from what was known then, and from nothing that came later."""

from dataclasses import replace

import numpy as np

from tandem.maths.enquiries import LOST, NONE, OPEN, Enquiries
from tandem.maths.future import Selling
from tandem.maths.level import LevelChange
from tandem.maths.own_errors import PastForecast
from tandem.maths.pipeline import lag_table
from tandem.maths.replay import Past, Replay, conversion_of, week_cells
from tandem.maths.weekly import weekly_of
from tests.maths.forecast_lists import TODAY, Row, known_lag, known_value, list_of, steady_rows, won

WEEKS = 40


def selling() -> Selling:
    rows = np.arange(96) % 12
    table = lag_table(known_lag(), 7 * WEEKS + 105).of(rows)
    value = known_value()[np.arange(96)]
    return Selling(table, np.full((96, 1), 0.2), np.zeros((96, 1)), value, np.array([0.7, 1.3]))


def past_of(enquiries: Enquiries, change: LevelChange | None = None, since: int | None = None) -> Past:
    replay = Replay(week_cells(enquiries), weekly_of(enquiries), 1, selling(), change, since, 0.8, 0)
    return replay.past()


def at(past: Past, back: int) -> list[PastForecast]:
    """Windows of 4 weeks that began so many weeks ago."""
    start = TODAY + 1 - 7 * back
    return [one for windows in past.values() for one in windows if one.start == start and one.weeks == 4]


def test_what_came_later_changes_nothing_that_was_said() -> None:
    # given: a firm, and the same where all that was not known ten weeks ago is lost, and nobody asks again
    enquiries = list_of(steady_rows(1, WEEKS, 12))
    seen = enquiries.seen_at(TODAY - 70)
    other = replace(
        seen,
        as_of=TODAY,
        state=np.where(seen.state == OPEN, LOST, seen.state),
        closed=np.where(seen.state == OPEN, TODAY - 60, seen.closed),
    )
    # when
    said, again = (at(past_of(one), 10) for one in (enquiries, other))
    # then
    assert len(said) == len(again) == 3
    assert [one.said for one in said] == [one.said for one in again]
    assert [one.came for one in again] == [0.0, 0.0, 0.0]


def test_what_was_open_then_is_what_was_seen_then() -> None:
    enquiries = list_of([*steady_rows(7, WEEKS, 12), Row(30, 10, LOST), won(90, None), Row(100, 33, LOST)])
    replay = Replay(week_cells(enquiries), weekly_of(enquiries), 1, selling(), None, None, 0.8, 0)

    for back in (4, 5, 13, 36):
        waiting = replay._standing(back).waiting
        assert waiting.counts.sum() == enquiries.seen_at(TODAY - 7 * back).counted(OPEN)


def test_what_came_is_counted_in_the_window() -> None:
    enquiries = list_of(steady_rows(2, WEEKS, 12))
    weekly = weekly_of(enquiries)

    past = past_of(enquiries)

    for windows, counts in (("enquiries", weekly.enquiries), ("customers", weekly.customers)):
        one = next(one for one in past[windows, 13] if one.start == TODAY + 1 - 7 * 14)
        assert one.came == counts[WEEKS - 14 : WEEKS - 1].sum()


def test_windows_of_13_weeks_are_over() -> None:
    past = past_of(list_of(steady_rows(3, WEEKS, 12)))

    assert max(one.start for one in past["enquiries", 13]) == TODAY + 1 - 91
    assert max(one.start for one in past["enquiries", 4]) == TODAY + 1 - 28
    assert [one.start for one in past["revenue", 4]] == sorted(one.start for one in past["revenue", 4])


def test_windows_with_a_change_of_level_in_them_are_no_usual_errors() -> None:
    change = LevelChange(TODAY + 1 - 56, 2.0)

    windows = past_of(list_of(steady_rows(4, WEEKS, 12)), change)["enquiries", 4]

    unsteady = [(TODAY + 1 - one.start) // 7 for one in windows if not one.steady]
    assert sorted(unsteady) == [9, 10, 11]


def test_where_conversion_changed_older_windows_of_customers_are_no_usual_errors() -> None:
    since = TODAY + 1 - 70

    past = past_of(list_of(steady_rows(5, WEEKS, 12)), since=since)

    assert all(one.steady for one in past["enquiries", 4])
    assert all(one.steady == (one.start >= since) for one in past["customers", 4])


def test_what_was_heard_before_a_change_of_conversion_does_not_count_after_it() -> None:
    # given: all of 400 were won before, none of 200 since
    old = [won(day, day - 1) for day in range(71, 271)] * 2
    new = [Row(day, day - 1, LOST) for day in range(30, 70)] * 5
    replay = Replay(
        week_cells(list_of(old + new)),
        weekly_of(list_of(old + new)),
        1,
        selling(),
        None,
        TODAY - 69,
        0.8,
        0,
    )
    # when
    standing = replay._standing(4)
    # then
    assert standing.selling is not None
    assert standing.selling.conversion.mean() < 0.02


def test_conversions_count_open_ones_by_their_age() -> None:
    # given: 100 of which 20 are won, the other 80 old or young
    def middle(age: int) -> float:
        rows = [won(300, 290)] * 20 + [Row(age)] * 80
        return float(conversion_of(week_cells(list_of(rows)), 1, selling()).mean())

    assert abs(middle(270) - 0.2) < 0.02
    assert middle(1) > 0.6


def test_cells_keep_every_enquiry() -> None:
    enquiries = list_of(steady_rows(6, WEEKS, 30))
    cells = week_cells(enquiries)

    assert cells.count.sum() == enquiries.total
    assert len(cells.heard) < enquiries.total
    assert cells.count[cells.ended == NONE].sum() == enquiries.counted(OPEN)
