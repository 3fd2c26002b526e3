"""What is written all or nothing sets no savepoints, and nobody goes on in it after a failure."""

import datetime
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tandem.office.changes.whole import all_or_nothing
from tandem.people.persons.models import Person

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)


class Halted(Exception):
    pass


@transaction.atomic
def write(name: str) -> None:
    Person.objects.create(name=name, created_at=AT)
    if name == "Nobody":
        raise Halted


def test_actions_in_it_set_no_savepoints_and_those_after_it_do() -> None:
    with all_or_nothing(), CaptureQueriesContext(connection) as within:
        write("Ada")
        write("Ben")
    with CaptureQueriesContext(connection) as after:
        write("Cay")
    verbs = [[one["sql"].split()[0] for one in asked.captured_queries] for asked in (within, after)]
    assert verbs == [["INSERT", "INSERT"], ["SAVEPOINT", "INSERT", "RELEASE"]]
    assert list(Person.objects.order_by("name").values_list("name", flat=True)) == ["Ada", "Ben", "Cay"]


def write_two() -> None:
    with all_or_nothing():
        write("Ada")
        write("Nobody")


def go_on_regardless() -> None:
    with all_or_nothing():
        with suppress(Halted):
            write("Nobody")
        write("Ada")


@pytest.mark.parametrize(
    ("attempt", "failure"), [(write_two, Halted), (go_on_regardless, TransactionManagementError)]
)
def test_what_fails_leaves_nothing_whoever_goes_on(
    attempt: Callable[[], None], failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        attempt()
    assert not Person.objects.exists()
    # and what comes after it sets savepoints as before
    with pytest.raises(Halted):
        write("Nobody")
    write("Cay")
    assert Person.objects.get().name == "Cay"
