"""The outcome of sales on its desk: expected with its range where that can be told, else counted."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tandem.together.today.outcome import expected, outcome_panel, so_far
from tandem.together.verdict.equation import equations_of
from tandem.together.verdict.reading import Range, Side
from tests.sales.shop import a_business
from tests.together.answers import an_answer, keep

TODAY = datetime.date(2026, 11, 3)


def side(**columns: Any) -> Side:
    equations = equations_of(an_answer())
    assert equations is not None
    return replace(equations[1].side, **columns)


def test_as_the_picture_has_it() -> None:
    assert expected(side(), TODAY) == {
        "value": "80",
        "title": "customers, from those who asked August to October",
        "sentence": "58 so far and about 22 more from the 152 still open. Likely 66 to 94.",
    }


def test_the_range_holds_what_has_come_and_no_more_than_may_come() -> None:
    # given five who wait, each told by how long it has waited
    few = side(won=70, open=5, still_to_come=Range(1.2, 0.0, 3.0))
    assert so_far(few) == "70 so far and about 1 more from the 5 still open. Likely 70 to 73."
    # and five who have only just asked, where everybody buys
    sure = side(won=70, open=5, still_to_come=Range(4.6, 3.0, 5.0))
    assert so_far(sure) == "70 so far and about 5 more from the 5 still open. Likely 73 to 75."
    # and where it may be that nobody of them does
    perhaps = side(won=9, open=5, still_to_come=Range(0.4, 0.0, 2.0))
    assert so_far(perhaps) == "9 so far, with 5 still open. Likely 9 to 11."
    # and where they have been open for so long that nobody is expected
    late = side(won=70, open=5, still_to_come=Range(0.1, 0.0, 0.0))
    assert so_far(late) == "70 so far. Of the 5 still open hardly anybody will buy."


def test_where_all_have_ended() -> None:
    told = expected(side(won=80, open=0), TODAY)
    assert told["sentence"] == "All of them have ended: nobody of those who asked is still open."


@pytest.mark.django_db
def test_the_panel_takes_the_kept_answer() -> None:
    a_business()
    assert outcome_panel(None) == []
    keep(an_answer())
    [panel] = outcome_panel(None)
    assert panel.context["value"] == "80"
