"""`tandem restore FILE`: bring a backup back."""

import argparse
from pathlib import Path

from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.office.backup.restoring import restore
from tandem.office.backup.words import BackupRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help="take the place of what is there; that is kept beside it"
    )


def run(options: argparse.Namespace) -> int:
    database.data()
    try:
        manifest = restore(options.file.absolute(), replace=options.replace)
    except BackupRefused as refused:
        raise Plain(str(refused)) from refused
    print(f"{options.file} of {manifest.made_at} is back.")
    return 0
