"""A process that has loaded Tandem and waits: whoever needs a house or a command begins with a copy of it.

To load Django and all of Tandem takes a second, and most of the hundred processes of a run would do it only
to begin. A copy reads its settings anew and calls `main` as the program does. How the program begins by
itself is tested in tests/config/cli.
"""

import atexit
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

# What a server imports with its first answers.
MODULES = (
    "django.core.handlers.wsgi",
    "tandem.config.cli.calling",
    "tandem.config.cli.serve_command",
    "tandem.config.cli.user_command",
    "tandem.config.cli.import_command",
    "tandem.config.urls",
    "tandem.office.jobs.worker",
)


@dataclass
class Copy:
    """A copy at work; like subprocess.Popen as far as tests ask it."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = mother().ask(look=self.pid)["code"]
        return self.returncode

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("tandem", timeout)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def begun(
    arguments: list[str], environment: dict[str, str], *, output: Path, errors: Path, given: Path
) -> Copy:
    """`tandem` with these arguments in this environment, reading `given`."""
    files = [str(given), str(output), str(errors)]
    return Copy(mother().ask(begin=arguments, environment=environment, files=files)["pid"])


@cache
def mother() -> "Mother":
    return Mother()


class Mother:
    """The process that waits, one for all tests of a worker."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._data = tempfile.TemporaryDirectory(prefix="tandem-loaded-")
        names = {"DATABASE_URL", "TANDEM_SECRET_KEY"}
        kept = {name: value for name, value in os.environ.items() if name not in names}
        own = {"TANDEM_DATA": self._data.name, "DJANGO_SETTINGS_MODULE": "tandem.config.settings"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.loaded"],
            cwd=Path(__file__).parents[2],
            env={**kept, **own, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._end)

    def ask(self, **asked: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def _end(self) -> None:
        with suppress(BrokenPipeError):
            self._process.communicate()
        self._data.cleanup()


def main() -> None:
    """The other side: load, then copy oneself as often as asked, and tell of copies that have ended."""
    load()
    copies: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        if "look" in asked:
            print(json.dumps({"code": ended(asked["look"], copies)}), flush=True)  # noqa: T201
        elif copy := os.fork():
            copies.add(copy)
            print(json.dumps({"pid": copy}), flush=True)  # noqa: T201
        else:
            become(asked)
    for copy in copies:
        os.kill(copy, signal.SIGKILL)


def load() -> None:
    importlib.import_module("django").setup()
    settings = importlib.import_module("django.conf").settings
    names = [name.rpartition(".")[0] for name in settings.MIDDLEWARE]
    for name in (*MODULES, *names):
        importlib.import_module(name)
    get_template = importlib.import_module("django.template.loader").get_template
    for place in Path(importlib.import_module("tandem").__path__[0]).glob("*/templates"):
        for file in place.rglob("*.html"):
            get_template(file.relative_to(place).as_posix())
    gc.freeze()


def ended(copy: int, copies: set[int]) -> int | None:
    found, status = os.waitpid(copy, os.WNOHANG)
    if not found:
        return None
    copies.discard(copy)
    return os.waitstatus_to_exitcode(status)


def become(asked: dict[str, Any]) -> NoReturn:
    """The program, in a copy of this process."""
    given, output, errors = asked["files"]
    os.dup2(os.open(given, os.O_RDONLY), 0)
    os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 as long as the process
    os.environ.clear()
    os.environ.update(asked["environment"])
    code = 1
    try:
        read_settings_anew()
        code = importlib.import_module("tandem.config.cli.main").main(asked["begin"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def read_settings_anew() -> None:
    """Those of the environment; and no database that the settings of before have named."""
    connections = importlib.import_module("django.db").connections
    for alias in connections:
        with suppress(AttributeError):
            del connections[alias]
    connections._settings = None
    del connections.settings
    del sys.modules["tandem.config.settings"]
    importlib.import_module("django.conf").settings._wrapped = importlib.import_module(
        "django.utils.functional"
    ).empty


if __name__ == "__main__":
    main()
