"""Figures over firms: the sum of one over the sum of the other, with the error that firms give it."""

import numpy as np
import pytest

from tandem.maths.simulation.figures import Figure, counted, row_of


def test_a_share_has_the_error_of_its_firms() -> None:
    # given four firms of ten intervals each, of which 9, 8, 10 and 9 hold
    firms = [{"coverage": (held, 10.0)} for held in (9.0, 8.0, 10.0, 9.0)]

    row = row_of("study", Figure("coverage", "coverage", 0.86, 0.95), firms)

    assert row.figure == pytest.approx(0.9)
    assert row.error == pytest.approx(np.sqrt(2) / 40)
    assert (row.firms, row.within, row.reached) == (4, True, None)


def test_a_root_is_that_of_the_mean_squares() -> None:
    row = row_of("s", Figure("error", "n", high=0.6, goal=0.4, shape="root"), [{"error": (1.0, 4.0)}] * 3)

    assert (row.figure, row.error, row.within, row.reached) == (0.5, 0.0, True, False)


def test_bar_and_goal_are_on_their_side() -> None:
    firms = [{"right": counted(True, True, True, False)}]

    at_least = row_of("s", Figure("right", "n", low=0.8, goal=0.97), firms)
    at_most = row_of("s", Figure("right", "n", high=0.8, goal=0.75), firms)
    told = row_of("s", Figure("right", "n"), firms)

    assert (at_least.within, at_least.reached) == (False, False)
    assert (at_most.within, at_most.reached) == (True, True)
    assert (told.within, told.low, told.high) == (None, None, None)


def test_where_no_firm_tells_there_is_no_figure() -> None:
    row = row_of("s", Figure("coverage", "n", 0.86, 0.95), [{"coverage": counted()}, {}])

    assert (row.figure, row.error, row.firms, row.within) == (None, None, 0, None)
