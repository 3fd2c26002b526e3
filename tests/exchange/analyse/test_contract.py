"""Every key of contracts/analysis.md is there; what cannot be read ends with exit 2 and one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tests.exchange.analyse.asking import Analyst

FOUR = "heard at,channel\n2026-01-05,fair\n2026-02-05,fair\n"
THREE = {"estimate", "low", "high"}


def test_every_key_is_there(analyst: Analyst) -> None:
    answer = analyst.ask(analyst.list_of(FOUR), "--level", "0.8")

    assert list(answer) == [
        "schema", "as_of", "currency", "level", "rows", "enquiries", "lag_days", "conversion", "channels",
        "sellers", "change", "forecast", "caveats", "more",
    ]  # fmt: skip
    assert (answer["schema"], answer["level"]) == ("tandem.analysis/1", 0.8)
    assert set(answer["lag_days"]) == {"family", "median", "p90"}
    [channel] = answer["channels"]
    assert set(channel) == {
        "channel", "enquiries", "won", "lost", "open", "conversion", "still_to_come", "value",
        "cost_per_enquiry", "cost_per_customer",
    }  # fmt: skip
    assert set(channel["conversion"]) == set(answer["conversion"]) == {"naive", *THREE}
    assert set(channel["still_to_come"]) == set(channel["value"]) == THREE
    assert set(answer["sellers"]) == {"status", "why", "remedy", "effects"}
    assert [row["weeks"] for row in answer["forecast"]] == [4, 13]
    for row in answer["forecast"]:
        assert set(row) == {"level", "weeks", "enquiries", "customers", "revenue"}


def test_every_key_of_the_change_is_there(analyst: Analyst) -> None:
    change = analyst.ask(analyst.list_of(FOUR))["change"]

    assert list(change) == ["status", "before", "after", "drivers", "desks", "multiplier", "verdict"]
    assert [(row["driver"], row["desk"]) for row in change["drivers"]] == [
        ("enquiries", "marketing"), ("mix", "marketing"), ("quality", "marketing"), ("selling", "sales"),
        ("value", "sales"),
    ]  # fmt: skip
    assert set(change["drivers"][0]) == {"driver", "desk", "effect", "low", "high", "verdict"}
    assert set(change["desks"]) == {"marketing", "sales"}
    assert set(change["desks"]["sales"]) == {"effect", "low", "high", "verdict", "probability_fell"}
    assert set(change["multiplier"]) == {"both_better_10_percent"}
    assert set(change["verdict"]) == {"desk", "probability", "sentence"}


def test_for_people_it_says_how_the_columns_were_read(
    analyst: Analyst, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, from_keyboard = str(analyst.list_of(FOUR)), tmp_path / "answer.json"

    code = subprocess.run(
        [sys.executable, "-m", "tandem.config.cli.main", "analyse", file, "--json", str(from_keyboard)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (code.returncode, code.stderr) == (0, "")
    assert code.stdout.startswith("Too few asked to say which desk needs work next. ")
    assert (
        "\nHow the columns were read:\n  When they asked: heard at. The header says “heard at”."
        in code.stdout
    )
    assert "\nAll 2 rows are counted.\n" in code.stdout
    assert from_keyboard.read_text().startswith('{\n  "schema": "tandem.analysis/1"')


def test_a_column_chosen_by_hand(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,origin,ad\n2026-01-05,fair,red\n")

    answer = analyst.ask(file, "--map", "channel=ad")

    assert answer["rows"]["mapping"]["channel"] == "ad"
    assert [row["channel"] for row in answer["channels"]] == ["red"]


def test_dates_that_can_be_read_two_ways_are_asked_for(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel\n03/04/2026,fair\n05/06/2026,fair\n")

    assert analyst.is_refused(file) == (
        "The dates of this file can be read with the day or with the month first, and no date tells which. "
        "Say which it is, or write them like 2026-05-03. "
        "Use --date-order day-first or --date-order month-first."
    )


def test_the_order_of_dates_can_be_said(analyst: Analyst) -> None:
    # given dates that can be read two ways, of enquiries and of money spent
    file = analyst.list_of("heard at,channel\n03/04/2026,fair\n05/06/2026,fair\n")
    spent = analyst.list_of("month,channel,amount\n03/04/2026,fair,100\n", "spend.csv")

    # when the order is said
    days = analyst.ask(file, "--date-order", "day-first", "--spend", spent, "--currency", "GBP")
    months = analyst.ask(file, "--date-order", "month-first")

    # then it holds for both
    assert (days["as_of"], months["as_of"]) == ("2026-06-05", "2026-05-06")
    assert days["channels"][0]["cost_per_enquiry"] == 50.0


def test_dates_that_disagree_are_named(analyst: Analyst) -> None:
    # given dates of which two tell, and not the same
    file = analyst.list_of("heard at,channel\n13/04/2026,fair\n04/25/2026,fair\n03/04/2026,fair\n")

    # when they are read without and with a word
    said, answer = analyst.is_refused(file), analyst.ask(file, "--date-order", "day-first")

    # then both are shown first, and then one is rejected
    assert said == (
        "The dates of this file disagree: “13/04/2026” has the day first, “04/25/2026” the month. Say which "
        "order holds, and dates of the other are rejected; or write all like 2026-05-03. "
        "Use --date-order day-first or --date-order month-first."
    )
    assert (answer["rows"]["used"], answer["rows"]["rejected"]) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--map", "channel=nowhere"], "“enquiries.csv” has no column “nowhere”."),
        (["--before", "2026-01-01..2026-01-31"], "--before and --after go together: give both or none."),
        (
            ["--before", "2026-01-01..2026-03-31", "--after", "2026-03-01..2026-04-30"],
            "The period --after must start when --before is over.",
        ),
        (["--as-of", "June"], "tandem analyse: error: argument --as-of: “June” is not a date."),
        (
            ["--map", "heard_at=channel"],
            "“channel” cannot be heard_at: of 2 values looked at 0 can be read as dates, and “fair” cannot.",
        ),
        (["--currency", "XXQ"], "tandem analyse: error: argument --currency: “XXQ” is not a currency."),
        (["--time-zone", "Mars"], "tandem analyse: error: argument --time-zone: “Mars” is not a time zone."),
        (["--level", "high"], "tandem analyse: error: argument --level: The level lies between"),
        (["--level", "2"], "tandem analyse: error: argument --level: The level lies between"),
    ],
)
def test_what_cannot_be_understood(analyst: Analyst, arguments: list[str], sentence: str) -> None:
    assert analyst.is_refused(analyst.list_of(FOUR), *arguments).startswith(sentence)


def test_a_file_without_a_date_says_what_was_looked_for(analyst: Analyst) -> None:
    file = analyst.list_of("colour,size\nred,3\n")

    said = analyst.is_refused(file)

    assert said.startswith("No column for heard_at was found. Looked for names such as")
    assert said.endswith("the file has “colour”, “size”. Say which one it is with --map heard_at=COLUMN.")


def test_a_column_of_the_right_name_that_holds_no_dates_is_shown(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel\nspring,fair\nsoon,web\n")

    assert analyst.is_refused(file) == (
        "“heard at” was not taken as heard_at: of 2 values looked at 0 can be read as dates, and “spring” "
        "cannot. Looked for dates such as 2026-05-03. Say which one it is with --map heard_at=COLUMN."
    )
    assert analyst.said.count("\n") == 0


def test_a_spend_file_has_no_option_for_its_columns(analyst: Analyst) -> None:
    spent = analyst.list_of("colour,size\nred,3\n", "spend.csv")

    said = analyst.is_refused(analyst.list_of(FOUR), "--spend", spent)

    assert said.startswith("No column for ")
    assert "--map" not in said


def test_a_file_that_is_not_there(analyst: Analyst) -> None:
    assert analyst.is_refused("nowhere.csv") == "There is no file “nowhere.csv”. Check its name and folder."
    assert analyst.is_refused("/").endswith("is a folder. Give the file in it.")


def test_two_files_need_a_column_to_be_joined_on(analyst: Analyst) -> None:
    first, second = analyst.list_of(FOUR, "a.csv"), analyst.list_of(FOUR, "b.csv")

    assert analyst.is_refused(first, second).startswith("Several files were given: say with --on COLUMN")


def test_the_own_business_is_not_touched_and_nothing_is_left(
    analyst: Analyst, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    User.objects.create_user(email="priya@example.org", name="Priya Iqbal", role=Role.OWNER)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    with connection.execute_wrapper(refusing):
        analyst.ask(analyst.list_of("heard at,owner\n2026-01-05,Joe Rowe\n"))

    assert list(User.objects.values_list("name", flat=True)) == ["Priya Iqbal"]
    assert list(temporary.iterdir()) == []


def refusing(execute: object, sql: str, *arguments: object) -> None:
    raise AssertionError(f"The own database was asked: {sql}")


def test_the_template_is_made_once(analyst: Analyst, settings: object) -> None:
    templates = Path(settings.DATA) / "templates"  # type: ignore[attr-defined]
    analyst.ask(analyst.list_of(FOUR))
    [made] = templates.iterdir()
    before = made.stat()

    analyst.ask(analyst.list_of(FOUR))

    assert [file.name for file in templates.iterdir()] == [made.name]
    assert (made.stat().st_ino, made.stat().st_size) == (before.st_ino, before.st_size)
