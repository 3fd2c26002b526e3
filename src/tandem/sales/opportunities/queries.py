import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from tandem.office.journal.models import JournalLine
from tandem.office.search.words import Document
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.sales.opportunities.models import Opportunity, Stage, StageLog
from tandem.sales.opportunities.words import STEP_ICONS, StageKind, StepKind
from tandem.sales.orders.models import Order

SEARCH_KIND = "sales.opportunity"
BATCH = 500
# What may stand in a brief besides their own words, in the order of the page.
BRIEF = {
    "interest": _l("About"),
    "promised": _l("What we said"),
    "wanted_by": _l("Wants it by"),
    "channel": _l("Came by"),
    "campaign": _l("Campaign"),
}


def key_in(text: str) -> int | None:
    """The key of a row, as it stands in an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def open_opportunities() -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(won_at=None, lost_at=None)


def stages() -> list[Stage]:
    return list(Stage.objects.all())


def open_stages() -> list[Stage]:
    return [stage for stage in stages() if stage.kind == StageKind.OPEN]


def for_page(pk: int) -> QuerySet[Opportunity]:
    return Opportunity.objects.select_related("person", "organisation", "stage", "owner").filter(pk=pk)


def documents(opportunities: Iterable[Opportunity]) -> Iterator[Document]:
    """What opportunities are found by; one query for the names of a batch."""
    source = iter(opportunities)
    # The folder of their addresses: reverse() for each row of an import would cost more than the row.
    folder = reverse("sales:opportunities")
    while batch := list(islice(source, BATCH)):
        persons = Person.objects.only("name").in_bulk({one.person_id for one in batch})
        name_all(persons.values())
        for one in batch:
            name = str(persons[one.person_id])
            text = f"{said_in(one.brief)} {one.lost_words} {one.next_step}"
            url = f"{folder}{one.pk}/"
            yield Document(SEARCH_KIND, one.pk, one.title, url, one.opened_at, name, text)


def said_in(brief: dict[str, Any]) -> str:
    return " ".join(str(brief[name]) for name in ("words", "interest") if brief.get(name))


def every_document() -> Iterator[Document]:
    yield from documents(Opportunity.objects.order_by("pk").iterator(chunk_size=BATCH))


def line_of(opportunity: Opportunity, verb: str) -> JournalLine | None:
    """The newest journal line of one verb, for the undo of a toast."""
    lines = JournalLine.objects.filter(kind=SEARCH_KIND, row_id=opportunity.pk)
    return lines.filter(verb=f"sales.opportunity.{verb}").order_by("-id").first()


@dataclass(frozen=True)
class Stop:
    """One stage of the track."""

    name: str
    done: bool
    now: bool


@dataclass(frozen=True)
class Fact:
    name: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """What the page of one opportunity shows besides its own columns."""

    track: list[Stop]
    moves: list[Stage]
    moved: list[StageLog]
    brief: list[Fact]
    order: Order | None
    since: datetime.timedelta
    step_icon: str


def sheet_of(opportunity: Opportunity, now: datetime.datetime) -> Sheet:
    every = stages()
    order = opportunity.orders.filter(taken_back_at=None).first()
    return Sheet(
        track=track_of(opportunity, every),
        moves=[one for one in every if one.kind == StageKind.OPEN and one.pk != opportunity.stage_id],
        moved=list(opportunity.stage_log.select_related("stage", "by").order_by("-at", "-id")[:10]),
        brief=[
            Fact(str(words), str(opportunity.brief[name]))
            for name, words in BRIEF.items()
            if opportunity.brief.get(name)
        ],
        order=order,
        since=now - opportunity.stage_since,
        step_icon=STEP_ICONS[StepKind(opportunity.next_step_kind or StepKind.OTHER)],
    )


def track_of(opportunity: Opportunity, every: list[Stage]) -> list[Stop]:
    """The open stages and the end; a lost one ends with “Lost”."""
    end = StageKind.LOST if opportunity.lost_at else StageKind.WON
    shown = [one for one in every if one.kind in (StageKind.OPEN, end)]
    reached = next((place for place, one in enumerate(shown) if one.pk == opportunity.stage_id), 0)
    return [Stop(one.name, place < reached, place == reached) for place, one in enumerate(shown)]
