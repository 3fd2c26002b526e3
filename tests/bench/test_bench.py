"""A small run of `tandem bench`: everything is measured. How fast is for the long run on a quiet machine."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tandem.config.cli.bench_command import repeats_of
from tandem.config.cli.bench_goals import GOALS, MOST_QUERIES, figures, table
from tests.empty import give_template

ROWS = 2000
PAGES = {
    "list", "list_page_100", "search", "home", "months_filtered", "marketing_desk", "handover_inbox",
    "sales_board", "person", "create",
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bench")
    told = folder / "bench.json"
    arguments = ["bench", "--rows", str(ROWS), "--repeats", "5", "--json", str(told)]
    done = subprocess.run(
        [sys.executable, "-m", "tandem.config.cli.main", *arguments],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
            "TANDEM_DATA": str(give_template(tmp_path_factory.mktemp("own"))),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2,000 enquiries\n")
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def test_every_figure_is_there(measured: dict[str, Any]) -> None:
    by_name = {row["name"]: row for row in measured["figures"]}

    assert (measured["schema"], measured["rows"]) == ("tandem.bench/1", ROWS)
    for name, *_rest in GOALS:
        assert by_name[name]["figure"] > 0
        assert by_name[name]["ok"] in (True, False)
    assert set(measured["found"]["pages"]) == PAGES | {"create_while_exporting", "kilobytes"}


def test_a_page_asks_the_database_as_often_for_ten_times_the_rows(measured: dict[str, Any]) -> None:
    found = measured["found"]

    of_all = {name: found["pages"][name]["queries"] for name in PAGES}
    of_a_tenth = {name: found["tenth"][name]["queries"] for name in PAGES}
    assert of_all == of_a_tenth
    reading = {name: count for name, count in of_all.items() if name != "create"}
    assert {name: count for name, count in reading.items() if count > MOST_QUERIES} == {}


def test_nothing_of_it_is_left(measured: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    left = [file for file in Path(tmp_path_factory.getbasetemp()).rglob("*.sqlite3") if "bench" in str(file)]

    assert left == []


@pytest.mark.parametrize("given", ["1", "0", "-2"])
def test_a_page_is_looked_at_twice_at_least(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="Give 2 times or more"):
        repeats_of(given)


def test_a_missed_goal_is_told_and_what_was_not_measured_is_left_out() -> None:
    found = {
        "pages": {"list": {"p50_ms": 15.01, "queries": 8}, "search": {"p50_ms": 12.0, "queries": 31}},
        "tenth": {"list": {"queries": 8}, "search": {"queries": 31}},
        "import": {"rows_per_second": 1999.0, "peak_megabytes": 500.0},
    }

    rows = {row["name"]: row for row in figures(found) if row["figure"] is not None}

    assert {name: row["ok"] for name, row in rows.items()} == {
        "list, p50": False,
        "search, p50": True,
        "import": False,
        "import, most memory": True,
        "queries, list": True,
        "queries, search": False,
    }
    lines = table({"rows": 100_000, "figures": list(rows.values())})
    assert lines[0] == "100,000 enquiries"
    assert [line.split()[-1] for line in lines[3:]] == ["MISSED", "ok", "MISSED", "ok", "ok", "MISSED"]
