"""Each open opportunity stands in one part of the list, and says how to reach its person."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from tandem.office.business.models import WorkingHours
from tandem.office.business.queries import calendar
from tandem.sales.opportunities.actions import lose, win
from tandem.sales.opportunities.queries import open_opportunities
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.steps import queries
from tandem.sales.steps.words import Counts, Part
from tests.sales.planned import TODAY, moment, planned
from tests.sales.shop import NOW, a_business, a_user, days

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
YESTERDAY, TOMORROW = TODAY - days(1), TODAY + days(1)


@pytest.fixture
def joe() -> Any:
    a_business()
    ensure_stages()
    return a_user("Joe", role="sales")


def one_of_each(joe: Any) -> None:
    planned("Late", on=YESTERDAY, owner=joe)
    planned("Now", owner=joe)
    planned("Without", "", owner=joe)
    planned("Soon", on=TOMORROW, owner=joe)
    planned("Undated", on=None)


def names(rows: Any) -> list[str]:
    return [row.person.name for row in rows]


def test_everybody_open_is_counted_once(joe: Any) -> None:
    one_of_each(joe)
    planned("Another’s", owner=a_user("Ines"))
    bought, gone = planned("Bought", owner=joe), planned("Gone", owner=joe)
    win(opportunity=bought, expected_version=2, amount_minor=100, by=None, at=NOW)
    lose(opportunity=gone, expected_version=2, reason="price", by=None, at=NOW)
    assert queries.counts(joe, TODAY) == Counts(waiting=1, today=1, none=1, later=2)
    everybody = queries.counts(None, TODAY)
    assert everybody == Counts(waiting=1, today=2, none=1, later=2)
    assert (everybody.due, everybody.planned, everybody.open) == (3, 5, 6)


def test_each_part_holds_its_own(joe: Any) -> None:
    one_of_each(joe)
    found = {part: names(queries.shown(queries.in_part(part, joe, TODAY), TODAY)) for part in Part}
    assert found == {
        Part.WAITING: ["Late"],
        Part.TODAY: ["Now"],
        Part.NONE: ["Without"],
        Part.LATER: ["Soon", "Undated"],
    }


def test_overdue_first_then_by_time(joe: Any) -> None:
    planned("Afternoon", time=datetime.time(16), owner=joe)
    planned("Any time", owner=joe)
    planned("Morning", time=datetime.time(9), owner=joe)
    planned("Late", on=YESTERDAY, owner=joe)
    planned("Later still", on=YESTERDAY - days(3), owner=joe)
    assert names(queries.due(joe, TODAY, most=20)) == [
        "Later still",
        "Late",
        "Morning",
        "Afternoon",
        "Any time",
    ]


def test_the_first_rows_know_how_many_there_are(joe: Any) -> None:
    # given three calls of which one has its hour, a letter, and two without a step
    planned("A", on=YESTERDAY, owner=joe)
    planned("B", owner=joe)
    planned("C", time=datetime.time(11), owner=joe)
    planned("D", "Write", kind="email", owner=joe)
    planned("E", "", owner=joe)
    planned("F", "", owner=joe)
    planned("G", owner=a_user("Ines"))
    first = queries.due(joe, TODAY, most=20)[0]
    assert (first.in_all, first.calls, first.without) == (6, 2, 2)
    # and the question that is kept is the same one, on any day
    for day in (TODAY, YESTERDAY, TODAY + days(1)):
        kept, asked = queries.due_first(user=joe.pk, today=day), list(queries.due(joe, day, most=60))
        assert names(kept) == names(asked)
        assert [(row.in_all, row.calls, row.without) for row in kept] == [
            (row.in_all, row.calls, row.without) for row in asked
        ]


def test_the_first_of_theirs_and_of_nobodys_are_put_into_one_order(joe: Any) -> None:
    for number, owner in enumerate([joe, None, joe, None, joe, None]):
        planned(f"{number}", on=YESTERDAY - days(10 - number), owner=owner)
    found = queries.due(joe, TODAY, most=3)
    assert names(found) == ["0", "1", "2"]
    assert [row.in_all for row in found] == [6, 6, 6]


def test_what_is_due_is_read_from_their_stretch_of_the_index_alone(joe: Any) -> None:
    """However many are open of everybody else."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is told in words of SQLite")
    planned("A", on=YESTERDAY, owner=joe)
    plan = queries.due(joe, TODAY, most=20).explain()
    read = [line for line in plan.splitlines() if "INDEX sales_opportunity" in line]
    # the first ones and three numbers, of theirs and of nobody's
    assert len(read) >= 8
    whose = "COVERING INDEX sales_opportunity_step (won_at=? AND lost_at=? AND owner_id=?"
    assert [line for line in read if whose not in line] == []


def test_the_open_ones_of_one_person_are_found_by_the_person(joe: Any) -> None:
    """Also in their usual order, the newest first."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is told in words of SQLite")
    row = planned("A", on=YESTERDAY, owner=joe)
    for rows in (open_opportunities(), open_opportunities().filter(owner=joe)):
        assert "sales_opportunity_person" in rows.filter(person=row.person).explain()
    # and the list of all of them is put in order from an index alone
    newest = open_opportunities().order_by("-opened_at", "-pk").values("pk")[:50].explain()
    assert "COVERING INDEX sales_opportunity_step" in newest


@pytest.mark.parametrize(
    ("kind", "contact", "shown", "link"),
    [
        ("call", {"phones": ("07700 900123",)}, "07700 900123", "tel:+447700900123"),
        ("email", {"emails": ("tom@ellery.example",)}, "tom@ellery.example", "mailto:tom@ellery.example"),
        ("visit", {"place": "Bath", "postcode": "BA1 1AA"}, "BA1 1AA Bath", ""),
        ("call", {"emails": ("tom@ellery.example",)}, "", ""),
        ("meeting", {"phones": ("07700 900123",)}, "", ""),
    ],
)
def test_how_to_reach_them(joe: Any, kind: str, contact: dict[str, Any], shown: str, link: str) -> None:
    a_business(country="GB")
    planned("Tom", kind=kind, owner=joe, **contact)
    row = queries.rows_of(list(queries.due(joe, TODAY, most=20)), moment(LONDON))[0]
    assert (row.contact, row.contact_url) == (shown, link)


def test_a_typed_address_cannot_add_to_the_link(joe: Any) -> None:
    """What comes behind a question mark in a mailto: would be a copy to somebody else."""
    row = planned("Tom", kind="email", owner=joe)
    row.phone, row.phone_typed, row.email = "", "", "tom@ellery.example?bcc=spy@evil.example"
    assert queries.contact_of(row, queries.StepKind.EMAIL)[1] == (
        "mailto:tom@ellery.example%3Fbcc%3Dspy@evil.example"
    )


@pytest.mark.parametrize(
    ("on", "time", "words"),
    [
        (TODAY, datetime.time(11, 30), "11:30"),
        (TODAY, None, "today"),
        (TOMORROW, datetime.time(9), "tomorrow, 9:00"),
        (None, None, "no day yet"),
        (TODAY - days(9), None, "waiting 9 days"),
    ],
)
def test_when_in_words(joe: Any, on: Any, time: Any, words: str) -> None:
    planned("Tom", on=on, time=time, owner=joe)
    rows = [*queries.shown(queries.in_part(Part.LATER, joe, TODAY), TODAY), *queries.due(joe, TODAY, most=20)]
    assert queries.row_of(rows[0], moment(LONDON)).when == words


def test_the_next_working_day(joe: Any) -> None:
    friday = datetime.date(2026, 11, 6)
    assert queries.next_working_day(calendar(), friday) == datetime.date(2026, 11, 9)
    # and where they work on Saturdays only
    WorkingHours.objects.create(weekday=5, opens=datetime.time(9), closes=datetime.time(12))
    assert queries.next_working_day(calendar(), friday) == datetime.date(2026, 11, 7)
