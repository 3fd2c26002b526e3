"""First answers on the Sales desk: the figure, and when they are what sales should practise first."""

import datetime
from typing import Any

import pytest

from tandem.handover.promises.answers import Answer, Answers
from tandem.handover.promises.slots import (
    answer_first,
    answers_on_desk,
    desk_figure,
    sub_words,
    waits_of,
)
from tandem.office.accounts.models import User
from tests.handover.desks import NOW, days

pytestmark = pytest.mark.django_db


def told(*hours: float, still: int = 0, promised: int = 4) -> Answers:
    """Answered after so many hours; and `still` who have been waiting for an hour, and still have time."""
    rows = [Answer(NOW - days(1), one, False, one <= promised) for one in hours]
    rows += [Answer(NOW, 1.0, True, None)] * still
    since = NOW - datetime.timedelta(weeks=4)
    return Answers(rows, since, NOW, [(since, NOW, promised)])


def test_the_figure_counts_what_the_line_divides() -> None:
    # given nine in time, five later, and two who still have time
    answers = told(*[1.0] * 9, *[6.0] * 5, still=2)
    figure = desk_figure(answers, waits_of(answers))
    assert figure.title == "9 of 14 first answers come in time"
    assert "9 in time" in figure.svg
    assert "5 took longer" in figure.svg
    assert figure.rows == (("up to 4 h", "9"), ("up to 8 h", "5"), ("up to 16 h", "0"), ("longer", "0"))
    assert sub_words(answers, waits_of(answers)) == (
        "14 accepted enquiries of the last four weeks. 2 more still have time."
    )


def test_of_twenty_it_is_told_in_tenths() -> None:
    answers = told(*[1.0] * 12, *[6.0] * 8)
    assert desk_figure(answers, waits_of(answers)).title == "6 in 10 first answers come in time"


@pytest.mark.parametrize(
    ("in_time", "late", "said"),
    [
        (12, 8, "12 of the last 20 first answers came within 4 working hours."),
        # too few to say
        (5, 14, ""),
        # not quite eight in ten, which may be chance
        (34, 11, ""),
        (34, 40, "34 of the last 74 first answers came within 4 working hours."),
        (40, 0, ""),
    ],
)
def test_answers_come_first_only_where_they_surely_come_late(
    monkeypatch: pytest.MonkeyPatch, in_time: int, late: int, said: str
) -> None:
    answers = told(*[1.0] * in_time, *[9.0] * late)
    monkeypatch.setattr("tandem.handover.promises.slots.answers_of_four_weeks", lambda: answers)
    assert [getattr(item, "why", "") for item in answer_first(None)] == ([said] if said else [])


def test_nothing_without_an_answer_to_tell_of(maya: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(answers_on_desk(None)) == []
    assert list(answer_first(None)) == []
    only_waiting: Any = told(still=3)
    monkeypatch.setattr("tandem.handover.promises.slots.answers_of_four_weeks", lambda: only_waiting)
    assert list(answers_on_desk(None)) == []
