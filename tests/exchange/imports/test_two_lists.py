"""Two lists that are numbered alike are not one."""

import argparse
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tandem.config.cli import import_command
from tandem.exchange.imports.models import ImportRun
from tandem.office.accounts.models import User
from tests.exchange.imports.conftest import Written
from tests.exchange.imports.lists import given, in_by, seen_before

LIST = "/exchange/imports/"


@pytest.mark.parametrize(
    ("kind", "first", "second", "again", "other_what"),
    [
        (
            "enquiries",
            "No;Date;Name\n1;2026-05-03;Anna\n2;2026-05-04;Tom\n",
            "No;Date;Name\n1;2026-09-03;Karl\n2;2026-09-04;Ines\n3;2026-09-05;Al\n",
            "No;Date;Name;Status\n1;2026-05-03;Anna;won\n2;2026-05-04;Tom;won\n",
            "days",
        ),
        (
            "persons",
            "ID;Name;E-mail\n1;Anna Ellery;anna@x.example\n2;Tom;t@x.example\n",
            "ID;Name;E-mail\n1;Karl;k@x.example\n2;Ines;i@x.example\n3;Al;al@x.example\n",
            "ID;Name;E-mail\n1;Anna;anna@y.example\n2;Tom;t@y.example\n",
            "names",
        ),
    ],
)
def test_numbers_of_another_list_are_not_taken_for_the_same_in_silence(
    browser_of_maya: Client,
    table: Written,
    maya: User,
    kind: str,
    first: str,
    second: str,
    again: str,
    other_what: str,
) -> None:
    # given a list that came in, and another one whose rows are numbered alike
    in_by(table(first), kind, by=maya)
    other, same = given(table(second), kind, by=maya), given(table(again), kind, by=maya)

    # when they are looked at
    html = browser_of_maya.get(f"{LIST}{other.pk}/check/").content.decode()

    # then the other asks for a name of its own, and the first list of next month does not
    assert f"2 rows have numbers that came in before with other {other_what}." in html
    assert f"{LIST}{other.pk}/matching/" in html
    assert (seen_before(other).new, seen_before(other).here, seen_before(other).elsewhere) == (1, 2, 2)
    assert (seen_before(same).here, seen_before(same).elsewhere) == (2, 0)
    ImportRun.objects.filter(pk=other.pk).update(system="fair")
    other.refresh_from_db()
    assert (seen_before(other).new, seen_before(other).elsewhere) == (3, 0)


def typed(kind: str, path: Path, *more: str) -> dict[str, Any]:
    """What `tandem import` answers, as its JSON has it."""
    parser = argparse.ArgumentParser()
    import_command.add_arguments(parser)
    options = parser.parse_args([kind, str(path), *more])
    return import_command.looked_at(options) if options.dry_run else import_command.brought_in(options)


@pytest.mark.parametrize(
    ("kind", "first", "second", "told"),
    [
        (
            "enquiries",
            "No;Date;Name\n1;2026-05-03;Anna\n2;2026-05-04;Tom\n",
            "No;Date;Name\n1;2026-09-03;Karl\n2;2026-09-04;Ines\n3;2026-09-05;Al\n",
            "2 rows count as here already by numbers that came in with other days.",
        ),
        (
            "persons",
            "ID;Name;E-mail\n1;Anna Ellery;anna@x.example\n",
            "ID;Name;E-mail\n1;Karl;k@x.example\n3;Al;al@x.example\n",
            "1 row counts as here already by a number that came in with another name.",
        ),
    ],
)
def test_at_a_keyboard_it_is_said_too_also_where_the_rows_come_in(
    table: Written, kind: str, first: str, second: str, told: str
) -> None:
    # given a list that came in without a word, and came again
    assert typed(kind, table(first, name="a.csv"))["notes"] == []
    assert typed(kind, table(first, name="a.csv"))["notes"] == []

    # when another one whose rows are numbered alike is looked at, and brought in
    other = table(second, name="b.csv")
    looked, brought = typed(kind, other, "--dry-run"), typed(kind, other)

    # then both say so, and what came in is what would have
    assert [answer["notes"][0] for answer in (looked, brought)] == [told, told]
    assert all("--list NAME" in answer["notes"][1] for answer in (looked, brought))
    assert (looked["imported"], brought["imported"]) == (1, 1)

    # and with a name of its own there is nothing to say
    assert typed(kind, table(second + "\n", name="c.csv"), "--list", "fair")["notes"] == []
