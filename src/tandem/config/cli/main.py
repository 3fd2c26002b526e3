"""`tandem`: one table of commands. A command's module is imported only when it is called for."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

# The order is that of `tandem --help`: every day first.
COMMANDS: dict[str, str] = {
    "run": "start here: make the sample business if there is none, then serve",
    "serve": "the server with its worker",
    "worker": "the worker alone: clock, outbox, jobs",
    "demo": "serve the sample business",
    "user": "make a user, or a link that signs one in",
    "apikey": "make a key for another program",
    "import": "bring in persons, organisations or enquiries from a spreadsheet",
    "export": "the whole business out again, as CSV and JSON",
    "analyse": "a list of enquiries, from any tool, into the answer",
    "backup": "the whole business into one file",
    "verify": "hold a backup to what it says of itself",
    "restore": "bring a backup back",
    "doctor": "look at everything that can be wrong",
    "rebuild": "make the statistics anew, and hand every sale back to customer care",
    "bench": "measure the speed, and the numbers against simulations",
}
MISTAKE_OF_THE_CALLER = 2


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="tandem",
        description="Marketing and sales, two desks on one bike.",
        epilog="tandem COMMAND --help",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    parsers = {
        name: commands.add_parser(name, help=sentence, description=sentence)
        for name, sentence in COMMANDS.items()
    }
    called = given[0] if given and given[0] in COMMANDS else None
    if given == ["--version"]:
        print(f"Tandem {version('tandem-crm')}")
        return 0
    if called is None:
        parser.parse_args(given)
        return MISTAKE_OF_THE_CALLER
    return call(called, parser, parsers[called], given)


def call(
    name: str, parser: argparse.ArgumentParser, its_parser: argparse.ArgumentParser, given: list[str]
) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    calling = importlib.import_module("tandem.config.cli.calling")
    result: int = calling.call(name, parser, its_parser, given)
    return result


if __name__ == "__main__":
    sys.exit(main())
