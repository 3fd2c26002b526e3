"""A small run of `tandem bench`: everything is measured. How fast is for the long run on a quiet machine."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tandem.config.cli import bench_files
from tandem.config.cli.bench_command import repeats_of, stage
from tandem.config.cli.bench_files import WIDE, make_enquiries_csv, make_enquiries_parts
from tandem.config.cli.bench_goals import GOALS, MOST_QUERIES, figures, table
from tests.empty import give_template

ROWS = 2000
PAGES = {
    "list", "list_page_100", "search", "home", "months", "months_filtered", "months_of_channel",
    "months_of_campaign", "changed", "quality", "forecast", "marketing_desk", "handover_inbox",
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


@pytest.mark.parametrize(
    ("rows", "goal", "filtered"),
    [
        (10_000, "≤ 15", "≤ 60"),
        (100_000, "≤ 45", "≤ 60"),
        (1_000_000, "≤ 360", "≤ 300"),
        (9_000_000, "≤ 360", "≤ 300"),
    ],
)
def test_a_goal_is_that_of_so_many_enquiries(rows: int, goal: str, filtered: str) -> None:
    found = {"list": {"seconds": 20}, "pages": {"months_filtered": {"p50_ms": 20}}, "tenth": {}}

    goals = {row["name"]: row["goal"] for row in figures(found, rows)}

    assert goals["analyse a list"] == goal
    assert goals["months, filtered, p50"] == filtered
    assert goals["list, p50"] == "≤ 15"


def test_a_long_list_is_made_in_parts_that_are_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_files, "ROWS_A_FILE", 40)
    make_enquiries_csv(tmp_path / "whole.csv", 100, seed=3)

    parts = [file.read_text().splitlines() for file in make_enquiries_parts(tmp_path, 100, seed=3)]

    assert [len(lines) for lines in parts] == [41, 41, 21]
    header, *rows = (tmp_path / "whole.csv").read_text().splitlines()
    assert {lines[0] for lines in parts} == {header}
    assert [line for lines in parts for line in lines[1:]] == rows
    assert {len(names) for names in (WIDE.channels, set(WIDE.channels))} == {20}
    assert {len(names) for names in (WIDE.sellers, set(WIDE.sellers))} == {20}


@pytest.mark.long
def test_the_evidence_is_measured_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    stage("make", ROWS, give_template(tmp_path))

    given = [stage("estimates", ROWS, tmp_path), stage("list", ROWS, tmp_path)]

    for found in given:
        assert found["cpu_seconds"] > 0
        assert 0 < found["seconds"] < 60
        assert 50 < found["peak_megabytes"] < 1536


def test_a_missed_goal_is_told_and_what_was_not_measured_is_left_out() -> None:
    found = {
        "pages": {"list": {"p50_ms": 15.01, "queries": 8}, "search": {"p50_ms": 12.0, "queries": 31}},
        "tenth": {"list": {"queries": 8}, "search": {"queries": 31}},
        "import": {"rows_per_second": 1999.0, "peak_megabytes": 500.0},
    }

    rows = {row["name"]: row for row in figures(found, 100_000) if row["figure"] is not None}

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
