"""A question that is put into SQL once gives what the queryset itself would give, each time it is asked."""

import datetime
import threading
from datetime import UTC

import pytest
from django.db import connection
from django.db.models import CharField, Count, DateTimeField, Exists, IntegerField, OuterRef, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import EmailAddress, Person

pytestmark = pytest.mark.django_db
MAY = datetime.datetime(2026, 5, 1, 9, tzinfo=UTC)
built: list[str] = []


def person(name: str, day: int, *, email: str = "") -> Person:
    row = Person.objects.create(name=name, created_at=MAY + datetime.timedelta(days=day))
    if email:
        EmailAddress.objects.create(person=row, address=email, folded=email)
    return row


@kept(since=DateTimeField())
def met_since(since: Given) -> "QuerySet[Person]":
    built.append("met_since")
    return Person.objects.filter(created_at__gte=since).order_by("created_at")[:2]


def test_it_gives_the_rows_for_each_value_and_is_built_once() -> None:
    # Given
    ada, ben, cay = (person(name, day) for day, name in enumerate(("Ada", "Ben", "Cay")))
    met_since(since=MAY)
    before = len(built)
    # When
    with CaptureQueriesContext(connection) as asked:
        first, later = met_since(since=MAY), met_since(since=MAY + datetime.timedelta(hours=25))
    # Then
    assert (first, later) == ([ada, ben], [cay])
    assert (len(asked), len(built)) == (2, before)


def test_a_row_is_the_same_as_from_the_queryset_with_all_that_hangs_on_it() -> None:
    # Given
    @kept(at=DateTimeField())
    def addresses(at: Given) -> "QuerySet[EmailAddress]":
        known = JournalLine.objects.filter(row_id=OuterRef("person"))
        rows = EmailAddress.objects.filter(person__created_at__lte=at).select_related("person")
        return rows.annotate(is_told=Exists(known))

    person("Ada", 0, email="ada@example.org")
    # When
    (found,) = addresses(at=MAY)
    # Then
    with CaptureQueriesContext(connection) as asked:
        assert (found.person.name, found.folded, found.is_told) == ("Ada", "ada@example.org", False)  # type: ignore[attr-defined]
    assert len(asked) == 0
    found.folded = "ada@example.com"
    found.save()
    assert EmailAddress.objects.get().folded == "ada@example.com"


def test_values_sums_and_unions_come_as_they_are() -> None:
    # Given
    @kept()
    def counted() -> "QuerySet[Person, tuple[str, int]]":
        return Person.objects.order_by("name").values_list("name").annotate(Count("pk"))

    @kept(number=IntegerField())
    def two(number: Given) -> "QuerySet[Person, int]":
        ours = Person.objects.order_by().values_list(Value(1), flat=True)
        return ours.union(Person.objects.order_by().filter(pk=number).values_list("pk", flat=True), all=True)

    ada = person("Ada", 0)
    person("Ada", 1)
    # When, Then
    assert counted() == [("Ada", 2)]
    assert sorted(two(number=ada.pk)) == sorted([1, 1, ada.pk])
    assert sorted(two(number=0)) == [1, 1]


def test_any_number_of_keys_is_one_value() -> None:
    # Given
    @kept(keys=IntegerField())
    def named(keys: Given) -> "QuerySet[Person, str]":
        return Person.objects.filter(pk__among=keys).order_by("name").values_list("name", flat=True)

    rows = [person(name, 0) for name in ("Ada", "Ben", "Cay")]
    # When, Then
    assert named(keys=[row.pk for row in rows]) == ["Ada", "Ben", "Cay"]
    assert named(keys=[rows[2].pk]) == ["Cay"]
    assert named(keys=[]) == []


def test_asked_with_another_name_or_without_one_it_says_so() -> None:
    with pytest.raises(TypeError, match=r"met_since is asked with \['since'\], not \['until'\]"):
        met_since(until=MAY)
    with pytest.raises(TypeError):
        met_since()


def test_what_could_not_be_kept_rightly_is_refused() -> None:
    @kept()
    def with_more() -> "QuerySet[Person]":
        return Person.objects.prefetch_related("emails")

    @kept()
    def elsewhere() -> "QuerySet[Person]":
        return Person.objects.using("default")

    for question in (with_more, elsewhere):
        with pytest.raises(TypeError, match="kept"):
            question()
    with pytest.raises(ValueError, match="since is not given"):
        met_since(since=None)


def test_what_is_typed_stays_a_value() -> None:
    # Given

    @kept(name=CharField())
    def called(name: Given) -> "QuerySet[Person, str]":
        return Person.objects.filter(name=name).values_list("name", flat=True)

    nasty = "'; DROP TABLE people_person; -- %s"
    person(nasty, 0)
    # When, Then
    assert called(name=nasty) == [nasty]
    assert called(name="%") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_a_connection_of_its_own() -> None:
    # Given
    person("Ada", 0)
    found: list[list[str]] = []

    def ask() -> None:
        found.append([row.name for row in met_since(since=MAY)])
        connection.close()

    # When
    threads = [threading.Thread(target=ask) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Then
    assert found == [["Ada"]] * 3
