"""How often forecasts held what came."""

from tandem.maths.hits import HitRate, Kept, back_test, came_within, kept_hits
from tandem.maths.own_errors import PastForecast
from tandem.maths.results import Estimate
from tests.maths.forecast_lists import TODAY, Row, list_of, won

# Four weeks that end today: two enquiries, one customer, 250.
ENQUIRIES = list_of([Row(40), Row(20), won(30, 5, 250.0), won(28, None, 90.0), Row(0)])
START = TODAY - 27


def test_what_came_within_a_window_is_counted_by_day() -> None:
    assert came_within(ENQUIRIES, "enquiries", START, 4) == 2
    assert came_within(ENQUIRIES, "customers", START, 4) == 1
    assert came_within(ENQUIRIES, "revenue", START, 4) == 250.0


def test_kept_forecasts_hit_where_their_window_is_over() -> None:
    kept = [
        Kept("enquiries", START, 4, 1.0, 3.0),
        Kept("enquiries", START - 1, 4, 5.0, 9.0),
        Kept("customers", START, 4, 1.0, 1.0),
        Kept("revenue", START, 4, 251.0, 400.0),
        Kept("enquiries", START + 1, 4, 0.0, 99.0),
        Kept("enquiries", START, 13, 0.0, 99.0),
    ]

    assert kept_hits(kept, ENQUIRIES) == (
        HitRate("customers", 4, 1, 1),
        HitRate("enquiries", 4, 2, 1),
        HitRate("revenue", 4, 1, 0),
    )


def test_nothing_kept_is_no_hit_rate() -> None:
    assert kept_hits([], ENQUIRIES) == ()


def test_past_windows_are_tested_with_the_errors_that_were_known_by_then() -> None:
    # given: errors just outside the usual, until they are known to be usual here
    said = Estimate(100.0, 80.0, 125.0)
    windows = [PastForecast(28 * place, 4, said, 140.0) for place in range(12)]
    # when
    (rate,) = back_test({("customers", 4): windows}, 0, 0.8, {"customers": 0.5})
    # then: the first are missed, later ones held
    assert rate.windows == 12
    assert 6 <= rate.hits <= 11
    # and: none before the day from which on it is tested
    assert back_test({("customers", 4): windows}, 28 * 10, 0.8, {"customers": 0.5})[0].windows == 2
