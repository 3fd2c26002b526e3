"""`tandem demo`: the server with the sample business, on an empty data folder."""

import argparse

from django.utils import timezone

from tandem.config.cli import database, links, run_command, serve_command
from tandem.config.cli.plain import Plain
from tandem.office.business.queries import the_business


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve_command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    listening = serve_command.listen(options.host, options.port)
    if not database.exists():
        run_command.make_sample()
    elif database.bring_up_to_date():
        print("The database was backed up and upgraded.")
    if not the_business().is_sample:
        listening.close()
        raise Plain(
            "There is a business of your own here. For the sample give an empty folder: "
            "TANDEM_DATA=sample tandem demo",
            2,
        )
    print(f"Come in (this link works once): {links.owner_link(at=timezone.now())}")
    serve_command.serve_on(listening)
    return 0
