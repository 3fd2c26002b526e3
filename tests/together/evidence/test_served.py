"""A real server with its worker: the sample has its answer unasked, and a stop stops the child."""

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.config.cli.running import serving
from tests.trust.grounds import new_database

pytestmark = pytest.mark.long
ANSWERED = "SELECT answer, version FROM together_estimate WHERE version IS NOT NULL"
RUNNING = "SELECT 1 FROM office_job WHERE kind = 'together.evidence' AND state = 'running'"
WAITING = "SELECT attempt FROM office_job WHERE kind = 'together.evidence' AND state = 'waiting'"


def rows(data: Path, address: str, question: str) -> list[tuple[Any, ...]]:
    if address:
        with psycopg.connect(address) as server:
            return server.execute(question).fetchall()  # type: ignore[arg-type]
    with closing(sqlite3.connect(f"file:{data}/sample.sqlite3?mode=ro", uri=True, timeout=10)) as file:
        return file.execute(question).fetchall()


def wait_for(look: Callable[[], list[Any]], seconds: float = 90) -> list[Any]:
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_the_sample_has_its_answer_and_a_stop_stops_the_child(kind: str, tmp_path: Path) -> None:
    address = new_database("evidence_served") if kind == "postgres" else ""
    settings = {"DATABASE_URL": address} if address else {}

    # given the sample business, stopped while its first answer is worked out
    with serving(tmp_path, "demo", **settings) as server:
        wait_for(lambda: rows(tmp_path, address, RUNNING))
        assert server.stop() == 0

    # then the work waits for the next start, and counts as no attempt
    assert rows(tmp_path, address, ANSWERED) == []
    assert rows(tmp_path, address, WAITING) == [(0,)]

    # when it is started again, then the answer comes by itself
    with serving(tmp_path, "demo", **settings) as server:
        [(answer, version)] = wait_for(lambda: rows(tmp_path, address, ANSWERED))
        assert server.stop() == 0
    told = json.loads(answer) if isinstance(answer, str) else answer
    assert (version > 0, told["currency"], told["enquiries"]["total"] > 300) == (True, "GBP", True)
