"""`tandem analyse`: a list of enquiries, from any tool, into the answer (contracts/analysis.md)."""

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tandem.exchange.analyse.actions import one_currency, opened, read_into_database
from tandem.exchange.analyse.queries import analysis
from tandem.exchange.analyse.throwaway import throwaway
from tandem.exchange.analyse.words import Period, Question, Reading
from tandem.exchange.reading.refusals import FileRefused

FEW = 20


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date. Write it like 2026-06-30.") from None


def period(text: str) -> Period:
    start, dots, end = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"“{text}” is not a period. Write it like 2026-04-01..2026-06-30.")
    found = Period(day(start), day(end))
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
    parser.add_argument("--map", action="append", type=chosen, default=[], metavar="FIELD=COLUMN")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="nothing after this day is used")
    parser.add_argument("--before", type=period, metavar="START..END")
    parser.add_argument("--after", type=period, metavar="START..END")
    parser.add_argument("--currency", default="", type=str.upper, metavar="EUR")
    parser.add_argument("--level", type=level, default=0.9)
    parser.add_argument("--time-zone", type=zone, default=ZoneInfo("UTC"))
    parser.add_argument("--json", metavar="PATH", help="where to write the JSON; - for standard output")


def run(options: argparse.Namespace) -> int:
    if bool(options.before) != bool(options.after):
        print("--before and --after go together: give both or none.", file=sys.stderr)
        return 2
    question = Question(
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
    try:
        answer, reading = answered(question)
    except FileRefused as refused:
        print(refused, file=sys.stderr)
        return 2
    if options.json and options.json != "-":
        Path(options.json).write_text(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")
    if options.json == "-":
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        print("\n".join(told(answer, reading)))
    return 0


def answered(question: Question) -> tuple[dict[str, Any], Reading]:
    source, mapping = opened(question)
    currency = one_currency(source, mapping, question)
    with throwaway(currency=currency or "EUR", zone=str(question.zone)):
        reading = read_into_database(source, mapping, question, currency=currency, progress=progress())
        return analysis(question, reading), reading


def progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        part = min(done / total, 1) if total else 1
        end = "\n" if done >= total else ""
        print(f"\r{'█' * int(part * 30):<30} {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)

    return show


def share(won: int, total: int) -> str:
    return f"{won / total:.1%}" if total >= FEW else f"{won} of {total}, too few to say"


def told(answer: dict[str, Any], reading: Reading) -> list[str]:
    """The answer for a terminal."""
    rows, whole = answer["rows"], answer["enquiries"]
    lines = ["How the columns were read:", *(f"  {line}" for line in reading.why), ""]
    lines.append(
        f"{rows['read']:,} rows: {rows['used']:,} used, {rows['rejected']:,} rejected, "
        f"{rows['duplicates']:,} twice, {rows['after_as_of']:,} after the day asked for, "
        f"{rows['repeat']:,} by customers, {rows['set_aside']:,} set aside."
    )
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
