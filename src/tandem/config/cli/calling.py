"""Runs one command: sets Django up, and turns what a person can do something about into one sentence."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django

from tandem.config.cli.plain import Plain
from tandem.office.sqlite.words import DatabaseBusy, DatabaseDamaged, DatabaseFull

CONTROL_C = 130


def call(
    name: str, parser: argparse.ArgumentParser, its_parser: argparse.ArgumentParser, given: list[str]
) -> int:
    try:
        with all_of_it_stays():
            django.setup()
            command = importlib.import_module(f"tandem.config.cli.{name}_command")
        command.add_arguments(its_parser)
        result: int = command.run(parser.parse_args(given))
    except Plain as plain:
        return said(str(plain), plain.code)
    except DatabaseDamaged as error:
        return said(
            f"The database is damaged or missing ({error}). Nothing was written. "
            "Bring back a backup with: tandem restore FILE --replace",
            3,
        )
    except DatabaseFull:
        return said("The disk is full. Nothing was written.", 3)
    except DatabaseBusy:
        return said("The database is busy. Nothing was written; try again.", 3)
    except PermissionError as error:
        return said(f"No permission for {error.filename}.", 2)
    except KeyboardInterrupt:
        return CONTROL_C
    except BrokenPipeError:
        # Whoever read along, such as `head`, has seen enough; Python would tell of it once more at the end.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # open until the process ends
        return 0
    return result


@contextmanager
def all_of_it_stays() -> Iterator[None]:
    """While a program is loaded, Python would look through it again and again for what nobody needs.

    There is nothing of that kind, and the looking takes one part in ten of the time to start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def said(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
