"""`tandem bench --calibration`: the estimates against simulated firms of which the truth is known."""

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from typing import Any

from tandem.config.cli.progress import bar as progress_bar
from tandem.config.cli.writing import write
from tandem.maths.simulation.calibration import STUDIES, OfFirm, rows_of
from tandem.maths.simulation.figures import Row, Sums

PROCESSES = 2
# Two processes of one thread each are faster than two that fight for threads.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(options: argparse.Namespace, *, share: float = 1.0) -> int:
    """Prints the table, or writes it as JSON; `share` of the firms of each study."""
    began = time.perf_counter()
    rows = list(measured(share))
    told = {
        "schema": "tandem.calibration/1",
        "seconds": round(time.perf_counter() - began, 1),
        "rows": [asdict(row) for row in rows],
    }
    as_json = json.dumps(told, indent=2)
    if options.json and options.json != "-":
        write(options.json, f"{as_json}\n".encode())
    print(as_json if options.json == "-" else "\n".join(table(told)))
    return 0


def measured(share: float) -> Iterator[Row]:
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    started = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=started) as pool:

        def mapper(of_firm: OfFirm, seeds: range) -> list[Sums]:
            return list(pool.map(of_firm, seeds, chunksize=4))

        show = progress_bar()
        for done, study in enumerate(STUDIES, 1):
            yield from rows_of(study, mapper, share=share)
            if show:
                show(done, len(STUDIES))


def table(told: dict[str, Any]) -> list[str]:
    """A heading for each study, a line for each figure."""
    lines, study = [f"{told['seconds']:g} s", ""], None
    for row in told["rows"]:
        if row["study"] != study:
            study = row["study"]
            lines += ["", f"{study}, {row['firms']:,} firms"]
        lines.append("  " + line(row))
    return lines


def line(row: dict[str, Any]) -> str:
    if row["figure"] is None:
        return f"{row['name']:<58}{'no firm tells':>16}"
    figure = f"{row['figure']:.3f} ± {row['error']:.3f}"
    goal = "" if row["goal"] is None else f"goal {row['goal']:g} {'ok' if row['reached'] else 'missed'}"
    sign = {True: "ok", False: "MISSED", None: ""}[row["within"]]
    return f"{row['name']:<58}{figure:>16}  {bar(row):<14}{sign:<7}{goal}".rstrip()


def bar(row: dict[str, Any]) -> str:
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤ {high:g}"
    return f"≥ {low:g}" if high is None else f"{low:g} to {high:g}"
