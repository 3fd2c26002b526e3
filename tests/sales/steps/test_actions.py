"""A step is put off with one tap, to the next day on which the business works."""

import datetime
from typing import Any

import pytest

from tandem.office.business.models import ClosedDay
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.actions import lose
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.steps.actions import put_off
from tests.sales.planned import TODAY, planned
from tests.sales.shop import NOW, a_business, a_user, days

pytestmark = pytest.mark.django_db
FRIDAY = NOW + days(3)


@pytest.fixture
def joe() -> Any:
    a_business()
    ensure_stages()
    return a_user("Joe", role="sales")


def test_to_tomorrow_at_the_same_time(joe: Any) -> None:
    row = planned("Tom", time=datetime.time(11, 30), owner=joe)
    line = put_off(opportunity=row, expected_version=2, by=joe, at=NOW)
    row.refresh_from_db()
    assert (row.next_step_on, row.next_step_time) == (datetime.date(2026, 11, 4), datetime.time(11, 30))
    assert line is not None
    assert (line.verb, line.before, line.after) == (
        "sales.opportunity.step_put_off",
        {"next_step_on": "2026-11-03"},
        {"next_step_on": "2026-11-04"},
    )


def test_over_the_weekend_and_a_closed_monday(joe: Any) -> None:
    # given a business that works from Monday to Friday, and is closed on this Monday
    ClosedDay.objects.create(day=datetime.date(2026, 11, 9), words="Stocktaking")
    row = planned("Tom", on=TODAY, owner=joe)
    # when it is put off on Friday, then it is for Tuesday
    put_off(opportunity=row, expected_version=2, by=joe, at=FRIDAY)
    row.refresh_from_db()
    assert row.next_step_on == datetime.date(2026, 11, 10)


def test_the_day_is_that_of_the_business(joe: Any) -> None:
    # given a business in Auckland, where it is Wednesday already
    a_business(zone="Pacific/Auckland")
    late = datetime.datetime(2026, 11, 3, 20, 0, tzinfo=datetime.UTC)
    row = planned("Tom", owner=joe)
    put_off(opportunity=row, expected_version=2, by=joe, at=late)
    row.refresh_from_db()
    assert row.next_step_on == datetime.date(2026, 11, 5)


def test_a_step_without_a_day_gets_one(joe: Any) -> None:
    row = planned("Tom", on=None, owner=joe)
    put_off(opportunity=row, expected_version=2, by=joe, at=NOW)
    row.refresh_from_db()
    assert row.next_step_on == datetime.date(2026, 11, 4)


def test_it_can_be_taken_back(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    line = put_off(opportunity=row, expected_version=2, by=joe, at=NOW)
    assert line is not None
    undo(line_id=line.pk, by=joe, at=NOW)
    row.refresh_from_db()
    assert row.next_step_on == TODAY


def test_twice_moves_it_once(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    put_off(opportunity=row, expected_version=2, by=joe, at=NOW)
    with pytest.raises(Refused, match="not due yet"):
        put_off(opportunity=row, expected_version=3, by=joe, at=NOW)
    assert JournalLine.objects.filter(verb="sales.opportunity.step_put_off").count() == 1


def test_an_older_page_is_told(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    with pytest.raises(Stale):
        put_off(opportunity=row, expected_version=1, by=joe, at=NOW)
    row.refresh_from_db()
    assert row.next_step_on == TODAY


def test_nothing_to_put_off(joe: Any) -> None:
    without, lost = planned("Ann", "", owner=joe), planned("Tom", owner=joe)
    lose(opportunity=lost, expected_version=2, reason="price", by=joe, at=NOW)
    for row, words in ((without, "no next step to put off"), (lost, "This was lost")):
        with pytest.raises(Refused, match=words):
            put_off(opportunity=row, expected_version=row.version, by=joe, at=NOW)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_who_sells(joe: Any, role: str) -> None:
    row = planned("Tom", owner=joe)
    with pytest.raises(NotAllowed):
        put_off(opportunity=row, expected_version=2, by=a_user("Max", role=role), at=NOW)
