"""`tandem bench`: the measurements of design section 9, on a business made for it and thrown away."""

import argparse
import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from tandem.config.cli.bench_goals import figures, table
from tandem.config.cli.plain import Plain
from tandem.config.cli.writing import be_writable, write

LONGEST_START_SECONDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=rows_of, default=100_000, help="how many enquiries (100000)")
    parser.add_argument(
        "--repeats", type=repeats_of, default=40, help="how often each page is asked for (40)"
    )
    parser.add_argument(
        "--olist", type=Path, metavar="DIR", help="the folder of the Olist files, to analyse them"
    )
    parser.add_argument(
        "--evidence",
        action="store_true",
        help="also: the estimates of the business, and a list of as many rows analysed",
    )
    parser.add_argument(
        "--calibration",
        action="store_true",
        help="instead: the estimates against simulated firms (10 minutes)",
    )
    parser.add_argument(
        "--back-test",
        type=Path,
        metavar="DIR",
        help="instead: what was told of the Olist leads on five days, against what came (3 minutes)",
    )
    parser.add_argument("--json", metavar="PATH", help="where to write the figures; - for standard output")


def rows_of(text: str) -> int:
    value = int(text)
    if value < 1000:
        raise argparse.ArgumentTypeError("Give 1000 rows or more.")
    return value


def repeats_of(text: str) -> int:
    value = int(text)
    if value < 2:
        raise argparse.ArgumentTypeError("Give 2 times or more.")
    return value


def run(options: argparse.Namespace) -> int:
    be_writable(options.json)
    if options.calibration:
        # Only this loads NumPy and SciPy.
        calibration: int = importlib.import_module("tandem.config.cli.bench_calibration").run(options)
        return calibration
    if options.back_test:
        back_test: int = importlib.import_module("tandem.config.cli.bench_olist").run(options)
        return back_test
    with TemporaryDirectory(prefix="tandem-bench-") as folder:
        found = measure(Path(folder), options)
    measured = {
        "schema": "tandem.bench/1",
        "rows": options.rows,
        "figures": figures(found, options.rows),
        "found": found,
    }
    as_json = json.dumps(measured, indent=2)
    if options.json and options.json != "-":
        write(options.json, f"{as_json}\n".encode())
    print(as_json if options.json == "-" else "\n".join(table(measured)))
    return 0


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    whole, tenth = folder / "whole", folder / "tenth"
    lend_template(Path(settings.DATA), whole)
    found = {
        "import": stage("make", options.rows, whole),
        "start": started(whole),
    }
    lend_template(whole, tenth)
    stage("make", options.rows // 10, tenth)
    if options.evidence:
        # Before the pages, which show the estimates from then on.
        stage("estimates", options.rows // 10, tenth)
        found["estimates"] = stage("estimates", options.rows, whole)
        found["list"] = stage("list", options.rows, whole)
    found["tenth"] = stage("queries", options.rows // 10, tenth)
    found["pages"] = stage("pages", options.rows, whole, str(options.repeats))
    found["sales"] = stage("sales", options.rows, whole, str(options.repeats))
    found["export"] = stage("export", options.rows, whole)
    if options.olist:
        found["analyse"] = stage("analyse", options.rows, whole, str(options.olist))
    return found


def lend_template(one: Path, other: Path) -> None:
    """The empty database that is copied for a new business, where `one` has it: making it takes seconds."""
    if (one / "templates").is_dir():
        shutil.copytree(one / "templates", other / "templates")


def surroundings(folder: Path) -> dict[str, str]:
    """Nothing of the own business is touched: another data folder, and SQLite in it."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "DATABASE_URL"))
    }
    return {**kept, "TANDEM_DATA": str(folder)}


def stage(name: str, rows: int, folder: Path, *rest: str) -> dict[str, Any]:
    told(f"{name}, {rows:,} rows")
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "tandem.config.cli.bench_stages", name, str(rows), *rest],
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Plain(f"The stage “{name}” broke; see above.")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def told(words: str) -> None:
    if sys.stderr.isatty():
        print(f"… {words}", file=sys.stderr, flush=True)


def started(folder: Path) -> dict[str, float]:
    """From the command to the first page, and the memory that the server has then."""
    told("the server starts")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "tandem.config.cli.main", "serve", "--port", str(port)],
        env=surroundings(folder),
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/account/login/"
        while not answers(address):
            if time.perf_counter() - began > LONGEST_START_SECONDS or server.poll() is not None:
                raise Plain("The server did not start.")
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        for _again in range(10):
            answers(address)
        return {"seconds": round(seconds, 2), "megabytes": memory_of(server.pid)}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def memory_of(process: int) -> float:
    """Resident megabytes; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)
