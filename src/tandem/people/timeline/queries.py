"""What happened with a person, newest first, in words."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, DateTimeField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.statements.kept import Given, kept
from tandem.people.files.queries import Shown, files_beside
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import AWAITS, BY_HAND, Direction, Kind, Outcome, Purpose

PAGE = 50
# One more tells whether there is an earlier page.
READ_AT_ONCE = PAGE + 1
# The key of no row.
NO_ROW = 0
LARGEST_KEY = models.BigIntegerField.MAX_BIGINT
ICONS = {
    Kind.ENQUIRY: "megaphone",
    Kind.CALL: "phone",
    Kind.MEETING: "calendar",
    Kind.VISIT: "map-pin",
    Kind.MESSAGE: "message-circle",
    Kind.EMAIL: "mail",
    Kind.NOTE: "pen-line",
    Kind.STEP: "circle-check",
}
INKS = {Purpose.MARKETING: "m", Purpose.SELLING: "s", Purpose.CARE: "m"}


@dataclass(frozen=True)
class Bar:
    """A passing as a bar of two tones. `left` is “Maya passed”, `right` “Joe accepted” (empty while it
    waits), `below` the line under it; `kept` tells whether the promise was kept."""

    left: str
    left_when: datetime.datetime
    right: str
    right_when: datetime.datetime | None
    below: str = ""
    kept: bool = True


@dataclass(frozen=True)
class Told:
    """What an entry that tells of another row shows: where its title leads, the icon, what became of it, and
    the files that came with it."""

    url: str = ""
    icon: str = ""
    note: str = ""
    files: tuple[Shown, ...] = ()


BarFunction = Callable[[list[int]], dict[int, Bar]]
ToldFunction = Callable[[list[int]], dict[int, Told]]
_bars: dict[str, BarFunction] = {}
_told: dict[str, ToldFunction] = {}
# Kinds that somebody noted by hand, by origin.
_by_hand: dict[str, tuple[Kind, ...]] = {"": BY_HAND}


def register_bar(origin: str, function: BarFunction) -> None:
    """Entries with this origin are drawn as bars: `function(origin_ids)` gives them, in one query or two."""
    _bars[origin] = function


def register_told(origin: str, function: ToldFunction) -> None:
    """`function(origin_ids)` gives the address (and the icon, if not the usual one) of the rows told of."""
    _told[origin] = function


def register_by_hand(origin: str, kinds: Iterable[Kind]) -> None:
    """Entries of these kinds with this origin were noted by somebody, and are put right on the timeline."""
    _by_hand[origin] = tuple(kinds)


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it. `offer` is put beside it by `followups`: to plan a day named there."""

    entry: Entry
    title: str
    words: str
    note: str
    icon: str
    ink: str
    url: str = ""
    bar: Bar | None = None
    before_bar: bool = False
    became: str = ""
    files: tuple[Shown, ...] = ()
    by_hand: bool = False
    offer: Any = None


@dataclass(frozen=True)
class Stretch:
    """One page of a timeline; `earlier` is where the next begins, empty at the first entry."""

    lines: list[Line]
    earlier: str


def stretch(person: Person, *, before: str = "") -> Stretch:
    if mark := read_mark(before):
        at, key = mark
        found = earlier_entries(person=person.pk, at=at, key=key)
    else:
        found = newest_entries(person=person.pk)
    shown = found[:PAGE]
    earlier = f"{shown[-1].at.timestamp():.6f}-{shown[-1].pk}" if len(found) > PAGE else ""
    return Stretch(lines_of(shown), earlier)


@kept(person=BigIntegerField())
def newest_entries(person: Given) -> "QuerySet[Entry]":
    return Entry.objects.filter(person=person).select_related("by").order_by("-at", "-id")[:READ_AT_ONCE]


@kept(person=BigIntegerField(), at=DateTimeField(), key=BigIntegerField())
def earlier_entries(person: Given, at: Given, key: Given) -> "QuerySet[Entry]":
    rows = Entry.objects.filter(person=person, at__lte=at).exclude(at=at, id__gte=key)
    return rows.select_related("by").order_by("-at", "-id")[:READ_AT_ONCE]


def read_mark(mark: str) -> tuple[datetime.datetime, int] | None:
    moment, _dash, key = mark.partition("-")
    try:
        at = datetime.datetime.fromtimestamp(float(moment), datetime.UTC)
        return (at, int(key)) if 0 <= int(key) <= LARGEST_KEY else None
    except (ValueError, OverflowError, OSError):
        return None


def lines_of(entries: list[Entry]) -> list[Line]:
    bars = _by_origin(entries, _bars)
    told = _by_origin(entries, _told)
    files = files_beside([entry.pk for entry in entries] or [NO_ROW])
    lines: list[Line] = []
    for place, entry in enumerate(entries):
        following = entries[place + 1] if place + 1 < len(entries) else None
        lines.append(
            _line(
                entry,
                bars.get((entry.origin, entry.origin_id)),
                told.get((entry.origin, entry.origin_id), Told()),
                tuple(files.get(entry.pk, ())),
                following is not None and (following.origin, following.origin_id) in bars,
            )
        )
    return lines


def _by_origin(entries: list[Entry], registry: dict[str, Any]) -> dict[tuple[str, int | None], Any]:
    found = {}
    for origin, function in registry.items():
        ids = [entry.origin_id for entry in entries if entry.origin == origin and entry.origin_id is not None]
        # Asked of nothing too: the page of a person takes as many queries whatever happened with them.
        found.update({(origin, key): value for key, value in function(ids or [NO_ROW]).items()})
    return found


def _line(entry: Entry, bar: Bar | None, told: Told, files: tuple[Shown, ...], before_bar: bool) -> Line:
    title = entry.title or spoken(entry)
    return Line(
        entry=entry,
        title=title,
        words=entry.words if entry.theirs else "",
        note="" if entry.theirs else entry.words,
        icon=told.icon or ICONS.get(Kind(entry.kind), "circle"),
        ink=INKS.get(Purpose(entry.purpose), "t"),
        url=told.url,
        bar=bar,
        before_bar=before_bar,
        became=told.note,
        files=(*told.files, *files),
        by_hand=is_by_hand(entry),
    )


def is_by_hand(entry: Entry) -> bool:
    """What somebody noted; the rest tells of something that has a page of its own."""
    return entry.import_id is None and not entry.automatic and entry.kind in kinds_by_hand(entry.origin)


def kinds_by_hand(origin: str) -> tuple[Kind, ...]:
    return _by_hand.get(origin, ())


def awaits_answer(entry: Entry) -> bool:
    """Something that they wrote to us. An import tells of what was answered long ago."""
    theirs = entry.direction == Direction.INCOMING and entry.kind in AWAITS
    return theirs and not entry.automatic and entry.import_id is None


def spoken(entry: Entry) -> str:
    """“Joe rang, 12 minutes”: who did what to whom, where nobody wrote a title."""
    who = entry.by.first_word if entry.by else _("Tandem")
    sentence = _rang(entry.outcome) or _sentence(Kind(entry.kind), Direction(entry.direction))
    sentence %= {"who": who}
    if entry.minutes:
        minutes = ngettext("%d minute", "%d minutes", entry.minutes) % entry.minutes
        return f"{sentence}, {minutes}"
    return sentence


def _rang(outcome: str) -> str:
    if outcome == Outcome.NOBODY:
        return _("%(who)s rang, nobody answered")
    return _("%(who)s rang and left a message") if outcome == Outcome.LEFT else ""


def _sentence(kind: Kind, direction: Direction) -> str:
    theirs = direction == Direction.INCOMING
    if kind == Kind.CALL:
        return _("They rang %(who)s") if theirs else _("%(who)s rang")
    if kind == Kind.VISIT:
        return _("They visited, %(who)s was there") if theirs else _("%(who)s visited")
    if kind == Kind.MEETING:
        return _("%(who)s met them")
    if kind in (Kind.MESSAGE, Kind.EMAIL):
        return _("They wrote to %(who)s") if theirs else _("%(who)s wrote")
    if kind == Kind.ENQUIRY:
        return _("They asked, %(who)s listened")
    return _("%(who)s noted")
