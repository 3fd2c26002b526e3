"""`tandem bench --back-test DIR`: what was told of the Olist leads on five days, held against what came.

DIR has the two files of the “Marketing Funnel by Olist” (Kaggle, CC BY-NC-SA). Tandem ships neither of them.
"""

import argparse
import csv
import datetime
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tandem.config.cli.analyse_command import answered
from tandem.config.cli.bench_olist_end import ByTheEnd, by_the_end
from tandem.config.cli.plain import Plain
from tandem.config.cli.writing import MISTAKE, write
from tandem.exchange.analyse.words import BLANK, Question
from tandem.exchange.reading.refusals import FileRefused

LEADS, DEALS = "olist_marketing_qualified_leads_dataset.csv", "olist_closed_deals_dataset.csv"
JOINED_ON, ASKED, ORIGIN, WON = "mql_id", "first_contact_date", "origin", "won_date"
# Wins until then count as what came in the end: the last one in the file.
LAST_WIN = datetime.date(2018, 11, 14)
DAYS = (
    datetime.date(2018, 2, 15),
    datetime.date(2018, 3, 31),
    datetime.date(2018, 4, 30),
    datetime.date(2018, 5, 31),
    datetime.date(2018, 7, 31),
)
HEADS = (
    *("as of", "leads", "won then", "in the end", "won ÷ all", "Tandem", "ratio", "ranges hold", "cut"),
    *("by the end", "from", "to", "off by", "ratio", "ranges hold"),
)


@dataclass(frozen=True)
class Told:
    """One day. Errors are of the final share that bought, in points of a hundred, by origin and weighted by
    its leads; `naive` is won ÷ all as it stood then. `held` of the `origins` ranges hold what came.

    “In the end” is by the last day of the list; `by_the_end` is what was told of that very day.
    """

    as_of: str
    leads: int
    won: int
    won_in_the_end: int
    naive: float
    estimate: float
    origins: int
    held: int
    whole: dict[str, float]
    same_without_the_future: bool
    by_the_end: ByTheEnd


def run(options: argparse.Namespace) -> int:
    be_there(options.back_test)
    rows = [told_on(day, options.back_test) for day in DAYS]
    as_json = json.dumps({"schema": "tandem.olist/1", "rows": [asdict(row) for row in rows]}, indent=2)
    if options.json and options.json != "-":
        write(options.json, f"{as_json}\n".encode())
    print(as_json if options.json == "-" else "\n".join(table(rows)))
    return 0


def be_there(folder: Path) -> None:
    """Before the work, not after it. Raises Plain."""
    for name, columns in ((LEADS, (JOINED_ON, ASKED, ORIGIN)), (DEALS, (JOINED_ON, WON))):
        if not (folder / name).is_file():
            raise Plain(f"There is no {name} in {folder}.", MISTAKE)
        rows = rows_of(folder / name)
        if not rows:
            raise Plain(f"{folder / name} has no rows.", MISTAKE)
        missing = [column for column in columns if column not in rows[0]]
        if missing:
            raise Plain(f"{folder / name} has no column {missing[0]}.", MISTAKE)
        be_dated(folder / name, rows, ASKED if name == LEADS else WON)


def be_dated(file: Path, rows: list[dict[str, str]], column: str) -> None:
    for row in rows:
        try:
            is_by(row[column], LAST_WIN)
        except ValueError:
            raise Plain(f"In {file} “{row[column]}” is no {column}.", MISTAKE) from None
    if not any(is_by(row[column], DAYS[0]) for row in rows):
        raise Plain(f"{file} has no {column} until {DAYS[0]}, the first day that is asked of.", MISTAKE)


def told_on(day: datetime.date, folder: Path) -> Told:
    """What is told of the whole files as of that day, and whether files without a later row tell the same."""
    answer = analysed(folder, day)
    with TemporaryDirectory(prefix="tandem-olist-") as cut:
        for name, column in ((LEADS, ASKED), (DEALS, WON)):
            cut_off(folder / name, Path(cut) / name, column, day)
        of_the_cut = analysed(Path(cut), day)
    came = in_the_end(folder, day)
    shares = [(one, came[one["channel"]] / one["enquiries"]) for one in answer["channels"]]
    return Told(
        as_of=day.isoformat(),
        leads=answer["enquiries"]["total"],
        won=answer["enquiries"]["won"],
        won_in_the_end=came.total(),
        naive=error([(one, share, one["conversion"]["naive"]) for one, share in shares]),
        estimate=error([(one, share, one["conversion"]["estimate"]) for one, share in shares]),
        origins=len(shares),
        held=sum(one["conversion"]["low"] <= share <= one["conversion"]["high"] for one, share in shares),
        whole=answer["conversion"],
        same_without_the_future=without_counts(answer) == without_counts(of_the_cut),
        by_the_end=by_the_end(question_of(folder, day), day, LAST_WIN, came),
    )


def analysed(folder: Path, day: datetime.date) -> dict[str, Any]:
    try:
        return answered(question_of(folder, day))
    except FileRefused as refused:
        raise Plain(refused.at_a_keyboard, MISTAKE) from refused


def question_of(folder: Path, day: datetime.date) -> Question:
    return Question((folder / LEADS, folder / DEALS), on=JOINED_ON, as_of=day)


def without_counts(answer: dict[str, Any]) -> dict[str, Any]:
    """All but how many rows the file had."""
    return {key: value for key, value in answer.items() if key != "rows"}


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def is_by(text: str, day: datetime.date) -> bool:
    """A deal without a day of its win is none yet."""
    return bool(text) and datetime.date.fromisoformat(text[:10]) <= day


def cut_off(whole: Path, cut: Path, column: str, day: datetime.date) -> None:
    rows = rows_of(whole)
    with cut.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if is_by(row[column], day))


def in_the_end(folder: Path, day: datetime.date) -> Counter[str]:
    """By origin: how many of the leads of until then have bought by the end of the file."""
    won = {row[JOINED_ON] for row in rows_of(folder / DEALS) if is_by(row[WON], LAST_WIN)}
    return Counter(
        row[ORIGIN] or BLANK
        for row in rows_of(folder / LEADS)
        if row[JOINED_ON] in won and is_by(row[ASKED], day)
    )


def error(channels: Sequence[tuple[dict[str, Any], float, float]]) -> float:
    """Root of the mean square by leads, in points of a hundred, of what was told and what came."""
    squares = sum(one["enquiries"] * (told - came) ** 2 for one, came, told in channels)
    return 100 * math.sqrt(squares / sum(one["enquiries"] for one, _came, _told in channels))


def table(rows: Sequence[Told]) -> list[str]:
    lines = [HEADS]
    lines += [
        (
            row.as_of,
            f"{row.leads:,}",
            f"{row.won}",
            f"{row.won_in_the_end}",
            f"{row.naive:.2f}",
            f"{row.estimate:.2f}",
            f"{row.estimate / row.naive:.2f}" if row.naive else "–",
            f"{row.held} of {row.origins}",
            "the same" if row.same_without_the_future else "ANOTHER",
            f"{row.by_the_end.estimate:,}",
            f"{row.by_the_end.low:,}",
            f"{row.by_the_end.high:,}",
            f"{row.by_the_end.error:.2f}",
            f"{row.by_the_end.error / row.naive:.2f}" if row.naive else "–",
            f"{row.by_the_end.held} of {row.origins}",
        )
        for row in rows
    ]
    return ["  ".join(f"{cell:>11}" for cell in line).rstrip() for line in lines]
