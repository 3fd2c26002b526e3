"""Rows found by any number of keys, as one parameter."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.search.models import SearchDocument
from tandem.people.persons.models import EmailAddress, Person

NOW = datetime.datetime(2026, 11, 3, 10, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def person(name: str) -> Person:
    return Person.objects.create(name=name, folded=name.casefold(), created_at=NOW)


def test_rows_are_found_by_their_own_keys_by_keys_of_others_and_by_text() -> None:
    # given three persons, each with an address
    anna, tom, zoe = person("Anna"), person("Tom"), person("Zoë")
    for one in (anna, tom, zoe):
        EmailAddress.objects.create(
            person=one, address=f"{one.name}@x.example", folded=f"{one.folded}@x.example"
        )

    # when they are looked for, some of them and some that are not there
    by_key = Person.objects.filter(pk__among=[tom.pk, zoe.pk, 999_999])
    by_person = EmailAddress.objects.filter(person__among={anna.pk})
    by_text = EmailAddress.objects.filter(folded__among=["zoë@x.example", 'no"body', ""])

    # then exactly those are found
    assert {one.name for one in by_key} == {"Tom", "Zoë"}
    assert [one.address for one in by_person] == ["Anna@x.example"]
    assert [one.person_id for one in by_text] == [zoe.pk]


def test_nothing_is_found_among_nothing() -> None:
    # given a person
    person("Anna")

    # when nobody is looked for
    found = [
        *Person.objects.filter(pk__among=[]),
        *EmailAddress.objects.filter(folded__among=[]),
        *SearchDocument.objects.filter(kind__among=()),
    ]

    # then nobody is found
    assert found == []


def test_many_keys_are_one_parameter() -> None:
    # given more keys than a database takes parameters
    keys = list(range(1, 100_001))

    # when rows are looked for
    with CaptureQueriesContext(connection) as asked:
        found = list(Person.objects.filter(pk__among=keys, name="nobody"))

    # then it is one question, and it holds one list
    assert found == []
    assert len(asked) == 1
