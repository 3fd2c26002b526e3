"""Works out one answer in a process of its own, which only reads: python -m tandem.together.answers.child

It reads one line of JSON and prints one line of JSON. It ends with whoever started it: standard input stays
open as long as that lives. NumPy and SciPy are loaded here and never by a page.
"""

import datetime
import importlib
import json
import os
import sys
import threading
from typing import Any

MOST_MEMORY = 3 * 1024**3
KINDNESS = 10
OUT_OF_MEMORY = 3


def be_modest() -> None:
    """Pages come first, and a mistake in the sums may not take the machine's memory."""
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    if sys.platform == "linux":
        resource = importlib.import_module("resource")
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        least = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (least, hard))


def end_with_parent() -> None:
    """Standard input ends when the other side is gone, however it went."""

    def wait() -> None:
        # Not through Python's buffer, whose lock would be held when this process ends.
        os.read(sys.stdin.fileno(), 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def open_for_reading(name: str) -> None:
    """The database of whoever asks, on a connection that cannot write."""
    connection = importlib.import_module("django.db").connection
    path = importlib.import_module("pathlib").Path
    connection.settings_dict["NAME"] = path(name) if connection.vendor == "sqlite" else name
    reading = (
        "PRAGMA query_only = ON"
        if connection.vendor == "sqlite"
        else "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
    )
    with connection.cursor() as cursor:
        cursor.execute(reading)


def told(asked: dict[str, Any]) -> str:
    importlib.import_module("django").setup()
    open_for_reading(asked["database"])
    words = importlib.import_module("tandem.together.evidence.words")
    answering = importlib.import_module("tandem.together.answers.answering")
    worked_out = answering.own_answer(
        words.Question.from_json(asked["question"]),
        as_of=datetime.date.fromisoformat(asked["as_of"]),
        today=datetime.date.fromisoformat(asked["today"]),
    )
    return json.dumps(
        {"answer": worked_out.answer, "version": worked_out.version}, allow_nan=False, ensure_ascii=False
    )


def main() -> int:
    asked = json.loads(sys.stdin.buffer.readline())
    end_with_parent()
    be_modest()
    try:
        line = told(asked)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
