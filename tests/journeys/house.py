"""A real Tandem for a journey: its own data folder, its own server process, no row shared."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.loaded import Copy, begun

PASSWORD = "a quiet bicycle bell"
TANDEM = str(Path(sys.executable).parent / "tandem")


@dataclass(frozen=True)
class House:
    url: str
    data: Path
    process: "Process"

    def tandem(self, *arguments: str, text: str = "") -> str:
        """Run a command of Tandem on this house's data and return what it printed."""
        return run(self.data, *arguments, text=text)


Process = subprocess.Popen[bytes] | Copy
NOTHING = Path(os.devnull)

# What pytest runs with is not what a house runs with.
OF_THE_TESTS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TANDEM_SECRET_KEY"}


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    return {**kept, "TANDEM_DATA": str(data), **more}


def begin(
    arguments: list[str], given: dict[str, str], *, output: Path, errors: Path, read: Path = NOTHING
) -> Process:
    """A copy of what is loaded; for another database or with another library, the program from its start."""
    if "DATABASE_URL" not in given and given.get("PYTHONPATH") == os.environ.get("PYTHONPATH"):
        return begun(arguments, given, output=output, errors=errors, given=read)
    with output.open("ab") as out, errors.open("ab") as wrong, read.open("rb") as typed:
        return subprocess.Popen([TANDEM, *arguments], env=given, stdin=typed, stdout=out, stderr=wrong)


def tandem(data: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """A command to its end, whatever that is."""
    with tempfile.TemporaryDirectory(prefix="tandem-said-") as folder:
        read, said, wrong = (Path(folder) / name for name in ("typed", "said", "wrong"))
        read.write_text(typed)
        process = begin(list(arguments), environment(data, **more), output=said, errors=wrong, read=read)
        code = process.wait(timeout=120)
        return subprocess.CompletedProcess(list(arguments), code, said.read_text(), wrong.read_text())


def run(data: Path, *arguments: str, text: str = "", **more: str) -> str:
    done = tandem(data, *arguments, typed=text, **more)
    if done.returncode != 0:
        raise AssertionError(
            f"tandem {' '.join(arguments)} ended with {done.returncode}: {done.stderr or done.stdout}"
        )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, process: Process, log: Path, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}: {log.read_text()}")
        try:
            with urllib.request.urlopen(url + "/healthz", timeout=1) as answer:  # noqa: S310 our own server on loopback
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not answer in time")


@contextmanager
def serving(data: Path, **more: str) -> Iterator[House]:
    """`more` are settings, such as DATABASE_URL."""
    port = free_port()
    log = data.parent / "server.log"
    log.unlink(missing_ok=True)
    own = environment(data, TANDEM_HOST="127.0.0.1", TANDEM_PORT=str(port), **more)
    process = begin(["serve"], own, output=log, errors=log)
    url = f"http://localhost:{port}"
    try:
        wait_until_it_answers(url, process, log)
        yield House(url=url, data=data, process=process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)
        # Shown by pytest beside a failure.
        print(log.read_text())  # noqa: T201


def copy_of(template: Path, to: Path) -> Path:
    shutil.copytree(template, to)
    return to
