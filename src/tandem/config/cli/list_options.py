"""What is said of a list at the keyboard, the same in `tandem import` and `tandem analyse`."""

import argparse

from tandem.exchange.reading.dates import DateOrder

ORDERS = {"day-first": DateOrder.DAY_FIRST, "month-first": DateOrder.MONTH_FIRST}


def add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        type=chosen,
        default=[],
        metavar="FIELD=COLUMN",
        help="what a column is, such as heard_at=Date; may be given several times",
    )
    parser.add_argument(
        "--date-order", choices=sorted(ORDERS), help="where the dates of the file do not tell"
    )


def chosen(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=COLUMN.")
    return field.strip(), column.strip()
