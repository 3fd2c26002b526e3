"""`tandem run`, for `make run`: who just wants to see it gets the sample business and is let in."""

import argparse
import importlib
from importlib.util import find_spec

from django.utils import timezone

from tandem.config.cli import database, links, serve_command
from tandem.office.sqlite import files, fresh

SAMPLE_LOADER = "tandem.demo.load"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve_command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    listening = serve_command.listen(options.host, options.port)
    if database.exists():
        database.back_up_if_changed()
        if database.bring_up_to_date():
            print("The database was upgraded.")
    else:
        make_sample()
        print(f"Come in (this link works once): {links.owner_link(at=timezone.now())}")
    serve_command.serve_on(listening)
    return 0


def make_sample() -> None:
    """The sample business in a database of its own, put in place only when it is whole."""
    if not database.is_file():
        database.make_empty()
        load_sample()
        return
    fresh.make(database.data() / files.SAMPLE, then=lambda _alias: load_sample())


def load_sample() -> None:
    if find_spec("tandem.demo") is not None and find_spec(SAMPLE_LOADER) is not None:
        print("Making the sample business …", flush=True)
        importlib.import_module(SAMPLE_LOADER).load(at=timezone.now())
