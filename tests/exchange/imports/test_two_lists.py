"""Two lists that are numbered alike are not one."""

import pytest
from django.test import Client

from tandem.exchange.imports.models import ImportRun
from tandem.office.accounts.models import User
from tests.exchange.imports.conftest import Written
from tests.exchange.imports.lists import given, in_by, seen_before

LIST = "/exchange/imports/"


@pytest.mark.parametrize(
    ("kind", "first", "second", "again"),
    [
        (
            "enquiries",
            "No;Date;Name\n1;2026-05-03;Anna\n2;2026-05-04;Tom\n",
            "No;Date;Name\n1;2026-09-03;Karl\n2;2026-09-04;Ines\n3;2026-09-05;Al\n",
            "No;Date;Name;Status\n1;2026-05-03;Anna;won\n2;2026-05-04;Tom;won\n",
        ),
        (
            "persons",
            "ID;Name;E-mail\n1;Anna Ellery;anna@x.example\n2;Tom;t@x.example\n",
            "ID;Name;E-mail\n1;Karl;k@x.example\n2;Ines;i@x.example\n3;Al;al@x.example\n",
            "ID;Name;E-mail\n1;Anna;anna@y.example\n2;Tom;t@y.example\n",
        ),
    ],
)
def test_numbers_of_another_list_are_not_taken_for_the_same_in_silence(
    browser_of_maya: Client, table: Written, maya: User, kind: str, first: str, second: str, again: str
) -> None:
    # given a list that came in, and another one whose rows are numbered alike
    in_by(table(first), kind, by=maya)
    other, same = given(table(second), kind, by=maya), given(table(again), kind, by=maya)

    # when they are looked at
    html = browser_of_maya.get(f"{LIST}{other.pk}/check/").content.decode()

    # then the other asks for a name of its own, and the first list of next month does not
    assert "2 rows have numbers that came in before with other days or names." in html
    assert f"{LIST}{other.pk}/matching/" in html
    assert (seen_before(other).new, seen_before(other).here, seen_before(other).elsewhere) == (1, 2, 2)
    assert (seen_before(same).here, seen_before(same).elsewhere) == (2, 0)
    ImportRun.objects.filter(pk=other.pk).update(system="fair")
    other.refresh_from_db()
    assert (seen_before(other).new, seen_before(other).elsewhere) == (3, 0)
