import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from tandem.office.journal.models import JournalLine
from tandem.office.search.words import Document
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.people.timeline.models import Entry
from tandem.sales.checks.queries import Unmet, unmet
from tandem.sales.checks.words import CheckKind
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge, StageLog
from tandem.sales.opportunities.words import ORIGIN, STEP_ICONS, StepKind
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import stages_around, stay_words
from tandem.sales.pipelines.words import StageKind

SEARCH_KIND = "sales.opportunity"
BATCH = 500
BESIDE = ("person", "organisation", "stage__pipeline", "owner", "competitor__joined_into")
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


def for_page(pk: int) -> QuerySet[Opportunity]:
    return Opportunity.objects.select_related(*BESIDE).filter(pk=pk)


def missing(opportunity: Opportunity, stage: Stage) -> list[Unmet]:
    """What must be true before it enters the stage, and is not."""
    return unmet(stage, opportunity_id=opportunity.pk, holds=lambda kind: holds(kind, opportunity))


def holds(kind: str, opportunity: Opportunity) -> bool:
    """Whether Tandem sees for itself that it is true."""
    if kind == CheckKind.AMOUNT:
        return opportunity.amount_minor is not None
    if kind == CheckKind.NEXT_STEP:
        return bool(opportunity.next_step)
    if kind == CheckKind.OWNER:
        return opportunity.owner_id is not None
    return kind == CheckKind.NEED and need_is_noted(opportunity)


def need_is_noted(opportunity: Opportunity) -> bool:
    """What they want is known in their own words: from the enquiry, or noted since on its timeline."""
    if any(opportunity.brief.get(name) for name in ("words", "interest")):
        return True
    theirs = Entry.objects.filter(origin=ORIGIN, origin_id=opportunity.pk, theirs=True)
    return theirs.exclude(words="").exists()


def now_part_of(pk: int) -> int | None:
    """The opportunity that this one was put together with, for who comes by its old address."""
    merged = OpportunityMerge.objects.filter(gone_id=pk, undone_at=None).order_by("-pk")
    return merged.values_list("kept", flat=True).first()


def documents(opportunities: Iterable[Opportunity]) -> Iterator[Document]:
    """What opportunities are found by; one query for the names of a batch."""
    source = iter(opportunities)
    # The folder of their addresses: reverse() for each row of an import would cost more than the row.
    folder = reverse("sales:opportunities")
    while batch := list(islice(source, BATCH)):
        persons = {one.pk: one for one in named(keys={one.person_id for one in batch})}
        name_all(persons.values())
        for one in batch:
            name = str(persons[one.person_id])
            text = f"{said_in(one.brief)} {one.lost_words} {one.next_step}"
            url = f"{folder}{one.pk}/"
            yield Document(SEARCH_KIND, one.pk, one.title, url, one.opened_at, name, text)


@kept(keys=BigIntegerField())
def named(keys: Given) -> "QuerySet[Person]":
    return Person.objects.filter(pk__among=keys).only("name")


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
class Elsewhere:
    """Another pipeline, with the stages that an opportunity may be moved to there."""

    name: str
    stages: list[Stage]


@dataclass(frozen=True)
class Sheet:
    """What the page of one opportunity shows besides its own columns."""

    track: list[Stop]
    moves: list[Stage]
    elsewhere: list[Elsewhere]
    moved: list[StageLog]
    brief: list[Fact]
    order: Order | None
    stay: str
    step_icon: str


def sheet_of(opportunity: Opportunity, now: datetime.datetime) -> Sheet:
    around = stages_around(opportunity.stage.pipeline_id)
    own = [one for one in around if one.pipeline_id == opportunity.stage.pipeline_id]
    order = opportunity.orders.filter(taken_back_at=None).first() if opportunity.won_at else None
    return Sheet(
        track=track_of(opportunity, own),
        moves=[one for one in own if one.kind == StageKind.OPEN and one.pk != opportunity.stage_id],
        elsewhere=elsewhere(opportunity, around),
        moved=list(opportunity.stage_log.select_related("stage__pipeline", "by").order_by("-at", "-id")[:10]),
        brief=[
            Fact(str(words), str(opportunity.brief[name]))
            for name, words in BRIEF.items()
            if opportunity.brief.get(name)
        ],
        order=order,
        stay=stay_words(now - opportunity.stage_since, opportunity.stage),
        step_icon=STEP_ICONS[StepKind(opportunity.next_step_kind or StepKind.OTHER)],
    )


def elsewhere(opportunity: Opportunity, around: list[Stage]) -> list[Elsewhere]:
    others = (one for one in around if one.pipeline_id != opportunity.stage.pipeline_id)
    return [
        Elsewhere(name, [one for one in stages if one.kind == StageKind.OPEN])
        for name, stages in groupby(others, key=lambda stage: stage.pipeline.name)
    ]


def track_of(opportunity: Opportunity, every: list[Stage]) -> list[Stop]:
    """The open stages and the end; a lost one ends with “Lost”."""
    end = StageKind.LOST if opportunity.lost_at else StageKind.WON
    shown = [one for one in every if one.kind in (StageKind.OPEN, end)]
    reached = next((place for place, one in enumerate(shown) if one.pk == opportunity.stage_id), 0)
    return [Stop(one.name, place < reached, place == reached) for place, one in enumerate(shown)]
