"""An import that is killed leaves whole batches, goes on where it was, and adds nothing given again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tandem.config.cli.bench_files import make_enquiries_csv
from tandem.exchange.imports.words import BATCH
from tests.config.cli.running import environment
from tests.empty import give_template
from tests.journeys.house import tandem

PASSWORD = "a quiet bicycle bell\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A data folder with an owner in it."""
    data = give_template(tmp_path / "data")
    arguments = ("user", "create", "--email", "o@x.example", "--role", "owner", "--password-stdin")
    assert tandem(data, *arguments, typed=PASSWORD).returncode == 0
    return data


def asked(house: Path, sql: str) -> Any:
    with closing(sqlite3.connect(house / "tandem.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchone()[0]


def rows_in(house: Path) -> int:
    return int(asked(house, "SELECT count(*) FROM marketing_enquiry"))


def ended(process: subprocess.Popen[bytes], within: float) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(within)
    return process.returncode is not None


def killed_at(house: Path, path: Path, wanted: int, *, after: float = 0.0) -> int:
    """Kills an import when `wanted` rows or more are in, and `after` seconds later; returns how many are."""
    command = [sys.executable, "-m", "tandem.config.cli.main", "import", "enquiries", str(path)]
    process = subprocess.Popen(
        command, env=environment(house), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 300
    while rows_in(house) < wanted and not ended(process, 0.01) and time.monotonic() < until:
        continue
    ended(process, after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
    return rows_in(house)


def given(house: Path, path: Path) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tandem.config.cli.main", "import", "enquiries", str(path), "--json", "-"],
        env=environment(house),
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    answer = json.loads(done.stdout)
    return {name: answer[name] for name in ("read", "imported", "rejected", "duplicates")}


def sums(house: Path) -> dict[str, Any]:
    return {
        "enquiries": rows_in(house),
        "distinct": asked(house, "SELECT count(DISTINCT external_key) FROM marketing_enquiry"),
        "orders": asked(house, "SELECT count(*) FROM sales_order"),
        "money": asked(house, "SELECT sum(revenue_minor) FROM sales_order"),
        "persons": asked(house, "SELECT count(*) FROM people_person"),
        "counted": asked(house, "SELECT sum(count) FROM together_enquirystatistic"),
        "revenue": asked(house, "SELECT sum(amount_minor) FROM together_revenuestatistic"),
        "found": asked(house, "SELECT count(*) FROM office_searchdocument WHERE kind = 'marketing.enquiry'"),
    }


def statistics_were_right(house: Path) -> bool:
    """By making them anew in that house: nothing moves."""
    code = (
        "import django; django.setup()\n"
        "from django.utils import timezone\n"
        "from tandem.together.statistics.actions import rebuild\n"
        "print(rebuild(by=None, at=timezone.now()).was_right)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(house), capture_output=True, text=True, check=True
    )
    return done.stdout.strip() == "True"


def test_a_killed_import_goes_on_and_ends_with_every_row(house: Path, tmp_path: Path) -> None:
    # given a list of three and a half batches, and an import that is killed after the first
    path = tmp_path / "list.csv"
    rows = BATCH * 7 // 2
    make_enquiries_csv(path, rows, seed=7)
    there = killed_at(house, path, 1)

    # when the same file is given again, and once more
    whole_batches = there % BATCH == 0 and 0 < there < rows
    on = given(house, path)
    again = given(house, path)

    # then whole batches were in, every row is in once, and the second time adds nothing
    assert whole_batches
    assert on == {"read": rows, "imported": rows, "rejected": 0, "duplicates": 0}
    assert again == {"read": rows, "imported": 0, "rejected": 0, "duplicates": rows}
    found = sums(house)
    assert [found[name] for name in ("enquiries", "distinct", "counted", "found")] == [rows] * 4
    assert found["revenue"] == found["money"]
    assert statistics_were_right(house)


@pytest.mark.long
def test_killed_at_many_points_it_is_as_if_never_killed(house: Path, tmp_path: Path) -> None:
    # given a list, and a house where it came in undisturbed
    path = tmp_path / "list.csv"
    make_enquiries_csv(path, 20_000, seed=8)
    calm = tmp_path / "calm"
    arguments = ("user", "create", "--email", "o@x.example", "--role", "owner", "--password-stdin")
    tandem(calm, *arguments, typed=PASSWORD)
    given(calm, path)

    # when it is killed at 25 points: between batches, and at different moments within them
    left = [killed_at(house, path, point * 700, after=point % 5 * 0.07) for point in range(25)]
    last = given(house, path)

    # then there were whole batches each time, and at the end all is as in the calm house
    assert [there % BATCH for there in left if there < 20_000] == [0] * len(
        [one for one in left if one < 20_000]
    )
    assert left == sorted(left)
    assert last["read"] == 20_000
    assert sums(house) == sums(calm)
    assert given(house, path) == {"read": 20_000, "imported": 0, "rejected": 0, "duplicates": 20_000}
    assert statistics_were_right(house)
