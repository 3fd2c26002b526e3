"""`tandem worker`: the worker as a process of its own."""

import argparse

from tandem.config import server
from tandem.config.cli import database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "On SQLite `tandem serve` has the worker inside already."


def run(options: argparse.Namespace) -> int:
    database.require()
    server.work()
    return 0
