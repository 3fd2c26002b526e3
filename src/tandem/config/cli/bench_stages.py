"""What `tandem bench` measures, each stage in a process of its own with its own data folder.

python -m tandem.config.cli.bench_stages STAGE ROWS [FILE …] prints one line of JSON.
"""

import datetime
import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

EMAIL = "bench@example.org"
SEED = 20261122


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make(rows: int) -> dict[str, float]:
    """A business with `rows` enquiries that came in by the application's own import."""
    # Imported here, as in every stage: Django must be set up before models are.
    database = importlib.import_module("tandem.config.cli.database")
    files = importlib.import_module("tandem.config.cli.bench_files")
    first_run = importlib.import_module("tandem.config.first_run.actions")
    hours = importlib.import_module("tandem.office.business.hours")
    users = importlib.import_module("tandem.office.users.actions")
    agreement = importlib.import_module("tandem.handover.agreement.actions")
    at = datetime.datetime.now(datetime.UTC)
    database.make_empty()
    owner = users.add_user(email=EMAIL, name="Bench", role="owner", password=None, by=None, at=at)
    first_run.set_up(
        week=hours.USUAL_WEEK, by=owner, at=at, name="Bench & Sons", country="GB", currency="GBP"
    )
    agreement.ensure_agreement(at=at)
    parts = files.make_enquiries_parts(Path(settings.DATA), rows, SEED)
    command = importlib.import_module("tandem.config.cli.main")
    began, imported = time.perf_counter(), 0
    for part in parts:
        told = part.with_suffix(".json")
        command.main(["import", "enquiries", str(part), "--json", str(told)])
        imported += json.loads(told.read_text())["imported"]
    seconds = time.perf_counter() - began
    if imported != rows:
        raise SystemExit(f"{imported} of {rows} rows came in.")
    return {"seconds": seconds, "rows_per_second": rows / seconds, "peak_megabytes": peak_megabytes()}


def pages(rows: int, repeats: str) -> dict[str, Any]:
    return dict(importlib.import_module("tandem.config.cli.bench_pages").measured(repeats=int(repeats)))


def queries(rows: int) -> dict[str, Any]:
    return dict(importlib.import_module("tandem.config.cli.bench_pages").measured(repeats=1))


def sales(rows: int, repeats: str) -> dict[str, Any]:
    return dict(importlib.import_module("tandem.config.cli.bench_sales").measured(repeats=int(repeats)))


def export(rows: int) -> dict[str, float]:
    exports = importlib.import_module("tandem.exchange.exports.actions")
    began = time.perf_counter()
    written = exports.export(Path(settings.DATA) / "out", at=datetime.datetime.now(datetime.UTC))
    return {
        "seconds": time.perf_counter() - began,
        "rows": sum(written.rows.values()),
        "peak_megabytes": peak_megabytes(),
    }


def analyse(rows: int, folder: str) -> dict[str, float]:
    command = importlib.import_module("tandem.config.cli.analyse_command")
    words = importlib.import_module("tandem.exchange.analyse.words")
    names = ("olist_marketing_qualified_leads_dataset.csv", "olist_closed_deals_dataset.csv")
    began = time.perf_counter()
    answer = command.answered(words.Question(tuple(Path(folder) / name for name in names), on="mql_id"))
    return {
        "seconds": time.perf_counter() - began,
        "enquiries": answer["enquiries"]["total"],
        "won": answer["enquiries"]["won"],
        "peak_megabytes": peak_megabytes(),
    }


def long_list(rows: int) -> dict[str, float]:
    """`tandem analyse` from its cold start to the answer, of a list with 20 channels and 20 sellers."""
    files = importlib.import_module("tandem.config.cli.bench_files")
    file = Path(settings.DATA) / "list.csv"
    files.make_enquiries_csv(file, rows, SEED, files.WIDE)
    told = str(file.with_suffix(".json"))
    began = time.perf_counter()
    subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "tandem.config.cli.main", "analyse", str(file), "--json", told],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return {"seconds": time.perf_counter() - began, **used_by_children()}


def estimates(rows: int) -> dict[str, float]:
    """The usual answer, worked out by its job and kept: home is asked for with it afterwards."""
    actions = importlib.import_module("tandem.together.evidence.actions")
    words = importlib.import_module("tandem.together.evidence.words")
    jobs = importlib.import_module("tandem.office.jobs.actions")
    began = time.perf_counter()
    job = actions.begin(words.Question(), at=datetime.datetime.now(datetime.UTC))
    jobs.run_job.call(job.pk)
    seconds = time.perf_counter() - began
    job.refresh_from_db()
    if job.state != "done":
        raise SystemExit(f"The estimates ended as “{job.state}”.")
    return {"seconds": seconds, **used_by_children()}


def used_by_children() -> dict[str, float]:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_megabytes": used.ru_maxrss / 1024}


STAGES: dict[str, Callable[..., dict[str, Any]]] = {
    "make": make,
    "pages": pages,
    "queries": queries,
    "sales": sales,
    "export": export,
    "analyse": analyse,
    "list": long_list,
    "estimates": estimates,
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    django.setup()
    stage, rows, *rest = sys.argv[1:]
    print(json.dumps(STAGES[stage](int(rows), *rest)))


if __name__ == "__main__":
    main()
