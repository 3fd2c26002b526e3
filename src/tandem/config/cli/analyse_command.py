"""`tandem analyse`: a list of enquiries, from any tool, into the answer (contracts/analysis.md)."""

import argparse
import datetime
import json
import signal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tandem.config.cli.plain import Plain
from tandem.config.cli.progress import bar
from tandem.exchange.analyse.actions import one_currency, opened, read_into_database
from tandem.exchange.analyse.queries import analysis
from tandem.exchange.analyse.spend import read_spend
from tandem.exchange.analyse.throwaway import throwaway
from tandem.exchange.analyse.words import CURRENCY_WHERE_NONE_IS_NAMED, Question
from tandem.exchange.reading.refusals import FileRefused
from tandem.together.evidence.periods import Span

FEW = 20
MISTAKE = 2


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


def chosen(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=COLUMN.")
    return field.strip(), column.strip()


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a time zone. Write it like Europe/London."
        ) from None


def level(text: str) -> float:
    value = float(text)
    if not 0.5 <= value < 1:
        raise argparse.ArgumentTypeError("The level lies between 0.5 and 1.")
    return value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV or XLSX; one row is one enquiry"
    )
    parser.add_argument("--on", default="", metavar="COLUMN", help="the column that joins several files")
    parser.add_argument("--spend", type=Path, metavar="FILE", help="rows of month, channel and amount")
    parser.add_argument("--map", action="append", type=chosen, default=[], metavar="FIELD=COLUMN")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="nothing after this day is used")
    parser.add_argument("--before", type=period, metavar="START..END")
    parser.add_argument("--after", type=period, metavar="START..END")
    parser.add_argument("--currency", default="", type=str.upper, metavar="EUR")
    parser.add_argument("--level", type=level, default=0.9)
    parser.add_argument("--time-zone", type=zone, default=ZoneInfo("UTC"))
    parser.add_argument("--json", metavar="PATH", help="where to write the JSON; - for standard output")


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
        level=options.level,
        zone=options.time_zone,
    )


def run(options: argparse.Namespace) -> int:
    # A `kill` ends it as Ctrl-C does: with its temporary files taken away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        answer = answered(question_of(options), options.spend)
    except FileRefused as refused:
        raise Plain(str(refused), MISTAKE) from refused
    as_json = json.dumps(answer, indent=2, ensure_ascii=False)
    if options.json == "-":
        print(as_json)
        return 0
    if options.json:
        try:
            Path(options.json).write_text(as_json + "\n", encoding="utf-8")
        except OSError as error:
            raise Plain(f"{options.json} cannot be written: {error.strerror}.", MISTAKE) from error
    print("\n".join(told(answer)))
    return 0


def answered(question: Question, spend_file: Path | None = None) -> dict[str, Any]:
    file = opened(question)
    currency = one_currency(file, question)
    spend = read_spend(spend_file, question, currency=currency) if spend_file else None
    with throwaway(currency=currency or CURRENCY_WHERE_NONE_IS_NAMED, zone=str(question.zone)):
        reading = read_into_database(file, question, currency=currency, progress=bar())
        return analysis(question, reading, spend)


def share(won: int, total: int) -> str:
    return f"{won / total:.1%}" if total >= FEW else f"{won} of {total}, too few to say"


def _read(rows: dict[str, Any]) -> str:
    return (
        f"{rows['read']:,} rows: {rows['used']:,} used, {rows['rejected']:,} rejected, "
        f"{rows['duplicates']:,} twice, {rows['after_as_of']:,} after the day asked for, "
        f"{rows['repeat']:,} by customers, {rows['joined']:,} joined, {rows['set_aside']:,} set aside."
    )


def told(answer: dict[str, Any]) -> list[str]:
    """The answer for a terminal."""
    rows, whole = answer["rows"], answer["enquiries"]
    lines = [answer["change"]["verdict"]["sentence"], "", "How the columns were read:"]
    lines += [f"  {field}: {column}. {rows['why'][field]}" for field, column in rows["mapping"].items()]
    lines += [f"  {remark}" for remark in rows["remarks"]]
    lines += ["", _read(rows)]
    lines += [f"  {count:,}: {reason}" for reason, count in rows["reasons"].items()]
    lines.append(
        f"{whole['total']:,} enquiries: {whole['won']:,} became customers, {whole['lost']:,} ended, "
        f"{whole['open']:,} still open (as of {answer['as_of']})."
    )
    lines += [
        "",
        f"{'channel':<28}{'asked':>8}{'won':>8}{'ended':>8}{'open':>8}   won so far, open ones not lost",
    ]
    for row in answer["channels"]:
        lines.append(
            f"{row['channel'][:27]:<28}{row['enquiries']:>8,}{row['won']:>8,}{row['lost']:>8,}{row['open']:>8,}"
            f"   {share(row['won'], row['enquiries'])}"
        )
    return [*lines, "", *answer["caveats"]]
