"""`tandem analyse`: a list of enquiries, from any tool, into the answer (contracts/analysis.md)."""

import argparse
import datetime
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tandem.config.cli.list_options import ORDERS, add_list_options
from tandem.config.cli.plain import Plain
from tandem.config.cli.progress import bar
from tandem.config.cli.writing import MISTAKE, be_writable, write
from tandem.exchange.analyse.actions import opened, read_into_database
from tandem.exchange.analyse.queries import analysis
from tandem.exchange.analyse.report.contents import Report, report_of
from tandem.exchange.analyse.report.origin import Origin
from tandem.exchange.analyse.report.page import html_of
from tandem.exchange.analyse.report.paper import pdf_of
from tandem.exchange.analyse.report.terminal import lines_of
from tandem.exchange.analyse.spend import read_spend
from tandem.exchange.analyse.throwaway import throwaway
from tandem.exchange.analyse.words import Question
from tandem.exchange.reading.amounts import read_currency
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import BadValue
from tandem.together.evidence.periods import Span

LETTERS_TOLD = 20


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date. Write it like 2026-06-30.") from None


def period(text: str) -> Span:
    start, dots, end = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"“{text}” is not a period. Write it like 2026-04-01..2026-06-30.")
    found = Span(day(start), day(end))
    if found.end < found.start:
        raise argparse.ArgumentTypeError(f"The period “{text}” ends before it starts.")
    return found


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a time zone. Write it like Europe/London."
        ) from None


def level(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.5 <= value < 1:
        raise argparse.ArgumentTypeError(f"The level lies between 0.5 and 1, such as 0.9; not “{text}”.")
    return value


def currency(text: str) -> str:
    try:
        return read_currency(text.upper()) if text else ""
    except BadValue:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a currency. Write three letters, such as EUR."
        ) from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV or XLSX; one row is one enquiry"
    )
    parser.add_argument("--on", default="", metavar="COLUMN", help="the column that joins several files")
    parser.add_argument("--spend", type=Path, metavar="FILE", help="rows of month, channel and amount")
    add_list_options(parser)
    parser.add_argument("--as-of", type=day, metavar="DATE", help="nothing after this day is used")
    parser.add_argument("--before", type=period, metavar="START..END")
    parser.add_argument("--after", type=period, metavar="START..END")
    parser.add_argument("--currency", default="", type=currency, metavar="EUR")
    parser.add_argument("--level", type=level, default=0.9)
    parser.add_argument("--time-zone", type=zone, default=ZoneInfo("UTC"))
    parser.add_argument("--json", metavar="PATH", help="where to write the JSON; - for standard output")
    parser.add_argument("--html", metavar="PATH", help="where to write the report as one HTML file")
    parser.add_argument("--pdf", metavar="PATH", help="where to write the report as a PDF")


def question_of(options: argparse.Namespace) -> Question:
    if bool(options.before) != bool(options.after):
        raise Plain("--before and --after go together: give both or none.", MISTAKE)
    if options.before and options.after.start <= options.before.end:
        raise Plain("The period --after must start when --before is over.", MISTAKE)
    return Question(
        files=tuple(options.files),
        on=options.on,
        by_hand=dict(options.map),
        as_of=options.as_of,
        before=options.before,
        after=options.after,
        currency=options.currency,
        date_order=ORDERS.get(options.date_order),
        level=options.level,
        zone=options.time_zone,
    )


def run(options: argparse.Namespace) -> int:
    # A `kill` ends it as Ctrl-C does: with its temporary files taken away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    question = question_of(options)
    for path in (options.json, options.html, options.pdf):
        be_writable(path)
    try:
        answer = answered(question, options.spend)
    except FileRefused as refused:
        raise Plain(refused.at_a_keyboard, MISTAKE) from refused
    made_on = datetime.datetime.now(question.zone).date()
    report = report_of(answer, Origin(tuple(file.name for file in question.files), made_on))
    as_json = json.dumps(answer, indent=2, ensure_ascii=False)
    remarks = written(report, as_json, options, made_on)
    if options.json != "-":
        say([*lines_of(report), *remarks], sys.stdout)
        return 0
    # Nothing but the JSON is on standard output.
    say([as_json], sys.stdout)
    say(remarks, sys.stderr)
    return 0


def say(lines: list[str], to: TextIO) -> None:
    try:
        for line in lines:
            print(line, file=to)
        to.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough; what is still in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), to.fileno())


def written(report: Report, as_json: str, options: argparse.Namespace, made_on: datetime.date) -> list[str]:
    """Writes what was asked for; what is to be said of it, line by line."""
    said = []
    if options.json and options.json != "-":
        write(options.json, f"{as_json}\n".encode())
        said.append(options.json)
    if options.html:
        write(options.html, html_of(report).encode())
        said.append(options.html)
    remarks = []
    if options.pdf:
        paper = pdf_of(report, made_on)
        write(options.pdf, paper.file)
        said.append(options.pdf)
        if paper.missing:
            remarks.append(missing_line(paper.missing))
    return ["", f"Written: {', '.join(said)}", *remarks] if said else []


def missing_line(missing: frozenset[str]) -> str:
    shown = [letter for letter in sorted(missing) if letter.isprintable()]
    letters = " ".join([*shown[:LETTERS_TOLD], *(["…"] if len(shown) > LETTERS_TOLD else [])])
    return f"The PDF has “?” for letters that no font on this machine has: {letters}"


def answered(question: Question, spend_file: Path | None = None) -> dict[str, Any]:
    file = opened(question)
    # Before the list, which may be long: whoever gave a file that cannot be read hears of it at once.
    spend = read_spend(spend_file, question) if spend_file else None
    with throwaway(zone=str(question.zone)):
        reading = read_into_database(file, question, progress=bar())
        if spend:
            spend.must_be_in(reading.currency)
        if sys.stderr.isatty():
            print("Working it out…", file=sys.stderr)
        return analysis(question, reading, spend)
