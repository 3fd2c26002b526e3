"""A day to get in touch again, read from what was written: “call me in March”, “next Tuesday at 3”.

Pure: from the words, the day on which they were written and the days on which the business is open. It would
rather find nothing than something wrong: it is offered, and a person decides.
"""

import datetime
import re
from collections.abc import Callable, Iterator

from tandem.people.followups.dates import WAYS, Way
from tandem.people.followups.words import (
    A_THING,
    AVAILABLE,
    FILLING,
    HOW,
    ONE_DAY,
    PAST,
    PUT_OFF,
    REFUSAL,
    TOUCH,
    FollowUp,
)

LONGEST_READ = 2000
LONGEST_CLAUSE = 300
FURTHEST = datetime.timedelta(days=3 * 366)
CLAUSES = re.compile(
    r"(?<!\d)[.](?=\s|$)|(?<=\d)[.](?=\s+[A-Z]|\s*$)|[!?;\n]|,\s(?!\d{1,2}[:.]\d\d)|\s[–—-]\s|\sbut\s|\sso\s"
)
TIME = re.compile(
    r"^[\s,]*(?:(?:at|around|about|from|by|@)\s+)*(?:about\s+|around\s+)?"
    r"(?:(?P<noon>noon|midday)"
    r"|half past (?P<half>\d{1,2}|[a-z]+)"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?P<sun>am|pm|a\.m\.|p\.m\.)?(?:\s*o[’']clock)?)(?![\d/%])"
)
TIME_BEFORE = re.compile(
    r"\b(?:at\s+|around\s+|about\s+)(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?P<sun>am|pm|a\.m\.|p\.m\.)?"
    r"(?:\s+on)?\s+$"
)
AFTER = re.compile(r"\bafter(?:\s+the)?\s*$")
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NAME_FOLLOWS = re.compile(r"\s+([A-Z][a-zà-ž]+)")

IsOpen = Callable[[datetime.date], bool]


def usual_days(day: datetime.date) -> bool:
    return day.weekday() < 5


def follow_up_in(text: str, *, written_on: datetime.date, is_open: IsOpen = usual_days) -> FollowUp | None:
    """The first day that somebody named for getting in touch; None where there is none to be sure of."""
    for clause in CLAUSES.split(text[:LONGEST_READ]):
        if clause and clause.strip() and len(clause) <= LONGEST_CLAUSE:
            found = _in_clause(" ".join(clause.split()), written_on, is_open)
            if found is not None:
                return found
    return None


def _in_clause(clause: str, today: datetime.date, is_open: IsOpen) -> FollowUp | None:
    lowered = _lowered(clause)
    for way, match in _matches(lowered):
        after = AFTER.search(lowered[: match.start()])
        begins = after.start() if after else match.start()
        if _is_a_name(clause, match) or not _is_meant(lowered, begins, match.end()):
            continue
        day = _day(way, match, today, is_after=after is not None)
        if day is None or not today <= day <= today + FURTHEST:
            continue
        start, time, end = _with_time(lowered, begins, match.end())
        is_loose = way.vague or lowered.startswith("after ", begins)
        words = clause[start:end].strip(" ,")
        return FollowUp(_open_day(day, is_open) if is_loose else day, time, words, _how(lowered))
    return None


def _day(way: Way, match: re.Match[str], today: datetime.date, *, is_after: bool) -> datetime.date | None:
    """“After Friday” is the day after it, at the earliest; “after next week” may be any time."""
    if way.vague:
        return None if is_after else way.read(match, today)
    day = way.read(match, today)
    return day + ONE_DAY if day and (is_after or match[0].startswith("after ")) else day


def _lowered(clause: str) -> str:
    """In small letters, each in its place: a few signs would become two."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in clause)


def _matches(lowered: str) -> Iterator[tuple[Way, re.Match[str]]]:
    """What could be a day, the first in the clause before the next, the longest of those that begin alike."""
    found = [(way, match) for way in WAYS for match in way.pattern.finditer(lowered)]
    yield from sorted(found, key=lambda one: (one[1].start(), -one[1].end()))


def _is_a_name(clause: str, match: re.Match[str]) -> bool:
    """“From April Jones”: a month that goes on with a family name is somebody."""
    if not match.re.groupindex.get("month") or match[0][-1].isdigit():
        return False
    follows = NAME_FOLLOWS.match(clause, match.end())
    return follows is not None


def _is_meant(lowered: str, start: int, end: int) -> bool:
    before = lowered[:start]
    refusals = list(REFUSAL.finditer(before))
    if refusals and not PUT_OFF.search(before):
        return False
    rest = f"{before} {_without_time(lowered, end)}"
    touches = [one for one in TOUCH.finditer(rest) if not A_THING.search(rest[: one.start()])]
    if PAST.search(rest):
        return bool(touches)
    if touches or AVAILABLE.search(rest):
        return True
    if lowered.startswith(("until ", "till "), start):
        return True
    # A day that is said for itself. “Wedding on Friday” is somebody's day, and not ours.
    return not FILLING.sub(" ", re.sub(r"[^\w\s’']", " ", rest)).split()


def _without_time(lowered: str, end: int) -> str:
    _time, end = _time_after(lowered, end)
    return lowered[end:]


def _with_time(lowered: str, start: int, end: int) -> tuple[int, datetime.time | None, int]:
    """The day with its time of day, which stands after it (“Friday at 3”) or before (“at 3 on Friday”)."""
    time, end = _time_after(lowered, end)
    before = TIME_BEFORE.search(lowered[:start]) if time is None else None
    if before is None:
        return start, time, end
    return before.start(), _clock(before), end


def _time_after(lowered: str, end: int) -> tuple[datetime.time | None, int]:
    """A time of day right after the day. Without am or pm, 1 to 7 is the afternoon."""
    found = TIME.match(lowered[end:])
    if found is None or not found[0].strip():
        return None, end
    time = _time_of(found)
    bare = found["hour"] and not (found["minute"] or found["sun"])
    if time is None or (bare and not re.search(r"\b(at|around|about|from|by|@)\s|o[’']clock", found[0])):
        return None, end
    return time, end + found.end()


def _time_of(found: re.Match[str]) -> datetime.time | None:
    if found["noon"]:
        return datetime.time(12)
    if half := found["half"]:
        hour = int(half) if half.isdigit() else HOURS.index(half) + 1 if half in HOURS else 0
        return datetime.time(_by_day(hour), 30) if 1 <= hour <= 12 else None
    return _clock(found)


def _clock(found: re.Match[str]) -> datetime.time | None:
    hour, minute, sun = int(found["hour"]), int(found["minute"] or 0), found["sun"] or ""
    if sun and 1 <= hour <= 12:
        return datetime.time(hour % 12 + (12 if sun.startswith("p") else 0), minute)
    if sun or hour > 23:
        return None
    return datetime.time(_by_day(hour), minute)


def _by_day(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 7 else hour


def _open_day(day: datetime.date, is_open: IsOpen) -> datetime.date:
    """The day itself, or the next on which the business is open; within a month, else as it was said."""
    ahead = (day + ONE_DAY * number for number in range(31))
    return next((one for one in ahead if is_open(one)), day)


def _how(lowered: str) -> str:
    return next((how for how, pattern in HOW if pattern.search(lowered)), "")
