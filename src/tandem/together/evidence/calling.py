"""Starts the child that works an answer out, waits no longer than is right, and stops it when told to."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection
from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.office.jobs.words import Interrupted
from tandem.together.evidence.words import WENT_WRONG, Document

logger = logging.getLogger(__name__)
# By name: it stands above this room, as it puts the words of others into the answer.
CHILD = "tandem.together.answers.child"
LONGEST_SECONDS = 180.0
LOOK_EVERY = 0.1
OUT_OF_MEMORY = 3
TOLD_OF_TROUBLE = 2000


@dataclass(frozen=True)
class Told:
    """What the child said, and how long it took from start to end."""

    answer: Document
    version: int
    seconds: float


def database_name() -> str:
    """The database that this process uses now, for another one to open."""
    file = getattr(connection, "file", None)
    return str(file or connection.settings_dict["NAME"])


def surroundings() -> dict[str, str]:
    """One thread for sums: pages need the other core, and more threads hardly help here."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def ask_child(
    asked: dict[str, Any],
    *,
    is_to_stop: Callable[[], bool],
    longest: float = LONGEST_SECONDS,
    module: str = CHILD,
) -> Told:
    """Raises Refused with a sentence where it fails or lasts too long, Interrupted where it is to stop."""
    began = time.monotonic()
    with TemporaryFile() as said, TemporaryFile() as trouble:
        child = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", module],
            env=surroundings(),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=trouble,
            bufsize=0,
        )
        try:
            assert child.stdin is not None  # noqa: S101 - it was asked for
            child.stdin.write(json.dumps(asked).encode() + b"\n")
            wait_for(child, until=began + longest, is_to_stop=is_to_stop)
        except BrokenPipeError:
            child.wait()
        finally:
            child.kill()
            child.wait()
            if child.stdin is not None:
                child.stdin.close()
        if child.returncode:
            raise Refused(trouble_words(child.returncode, trouble))
        said.seek(0)
        told = json.loads(said.read())
    return Told(told["answer"], told["version"], round(time.monotonic() - began, 2))


def wait_for(child: subprocess.Popen[bytes], *, until: float, is_to_stop: Callable[[], bool]) -> None:
    while child.poll() is None:
        if is_to_stop():
            raise Interrupted
        if time.monotonic() > until:
            raise Refused(_("Working this out took too long. It is tried again when something changes."))
        time.sleep(LOOK_EVERY)


def trouble_words(code: int, trouble: IO[bytes]) -> str:
    trouble.seek(0)
    told = trouble.read().decode(errors="replace")[-TOLD_OF_TROUBLE:]
    logger.error("The child that works out answers ended with %s. %s", code, told)
    if code == OUT_OF_MEMORY:
        return _("There was not enough memory to work this out.")
    return str(WENT_WRONG)
