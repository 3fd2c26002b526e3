"""Facts into the arrays that estimates are made from. NumPy comes with it, so no page may import it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tandem.maths.enquiries import NONE, OPEN, Enquiries, FirstSales, Flags, Integers
from tandem.together.evidence.queries import NAMES, channel_names, fact_batches, seller_names
from tandem.together.evidence.words import Names, Question
from tandem.together.statistics.queries import data_version

MINUTES_AN_HOUR = 60
MOST_READINGS = 5
SEGMENT = NAMES.index("segment")
# Rows of the table of facts, in this order.
HEARD, CLOSED, STATE, DECIDED, CHANNEL, SEGMENT_CODE, SELLER, MINUTES = range(8)
FIRST_SALES, AMOUNT = 8, 9


@dataclass(frozen=True)
class Loaded:
    """The enquiries of a question, what their codes stand for, and the version of the data that was read."""

    enquiries: Enquiries
    names: Names
    version: int


def load(
    question: Question,
    *,
    as_of: datetime.date,
    digits: int,
    channels: Mapping[int, str] | None = None,
) -> Loaded:
    """Read them as they stood at the end of `as_of`; `channels` may give other names than the own ones.

    While it reads, others write. Where anything moved meanwhile it reads again, and after the fifth time says
    the version it began with: a newer answer is made then in any case.
    """
    for _reading in range(MOST_READINGS):
        version = data_version()
        table, segments = read(question, as_of.toordinal())
        if data_version() == version:
            break
    named = names_of(table, segments, channels or channel_names(), seller_names())
    return Loaded(enquiries_of(table, named, as_of.toordinal(), digits), named, version)


def read(question: Question, as_of: int) -> tuple[Integers, list[str]]:
    """One column an enquiry, shape (10, n), and the segments that its codes stand for."""
    codes: dict[str, int] = {}
    parts = [as_table(batch, codes) for batch in fact_batches(question)]
    table = np.concatenate(parts, axis=1) if parts else np.empty((len(NAMES), 0), dtype=np.int64)
    table = table[:, table[HEARD] <= as_of]
    later = table[CLOSED] > as_of
    table[STATE, later], table[CLOSED, later] = OPEN, NONE
    table[FIRST_SALES, later] = 0
    return table, list(codes)


def as_table(rows: Sequence[tuple[Any, ...]], codes: dict[str, int]) -> Integers:
    """Of rows that begin with their key, which is left out."""
    _keys, *columns = zip(*rows, strict=True)
    # Codes are given in the order of sight, for now.
    for name in sorted(set(columns[SEGMENT])):
        codes.setdefault(name, len(codes))
    columns[SEGMENT] = tuple(map(codes.__getitem__, columns[SEGMENT]))
    return np.array([np.fromiter(column, dtype=np.int64, count=len(rows)) for column in columns])


def names_of(
    table: Integers, segments: list[str], channels: Mapping[int, str], sellers: Mapping[int, str]
) -> Names:
    """Puts codes in place of the keys. The order is that of the data, so that the same data in another
    database have the same codes: the most enquiries first, then the earliest, then by name.
    """
    blank = segments.index("") if "" in segments else None
    if blank is not None:
        row = table[SEGMENT_CODE]
        row[row == blank] = NONE
    return Names(
        channels=coded(table, CHANNEL, lambda key: channels.get(key, "")),
        segments=coded(table, SEGMENT_CODE, lambda key: segments[key]),
        sellers=coded(table, SELLER, lambda key: sellers.get(key, "")),
    )


def coded(table: Integers, row: int, name_of: Callable[[int], str]) -> tuple[str, ...]:
    keys, places, counts = np.unique(table[row], return_inverse=True, return_counts=True)
    days = np.bincount(places, weights=table[HEARD], minlength=len(keys))
    named = [
        (-int(count), int(day), name_of(int(key)), int(key))
        for key, count, day in zip(keys, counts, days, strict=True)
        if key != NONE
    ]
    order = sorted(named)
    code_of = {key: code for code, (_count, _day, _name, key) in enumerate(order)} | {NONE: NONE}
    codes = np.array([code_of[int(key)] for key in keys], dtype=np.int64)
    table[row] = codes[places]
    return told_apart([name for _count, _day, name, _key in order])


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Two of the same name get a number, so that no line stands for both."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(told)


def enquiries_of(table: Integers, names: Names, as_of: int, digits: int) -> Enquiries:
    cells, counts = added_up(table[: MINUTES + 1])
    minutes = cells[MINUTES].astype(np.float64)
    return Enquiries(
        as_of=as_of,
        channels=len(names.channels),
        segments=len(names.segments),
        sellers=len(names.sellers),
        heard=cells[HEARD],
        closed=cells[CLOSED],
        state=cells[STATE],
        decided=cells[DECIDED],
        channel=cells[CHANNEL],
        segment=cells[SEGMENT_CODE],
        seller=cells[SELLER],
        answer=np.where(minutes >= 0, minutes / MINUTES_AN_HOUR, np.nan),
        count=counts,
        sales=first_sales_of(table[:, table[FIRST_SALES] > 0], digits),
    )


def added_up(table: Integers) -> tuple[Integers, Integers]:
    """Each different column once, in order, shape (8, m), with how often it stands there, shape (m,)."""
    ordered = table[:, np.lexsort(table[::-1])]
    if not ordered.shape[1]:
        return ordered, np.empty(0, dtype=np.int64)
    is_new: Flags = np.ones(ordered.shape[1], dtype=np.bool_)
    is_new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    starts = np.flatnonzero(is_new)
    return ordered[:, starts], np.diff(np.append(starts, ordered.shape[1]))


def first_sales_of(sold: Integers, digits: int) -> FirstSales:
    """In an order of their own, so that it does not tell in which order they were written."""
    keys = [AMOUNT, SEGMENT_CODE, CHANNEL, CLOSED, HEARD]
    ordered = sold[:, np.lexsort(sold[keys])]
    return FirstSales(
        heard=ordered[HEARD],
        closed=ordered[CLOSED],
        channel=ordered[CHANNEL],
        segment=ordered[SEGMENT_CODE],
        amount=ordered[AMOUNT] / 10**digits,
    )
