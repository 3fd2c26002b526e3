"""`tandem backup FILE`: the whole business into one file."""

import argparse
from pathlib import Path

from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.office.backup.actions import backup
from tandem.office.backup.words import BackupRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file, for example tandem.zip")


def run(options: argparse.Namespace) -> int:
    if not database.exists():
        raise Plain("There is no business yet, so there is nothing to back up.", 2)
    try:
        manifest = backup(options.file.absolute())
    except BackupRefused as refused:
        raise Plain(str(refused)) from refused
    rows = sum(values[0] for values in manifest.measured.found.values())
    print(f"{options.file}: {rows:,} rows, files: {len(manifest.files):,}. Verified.")
    return 0
