"""Rows are written as Django writes them, however many of them say the same."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.changes.inserting import insert_many, new_row, update_many
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 5, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
MANY = 20


def entries(person: Person, **columns: Any) -> list[Entry]:
    shared = {"person_id": person.pk, "recorded_at": MORNING, "purpose": "care", "direction": "internal"}
    return [
        new_row(Entry, **{"at": MORNING, "kind": "note", "title": f"Note {n}", **shared, **columns})
        for n in range(MANY)
    ]


@pytest.fixture
def ada() -> Person:
    return Person.objects.create(name="Ada", created_at=MORNING)


@pytest.mark.parametrize(
    "same",
    [
        {"words": "“100 %s”, said O'Neill; DROP TABLE people_entry --", "minutes": None},
        {"words": "", "minutes": 0, "theirs": True},
        {"words": "NULL", "minutes": 15, "theirs": False, "origin_id": 2**62},
    ],
)
def test_what_all_rows_say_is_written_in_each(ada: Person, same: dict[str, Any]) -> None:
    insert_many(entries(ada, **same))
    names = ["title", "at", *same]
    found = list(Entry.objects.order_by("pk").values_list(*names))
    assert found == [(f"Note {n}", MORNING, *same.values()) for n in range(MANY)]


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL takes many rows by COPY, beside any statement"
)
def test_words_never_stand_in_a_statement(ada: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        insert_many(entries(ada, words="In their words", minutes=None, origin_id=7))
    [insert] = [one["sql"] for one in asked.captured_queries if "INSERT" in one["sql"]]
    assert "In their words" not in insert
    assert "NULL" in insert


def test_a_number_that_no_column_holds_is_refused_by_the_database(ada: Person) -> None:
    with pytest.raises((OverflowError, connection.Database.DataError)):
        insert_many(entries(ada, origin_id=2**64))


def test_the_hour_that_comes_twice_stays_two_in_a_batch(ada: Person) -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    rows = entries(ada)
    for place, row in enumerate(rows):
        row.at = night.replace(fold=place % 2)
    insert_many(rows)
    moments = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert {(after - before) for before, after in zip(moments[::2], moments[1::2], strict=True)} == {
        timedelta(hours=1)
    }


def test_who_got_a_key_after_being_assigned_is_written_and_stays_at_hand() -> None:
    # given persons of organisations that have no key yet, and some of none
    firms = [Organisation(name=f"Firm {n}", folded=f"firm {n}", created_at=MORNING) for n in range(MANY)]
    rows = [
        Person(name=f"Person {n}", created_at=MORNING, organisation=firm if n % 2 else None)
        for n, firm in enumerate(firms)
    ]

    # when the organisations are written, and then the persons
    insert_many(firms)
    insert_many(rows)

    # then each points at its own, in the table and in hand
    found = Person.objects.order_by("pk").values_list("organisation__name", flat=True)
    assert list(found) == [f"Firm {n}" if n % 2 else None for n in range(MANY)]
    with CaptureQueriesContext(connection) as asked:
        names = [row.organisation.name if row.organisation else None for row in rows]
    assert names == list(found)
    assert len(asked) == 0


def test_rows_that_stand_are_written_anew_as_they_are_in_hand(ada: Person) -> None:
    rows = entries(ada, minutes=5, words="before")
    insert_many(rows)
    for row in rows:
        row.minutes, row.words = None, f"after {row.title}"
    update_many(rows, ["minutes", "words"])
    found = Entry.objects.order_by("pk").values_list("minutes", "words")
    assert list(found) == [(None, f"after Note {n}") for n in range(MANY)]


def test_a_column_that_there_is_not_is_named() -> None:
    with pytest.raises(TypeError, match=r"Entry has no columns \['tittle'\]"):
        new_row(Entry, person_id=1, tittle="Note")
