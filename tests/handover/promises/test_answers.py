"""First answers as dots: working hours, what is still waiting, and what stands at the edge."""

import datetime
import re
from typing import Any

import pytest

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.promises import answers as module
from tandem.handover.promises.answers import Answer, Answers, first_answers, promises_between
from tandem.handover.promises.drawing import answers_figure, answers_title, scale_of
from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar
from tests.handover.desks import NOW, an_enquiry, days, hours

SINCE = NOW - datetime.timedelta(weeks=8)


@pytest.fixture
def agreement(maya: User) -> Agreement:
    return Agreement.objects.create(number=1, answer_within_hours=4, agreed_at=NOW - days(300))


def passed(
    agreement: Agreement, at: datetime.datetime, answered: datetime.datetime | None, **more: Any
) -> None:
    number = Passing.objects.count()
    values = {
        "passed_at": at,
        "recorded_at": at,
        "decision": "accepted",
        "answer_due_at": calendar().add_working(at, 4),
        "first_answered_at": answered,
        **more,
    }
    enquiry = an_enquiry(f"N{number} n{number}@x.example", at=at)
    Passing.objects.create(enquiry=enquiry, agreement=agreement, **values)


def told() -> Answers:
    found = first_answers(now=NOW, working=calendar())
    assert found is not None
    return found


def test_hours_are_working_hours(agreement: Agreement) -> None:
    # given one passed on Friday at four and answered on Monday at eleven: an hour, and two
    friday = datetime.datetime(2026, 10, 30, 16, 0, tzinfo=datetime.UTC)
    passed(agreement, friday, friday + days(3) - hours(5))
    # and one passed an hour ago, who waits, within the time
    passed(agreement, NOW - hours(1), None)
    # and one who waits since Friday, beyond it
    passed(agreement, friday, None)
    assert sorted((one.hours, one.still, one.in_time) for one in told().rows) == [
        (1.0, True, None),
        (3.0, False, True),
        (10.0, True, False),
    ]
    assert (
        answers_title(told()) == "1 of 2 first answers came within the promise; 1 person still waits for one"
    )


def test_only_what_sales_accepted_under_a_promise_in_eight_weeks(agreement: Agreement) -> None:
    passed(agreement, SINCE, NOW)
    passed(agreement, NOW, NOW, decision="declined")
    passed(agreement, NOW, NOW, import_id=3)
    passed(agreement, NOW, NOW, answer_due_at=None)
    assert first_answers(now=NOW, working=calendar()) is None
    passed(agreement, SINCE + hours(1), NOW)
    assert len(told().rows) == 1


def test_of_very_many_the_newest_are_drawn(agreement: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DOTS", 2)
    for day in (3, 2, 1):
        passed(agreement, NOW - days(day), NOW)
    assert [one.passed_at for one in told().rows] == [NOW - days(1), NOW - days(2)]
    assert answers_figure(told()).note.endswith("Only the newest 2 are drawn.")


def test_the_line_steps_where_the_promise_was_changed(agreement: Agreement) -> None:
    Agreement.objects.create(number=2, answer_within_hours=8, agreed_at=NOW - days(20))
    Agreement.objects.create(number=3, answer_within_hours=8, agreed_at=NOW - days(10))
    assert promises_between(SINCE, NOW) == [
        (NOW - days(300), NOW - days(20), 4),
        (NOW - days(20), NOW, 8),
    ]


def some(*waited: float) -> Answers:
    rows = [Answer(NOW - days(1), one, still=False, in_time=one <= 4) for one in waited]
    return Answers(rows, SINCE, NOW, [(SINCE, NOW, 4)])


@pytest.mark.parametrize(
    ("waited", "top"),
    [((1, 2, 3), 8), ((1,) * 9 + (500,), 8), ((1,) * 8 + (17, 500), 20), ((300,) * 10, 40)],
)
def test_the_scale_holds_nine_in_ten_and_never_makes_the_promise_a_sliver(
    waited: tuple[float, ...], top: float
) -> None:
    assert scale_of(some(*waited)) == top


def test_what_is_beyond_is_clamped_and_said() -> None:
    figure = answers_figure(some(*(1,) * 9, 500))
    assert "1 took longer than 8 h and is an arrow at the upper edge." in figure.note
    assert len(re.findall("l5 -9 5 9z", figure.svg)) == 2  # once in each of the two drawings
    assert "promised: 4 working hours" in figure.svg


def test_the_table_tells_the_weeks() -> None:
    figure = answers_figure(some(1, 2, 9))
    assert figure.head == ("Passed in the week from", "In time", "Later", "Still waiting", "Middle one")
    assert figure.rows[-1] == ("27 Oct", "2", "1", "0", "2 h")
    assert figure.rows[0] == ("8 Sep", "0", "0", "0", "–")
