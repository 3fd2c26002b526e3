"""`tandem export DIR`: the whole business out again."""

import argparse
from pathlib import Path

from django.utils import timezone

from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.config.cli.progress import bar
from tandem.exchange.exports.actions import export
from tandem.exchange.exports.words import ExportRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")


def run(options: argparse.Namespace) -> int:
    database.require()
    try:
        written = export(options.folder, at=timezone.now(), progress=bar())
    except ExportRefused as refused:
        raise Plain(str(refused), 2) from refused
    rows = sum(written.rows.values())
    print(f"{options.folder}: {rows:,} rows of {len(written.rows)} tables, files: {written.files:,}.")
    return 0
