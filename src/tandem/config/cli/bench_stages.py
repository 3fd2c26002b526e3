"""What `tandem bench` measures, each stage in a process of its own with its own data folder.

python -m tandem.config.cli.bench_stages STAGE ROWS [FILE …] prints one line of JSON.
"""

import datetime
import importlib
import json
import os
import resource
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
    file = Path(settings.DATA) / "enquiries.csv"
    files.make_enquiries_csv(file, rows, SEED)
    told = file.with_suffix(".json")
    command = importlib.import_module("tandem.config.cli.main")
    began = time.perf_counter()
    command.main(["import", "enquiries", str(file), "--json", str(told)])
    seconds = time.perf_counter() - began
    imported = json.loads(told.read_text())
    if imported["imported"] != rows:
        raise SystemExit(f"{imported['imported']} of {rows} rows came in.")
    return {"seconds": seconds, "rows_per_second": rows / seconds, "peak_megabytes": peak_megabytes()}


def pages(rows: int, repeats: str) -> dict[str, Any]:
    return dict(importlib.import_module("tandem.config.cli.bench_pages").measured(repeats=int(repeats)))


def queries(rows: int) -> dict[str, Any]:
    return dict(importlib.import_module("tandem.config.cli.bench_pages").measured(repeats=1))


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


STAGES: dict[str, Callable[..., dict[str, Any]]] = {
    "make": make,
    "pages": pages,
    "queries": queries,
    "export": export,
    "analyse": analyse,
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    django.setup()
    stage, rows, *rest = sys.argv[1:]
    print(json.dumps(STAGES[stage](int(rows), *rest)))


if __name__ == "__main__":
    main()
