"""The head of the report: which list, how it went in a sentence, and where those who asked are now."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.classes import Tone
from tandem.charts.share_bar import Part, PartKind, share_bar, swatch
from tandem.charts.svg import Svg
from tandem.exchange.analyse.report.origin import Origin
from tandem.exchange.analyse.report.unknown import Unknown
from tandem.exchange.analyse.report.without_money import tiles_of as customer_tiles
from tandem.together.evidence.words import Document
from tandem.together.today.expected import factors_of
from tandem.together.today.factors import Factor
from tandem.together.verdict.argument import Step
from tandem.together.verdict.equation import equations_of
from tandem.together.verdict.reading import sides_of, span_of, span_words, verdict_word
from tandem.together.verdict.words import Said, not_yet_words, verdict_of
from tandem.ui.figures import number_words

TONES: dict[str, Tone] = {"marketing": "m", "sales": "s"}


@dataclass(frozen=True)
class Place:
    """One part of the bar, as its legend names it."""

    mark: Svg
    count: str
    words: str


@dataclass(frozen=True)
class Where:
    """Where they are: won, still open, ended."""

    title: str
    bar: Svg
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Heading:
    """`beside` names the period before; `start` is the first thing to do."""

    kicker: str
    title: str
    beside: str
    factors: tuple[Factor, ...]
    said: Said
    not_yet: str
    where: Where | None
    start: Step | None

    @property
    def tone(self) -> Tone:
        return TONES.get(self.said.lamp, "t")


def heading_of(
    answer: Document, origin: Origin, unknown: Sequence[Unknown], customers: Document | None
) -> Heading:
    """`customers` is the answer as if each sale were worth one, of a list without amounts."""
    as_of = datetime.date.fromisoformat(answer["as_of"])
    after, before = (span_of(answer["change"][name]) for name in ("after", "before"))
    said = verdict_of(answer)
    return Heading(
        kicker=kicker_words(origin, as_of),
        title=_("How %(period)s went") % {"period": span_words(after, as_of)}
        if after
        else _("What the list says"),
        beside=_("compared with %(period)s") % {"period": span_words(before, as_of)} if before else "",
        factors=customer_tiles(customers) if customers else tiles_of(answer),
        said=said,
        not_yet=not_yet_words(answer, as_of),
        where=where_of(customers or answer, TONES.get(said.lamp, "t")),
        start=start_of(answer, unknown),
    )


def tiles_of(answer: Document) -> tuple[Factor, ...]:
    """The equation of the later period; nothing where there is nothing to multiply."""
    equations = equations_of(answer)
    return tuple(factors_of(answer, *equations)) if equations else ()


def start_of(answer: Document, unknown: Sequence[Unknown]) -> Step | None:
    """What to do first: at the desk that fell, or so that the next list can tell more."""
    named = answer["change"]["verdict"]["desk"] in (*TONES, "both")
    fallen = [desk for desk in TONES if named and verdict_word(answer, desk) == "fell"]
    if not fallen:
        return Step(unknown[0].do, unknown[0].rest) if unknown else None
    first = {
        "marketing": _("Change one thing in marketing for a month,"),
        "sales": _("Change one thing in sales for a month,"),
    }
    return Step(
        first[fallen[0]] if len(fallen) == 1 else _("Change one thing at one desk for a month,"),
        _("then make this report again, with that month as the later one."),
    )


def kicker_words(origin: Origin, as_of: datetime.date) -> str:
    said = {"files": origin.files_words, "day": day_words(as_of)}
    return _("From %(files)s, as of %(day)s") % said if said["files"] else _("Report as of %(day)s") % said


def day_words(day: datetime.date) -> str:
    """“31 March 2018”: paper is read in other years too."""
    return date_format(day, "j F Y")


def where_of(answer: Document, tone: Tone) -> Where | None:
    """Of the later period, or of all where there are no two; None where nobody asked."""
    counted, likely = answer["change"]["after"], None
    sides = sides_of(answer)
    if sides and answer["enquiries"]["won"]:
        likely = sides[1].to_come
    if not counted["enquiries"]:
        whole = answer["enquiries"]
        counted = {"enquiries": whole["total"], "won": whole["won"], "open": whole["open"]}
    if not counted["enquiries"]:
        return None
    ended = counted["enquiries"] - counted["won"] - counted["open"]
    parts: list[tuple[PartKind, int, str]] = [
        ("won", counted["won"], ngettext("customer", "customers", counted["won"])),
        ("open", counted["open"], open_words(counted["open"], likely)),
        ("ended", ended, _("ended")),
    ]
    title = asked_words(counted["enquiries"])
    figure = share_bar(
        [Part(kind, words, count, number_words(count)) for kind, count, words in parts],
        key="where",
        title=title,
        head=(_("Where they are"), _("Enquiries")),
        tone=tone,
    )
    places = [
        Place(swatch(kind, key=f"where-{kind}", title=words, tone=tone), number_words(count), words)
        for kind, count, words in parts
    ]
    return Where(title, figure.svg, tuple(places))


def asked_words(enquiries: int) -> str:
    words = ngettext("Where the %(count)s enquiry is now", "Where the %(count)s enquiries are now", enquiries)
    return words % {"count": number_words(enquiries)}


def open_words(still_open: int, likely: int | None) -> str:
    if not likely or not still_open:
        return _("still open")
    said = {"likely": number_words(likely)}
    return _("still open, about %(likely)s will buy") % said
