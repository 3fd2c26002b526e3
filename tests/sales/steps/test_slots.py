"""What steps put into Today: single ones by their time, many calls in one row, nobody without a step lost."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.steps.slots import steps_today
from tandem.sales.steps.words import ITEMS_AT_MOST
from tests.sales.planned import planned
from tests.sales.shop import a_business, a_user, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> Any:
    a_business(zone="UTC")
    ensure_stages()
    return a_user("Joe", role="sales")


def today(user: Any, **asked: Any) -> Any:
    return steps_today(SimpleNamespace(user=user), **asked)  # type: ignore[arg-type]


def calls(number: int, joe: Any, *, late: int = 0) -> None:
    now = timezone.now()
    for index in range(number):
        planned(f"Person {index}", on=(now - days(late)).date(), owner=joe, at=now)


def test_two_calls_are_two_rows(joe: Any) -> None:
    calls(2, joe)
    items = today(joe, desk="sales")
    assert [(item.title, item.why, item.action, item.number) for item in items] == [
        ("Ring about the quote", "Person 0, Chair of Person 0", "Ring", 1),
        ("Ring about the quote", "Person 1, Chair of Person 1", "Ring", 1),
    ]


def test_four_calls_are_one_row(joe: Any) -> None:
    calls(4, joe, late=2)
    planned("Ann", "Write about the date", kind="email", on=timezone.now().date(), owner=joe)
    letter, ringing = today(joe, desk="sales")
    assert letter.title == "Write about the date"
    assert (ringing.title, ringing.why, ringing.when) == (
        "4 calls",
        "Person 0, Person 1 and 2 more",
        "waiting 2 days",
    )
    assert (ringing.number, ringing.minutes, ringing.urgent) == (4, 40, True)


def test_one_without_a_step_is_asked_for_by_name(joe: Any) -> None:
    planned("Beatrix Lund", "", owner=joe, at=timezone.now() - days(12))
    [item] = today(joe, desk="sales")
    assert (item.title, item.when, item.pinned) == (
        "Plan the next step with Beatrix Lund",
        "waiting 12 days",
        True,
    )


def test_many_without_a_step_are_counted(joe: Any) -> None:
    for index in range(7):
        planned(f"Person {index}", "", owner=joe, at=timezone.now() - days(20 - index))
    [item] = today(joe, desk="sales")
    assert (item.title, item.why, item.number) == (
        "7 conversations have no next step",
        "Person 0, Person 1 and 5 more",
        7,
    )
    assert item.url == "/sales/today/#none"


def test_however_much_is_overdue_those_without_a_step_are_told(joe: Any) -> None:
    # given more that is overdue than Today reads, and one without a step behind all of it
    now = timezone.now()
    for index in range(ITEMS_AT_MOST + 1):
        planned(f"Person {index}", "Write", kind="email", on=(now - days(3)).date(), owner=joe, at=now)
    planned("Beatrix", "", owner=joe, at=now)
    items = today(joe, desk="sales")
    assert [item.title for item in items if item.pinned] == ["1 conversation has no next step"]
    assert items[-1].title == "1 more that is due"
    assert sum(item.number for item in items) == ITEMS_AT_MOST + 2


def test_calls_behind_very_much_that_is_overdue_are_told(joe: Any) -> None:
    # given more overdue letters than Today reads, and three calls of today behind them
    now = timezone.now()
    for index in range(ITEMS_AT_MOST):
        planned(f"Person {index}", "Write", kind="email", on=(now - days(3)).date(), owner=joe, at=now)
    calls(3, joe)
    items = today(joe, desk="sales")
    told = [(item.title, item.why, item.due_at) for item in items if item.number > 1]
    assert told == [("3 calls", "", None)]
    assert sum(item.number for item in items) == ITEMS_AT_MOST + 3


def test_one_query_for_all(joe: Any) -> None:
    calls(5, joe)
    planned("Ann", "", owner=joe)
    with CaptureQueriesContext(connection) as asked:
        today(joe)
    # the zone of the business outside of a request, and the rows
    assert len(asked) == 2


def test_for_whom_it_is(joe: Any) -> None:
    calls(1, joe)
    assert today(joe, desk="marketing") == []
    assert today(joe, desk="sales", steps=False) == []
    assert today(a_user("Ines")) == []
    for role in ("marketing", "read_only"):
        assert today(a_user(f"Max {role}", role=role)) == []
    assert steps_today(None) == []
