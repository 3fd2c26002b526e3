"""How often past forecasts held what came."""

from tandem.maths.hits import back_test
from tandem.maths.own_errors import PastForecast
from tandem.maths.results import Estimate


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
