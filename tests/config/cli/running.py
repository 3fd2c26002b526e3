"""The program as somebody runs it: its own process, its own data folder, a real port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


def environment(data: Path, **more: str) -> dict[str, str]:
    folders = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder),
        "TANDEM_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
        **more,
    }


def tandem(data: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tandem.config.cli.main", *arguments],
        input=typed,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def ask(self, method: str, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=10)


@contextmanager
def serving(data: Path, command: str = "serve", **more: str) -> Iterator[Running]:
    """A server that answers by now; killed at the end if the test has not stopped it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tandem.config.cli.main", command, "--port", str(port)],
        env=environment(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Running(process, port, [])
    try:
        assert process.stdout is not None
        for line in process.stdout:
            running.said.append(line.strip())
            if line.startswith("Tandem is on"):
                break
        else:
            raise AssertionError("\n".join(running.said))
        # The port is open from the start; the first answer comes when the program is ready.
        assert running.ask("GET", "/healthz") == (200, "ok")
        yield running
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
