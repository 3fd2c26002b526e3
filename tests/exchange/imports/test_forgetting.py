"""A list that came in leaves no copy behind, and nothing of somebody who is erased."""

from collections.abc import Callable

import pytest
from django.test import Client

from tandem.exchange.imports.forgetting import forget_files
from tandem.exchange.imports.queries import rejected_batches
from tandem.office.accounts.models import User
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import erase
from tests.exchange.imports.conftest import Written
from tests.exchange.imports.lists import NOW, counts, in_by

pytestmark = pytest.mark.django_db(transaction=True)
LIST = (
    "No,Date,Name,E-mail",
    "1,2026-05-03,Anna Lind,anna@example.org",
    "2,2026-05-04,Ben Karlsson,ben@example.org",
    "3,2026-05-05,Ines Costa,ines@example.org",
    "4,31.31.2026,Anna Lind,anna@example.org",
    "5,31.31.2026,Tom Ode,tom@example.org",
)


def test_the_file_goes_once_it_is_in(table: Written, maya: User, kept_files: Callable[[], list[str]]) -> None:
    others = kept_files()
    run = in_by(table(*LIST), by=maya)
    assert (counts(run), kept_files()) == ((5, 3, 2, 0), others)

    # also where an older version left one
    run.path.write_text("\n".join(LIST))
    forget_files(at=NOW)
    assert not run.path.exists()


def test_rejected_rows_of_somebody_who_is_erased_say_nothing_of_them(table: Written, maya: User) -> None:
    # given two rows that were not let in, one of them of somebody who is here
    run = in_by(table(*LIST), by=maya)

    # when she is erased
    erase(person=Person.objects.get(name="Anna Lind"), by=maya, at=NOW)

    # then her row keeps its number, and the other stands as it was
    hers, his = rejected_batches(run)
    assert hers == (5, "It told of somebody who was erased.", {})
    assert (his[0], his[2]["Name"], his[2]["E-mail"]) == (6, "Tom Ode", "tom@example.org")
    assert counts(run) == (5, 3, 2, 0)


def test_who_goes_back_to_a_step_is_led_to_what_became_of_the_list(
    table: Written, maya: User, browser_of_maya: Client
) -> None:
    run = in_by(table(*LIST), by=maya)
    for step in ("columns", "values", "matching", "check"):
        answer = browser_of_maya.get(f"/exchange/imports/{run.pk}/{step}/")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/exchange/imports/{run.pk}/")
