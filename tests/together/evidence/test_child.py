"""The child process that works answers out: it reads, it ends when it should, and pages never load NumPy."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tandem.office.changes.words import Refused
from tandem.office.jobs.words import Interrupted
from tandem.together.evidence import queries
from tandem.together.evidence.calling import ask_child, database_name, surroundings
from tandem.together.evidence.words import Question
from tandem.together.statistics.queries import data_version
from tests.sales.shop import a_business, a_user, days
from tests.together.shop import heard, won

NOW = timezone.now()


def never() -> bool:
    return False


def asked(**more: Any) -> dict[str, Any]:
    today = NOW.date().isoformat()
    question = Question().as_json()
    return {"database": database_name(), "question": question, "as_of": today, "today": today, **more}


def a_module(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> str:
    """Stands in for the child, to do what it hopefully never does."""
    (folder / "strange_child.py").write_text(textwrap.dedent(body))
    monkeypatch.syspath_prepend(str(folder))
    return "strange_child"


@pytest.mark.django_db(transaction=True)
def test_it_answers_from_the_database_of_whoever_asks() -> None:
    # given a business in which two asked and one bought
    a_business()
    won(heard("Ann", at=NOW - days(30)), a_user(), 60000, at=NOW - days(9))
    heard("Ben", at=NOW - days(3), source="fair")

    # when it is asked
    told = ask_child(asked(), is_to_stop=never)

    # then it counts them and says what it saw
    assert told.answer["enquiries"] == {"total": 2, "won": 1, "lost": 0, "open": 1}
    assert {row["channel"]: row["won"] for row in told.answer["channels"]} == {"Website": 1, "Fair": 0}
    assert (told.answer["currency"], told.answer["more"]["days_seen"]) == ("GBP", 31)
    assert told.version == data_version() > 0


@pytest.mark.django_db(transaction=True)
def test_it_cannot_write() -> None:
    line = json.dumps(asked())
    program = (
        "import json, sys; from tandem.together.answers import child; import django; django.setup();"
        "child.open_for_reading(json.loads(sys.argv[1])['database']);"
        "from tandem.together.statistics.models import DataVersion; DataVersion.objects.create(number=9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, line],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "readonly" in done.stderr.lower().replace("-", "").replace(" ", "")


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a long list that is being read, of which the first batch is there
    monkeypatch.setattr(queries, "AT_ONCE", 1)
    heard("Ann")
    heard("Ben")
    reading = queries.fact_batches(Question())
    next(reading)

    # when somebody else writes, then they need not wait for the rest
    began = time.monotonic()
    writer = threading.Thread(target=hear_in_another_thread)
    writer.start()
    writer.join(10)
    assert (writer.is_alive(), time.monotonic() - began < 5) == (False, True)
    assert len(list(reading)) == 2


def hear_in_another_thread() -> None:
    try:
        heard("Cat")
    finally:
        connection.close()


def test_who_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = a_module(tmp_path, monkeypatch, "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(Refused, match="took too long"):
        ask_child({}, is_to_stop=never, longest=0.3, module=slow)
    assert time.monotonic() - began < 5


def test_who_is_told_to_stop_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = a_module(tmp_path, monkeypatch, "import time; time.sleep(60)")
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(Interrupted):
        ask_child({}, is_to_stop=stop.is_set, module=slow)


def test_what_goes_wrong_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = a_module(tmp_path, monkeypatch, "raise RuntimeError('on purpose')")
    with pytest.raises(Refused, match="This could not be worked out"):
        ask_child({}, is_to_stop=never, module=broken)


def test_too_little_memory_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = a_module(
        tmp_path,
        monkeypatch,
        """
        from tandem.together.answers import child
        child.told = lambda asked: "x" * (4 * 1024**3)
        raise SystemExit(child.main())
        """,
    )
    with pytest.raises(Refused, match="not enough memory"):
        ask_child({}, is_to_stop=never, module=greedy)


def test_it_ends_when_whoever_started_it_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a parent that started a child which would sleep for a minute
    a_module(
        tmp_path,
        monkeypatch,
        """
        import os, pathlib, time
        from tandem.together.answers import child
        def told(asked):
            pathlib.Path(asked["file"]).write_text(str(os.getpid()))
            time.sleep(60)
        child.told = told
        child.main()
        """,
    )
    file = tmp_path / "pid"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from tandem.together.evidence.calling import ask_child;"
            f"ask_child({{'file': {str(file)!r}}}, is_to_stop=lambda: False, module='strange_child')",
        ],
        env=surroundings(),
    )
    wait_until(lambda: file.exists() and file.read_text().isdigit())
    child = int(file.read_text())

    # when the parent is killed, then the child is gone
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not is_there(child))


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not (status.exists() and "State:\tZ" in status.read_text())


def wait_until(true: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_web_process_loads_neither_numpy_nor_scipy() -> None:
    # given the application as the server loads it, with every URL and every registration
    program = (
        "import sys, importlib; importlib.import_module('tandem.config.wsgi');"
        "importlib.import_module('tandem.config.urls'); importlib.import_module('tandem.office.jobs.worker');"
        "print(sorted({'numpy', 'scipy', 'typst', 'vl_convert'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**surroundings(), "DJANGO_SETTINGS_MODULE": "tandem.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
