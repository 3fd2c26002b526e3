"""Dates and times as people and programs write them, in six languages, into aware UTC datetimes."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from tandem.exchange.reading.date_words import HOURS_FROM_UTC, MONTHS
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.source import Cell
from tandem.exchange.reading.texts import text_of

Moment = tuple[datetime, bool]


class DateOrder(StrEnum):
    """How 03/05/2026 is meant. EITHER: no value needs it. ASK: the values do not tell."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EITHER = "either"
    ASK = "ask"


NOON = time(12)
FIRST_YEAR, LAST_YEAR = 1900, 2100
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone; the caller gives one
CACHE = 50_000
NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)", re.ASCII)
DAY_MONTH_NAME = re.compile(
    r"(?:[a-z]+\.?,? +)?(\d{1,2})(?:st|nd|rd|th|er|o|\.)?(?: +|-|/|\.)(?:de +|of +)?([a-z]+)\.?"
    r"(?:,? +|-|/)(?:de +)?(\d{4}|\d{2})(?!\d)",
    re.ASCII,
)
MONTH_NAME_DAY = re.compile(
    r"(?:[a-z]+,? +)?([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)", re.ASCII
)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?", re.ASCII)
SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d{1,12})?", re.ASCII)
EPOCH = re.compile(r"\d{9,13}", re.ASCII)
YEAR_MONTH = re.compile(r"(\d{4})[-/.]?(\d{1,2})", re.ASCII)
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
NAME_YEAR = re.compile(r"([a-z]+)\.?[ -](?:de )?(\d{4}|\d{2})", re.ASCII)
CLOCK = re.compile(
    r"[ t,]*(?:um |at |a las |as |a )?(\d{1,2})(?:[:h.](\d{2})?)?(?:[:.](\d{2})(?:[.,]\d{1,9})?)? *"
    r"(am|pm|a\.m\.|p\.m\.)?(?:uhr|h)? *([a-z]{1,4})?([+-]\d{2}:?(?:\d{2})?)?(?: *\([a-z ]{1,40}\))?",
    re.ASCII,
)


def moments(order: DateOrder, zone: tzinfo, *, epoch: bool = False) -> Callable[[Cell], Moment]:
    """A reader of one column: (the moment in UTC, whether the cell was a bare date, which stands at noon).

    `epoch`: the header says that numbers count seconds or milliseconds since 1970. The reader raises
    BadValue.
    """
    seen: dict[str, Moment] = {}
    day_first = order is not DateOrder.MONTH_FIRST

    def read(cell: Cell) -> Moment:
        if isinstance(cell, str):
            if known := seen.get(cell):
                return known
            if len(seen) >= CACHE:
                seen.clear()
            found = seen[cell] = _placed(_parse(text_of(cell), day_first, epoch=epoch), zone)
            return found
        return _placed(_typed(cell, epoch=epoch), zone)

    return read


def read_day(cell: Cell, order: DateOrder) -> date:
    """A calendar day, whatever time stands beside it. Raises BadValue."""
    found = (
        _parse(text_of(cell), order is not DateOrder.MONTH_FIRST) if isinstance(cell, str) else _typed(cell)
    )
    return found.date() if isinstance(found, datetime) else found


def read_month(cell: Cell, order: DateOrder) -> date:
    """The first day of a month, which may be written with a day or without. Raises BadValue."""
    text = _folded(text_of(cell)) if isinstance(cell, str) else ""
    try:
        if found := YEAR_MONTH.fullmatch(text):
            return date(int(found[1]), int(found[2]), 1)
        if found := MONTH_YEAR.fullmatch(text):
            return date(int(found[2]), int(found[1]), 1)
        if found := NAME_YEAR.fullmatch(text):
            return date(_year(found[2]), _month(found[1]), 1)
    except ValueError as error:
        raise BadValue(Fault.NOT_A_DATE) from error
    return read_day(cell, order).replace(day=1)


def is_date(cell: Cell) -> bool:
    """Under either order, without the numbers that would need the header to say so."""
    try:
        if not isinstance(cell, str):
            return isinstance(cell, date)
        text = text_of(cell)
        if SERIAL.fullmatch(text):
            return False
        _parse(text, True)
    except BadValue:
        return _parses_month_first(text)
    return True


def order_evidence(text: str) -> str:
    """`day` or `month` where a date proves which is first, `dots` where it suggests a day, `either` or ``."""
    found = NUMERIC.match(text)
    if not found or len(found[1]) > 2:
        return ""
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return "day"
    if second > 12 >= first:
        return "month"
    if first == second or first > 12:
        return ""
    return "dots" if found[2] == "." else "either"


def _parses_month_first(text: str) -> bool:
    try:
        _parse(text, False)
    except BadValue:
        return False
    return True


def _placed(value: date, zone: tzinfo) -> Moment:
    bare = not isinstance(value, datetime)
    moment = value if isinstance(value, datetime) else datetime.combine(value, NOON)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadValue(Fault.DATE_OUT_OF_RANGE)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC), bare


def _typed(cell: Cell, *, epoch: bool = False) -> date:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _parse(text_of(cell), True, epoch=epoch)
    raise BadValue(Fault.NOT_A_DATE)


def _parse(text: str, day_first: bool, *, epoch: bool = False) -> date:
    if len(text) > 80:
        raise BadValue(Fault.NOT_A_DATE)
    try:
        if len(text) >= 10 and text[4] == "-" and text[:4].isdecimal():
            return _iso(text)
        if text[:8].isdecimal() or SERIAL.fullmatch(text) or (epoch and EPOCH.fullmatch(text)):
            return _digits(text, epoch)
        return _written(text, day_first)
    except (ValueError, OverflowError) as error:
        raise BadValue(Fault.NOT_A_DATE) from error


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return _written(text, True)


def _digits(text: str, epoch: bool) -> date:
    if epoch and EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), UTC)
    if SERIAL.fullmatch(text):
        days = float(text.replace(",", "."))
        moment = SERIAL_ZERO + timedelta(seconds=round(days * 86400))
        return moment.date() if days.is_integer() else moment
    if compact := COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        if compact[4]:
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the caller gives the zone
        return date(year, month, day)
    raise BadValue(Fault.NOT_A_DATE)


def _written(text: str, day_first: bool) -> date:
    folded = _folded(text)
    if found := NUMERIC.match(folded):
        day = _numeric(found, day_first)
    elif found := DAY_MONTH_NAME.match(folded):
        day = date(_year(found[3]), _month(found[2]), int(found[1]))
    elif found := MONTH_NAME_DAY.match(folded):
        day = date(_year(found[3]), _month(found[1]), int(found[2]))
    else:
        raise BadValue(Fault.NOT_A_DATE)
    rest = folded[found.end() :].strip(" .,")
    return _with_clock(day, rest) if rest else day


def _numeric(found: re.Match[str], day_first: bool) -> date:
    first, second, third = found[1], int(found[3]), found[4]
    if len(first) > 2:
        return date(int(first), second, int(third))
    day, month = (int(first), second) if day_first else (second, int(first))
    return date(_year(third), month, day)


def _with_clock(day: date, rest: str) -> datetime:
    found = CLOCK.fullmatch(rest)
    if not found:
        raise BadValue(Fault.NOT_A_DATE)
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if half := found[4]:
        if not 1 <= hour <= 12:
            raise BadValue(Fault.NOT_A_DATE)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return datetime.combine(day, time(hour, minute, second), _zone(found[5], found[6]))


def _zone(name: str | None, offset: str | None) -> timezone | None:
    if name and name not in HOURS_FROM_UTC:
        raise BadValue(Fault.NOT_A_DATE)
    if not offset:
        return timezone(timedelta(hours=HOURS_FROM_UTC[name])) if name else None
    digits = offset[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if offset[0] == "-" else away)


def _month(name: str) -> int:
    if name not in MONTHS:
        raise BadValue(Fault.NOT_A_DATE)
    return MONTHS[name]


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    if len(text) == 1:
        raise BadValue(Fault.NOT_A_DATE)
    return year + (2000 if year < 70 else 1900)


def _folded(text: str) -> str:
    folded = text.strip().casefold()
    if folded.isascii():
        return folded
    folded = folded.replace("º", "o")
    return "".join(
        character if not character.isspace() else " "
        for character in unicodedata.normalize("NFKD", folded)
        if not unicodedata.combining(character)
    )
