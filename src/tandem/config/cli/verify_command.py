"""`tandem verify FILE`: hold a backup to what it says of itself."""

import argparse
from pathlib import Path

from tandem.config.cli.plain import Plain
from tandem.office.backup.archive import verify
from tandem.office.backup.words import BackupRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    try:
        manifest = verify(options.file)
    except BackupRefused as refused:
        raise Plain(str(refused)) from refused
    rows = sum(values[0] for values in manifest.measured.found.values())
    print(f"{options.file} is whole: {rows:,} rows, files: {len(manifest.files):,}, of {manifest.made_at}.")
    return 0
