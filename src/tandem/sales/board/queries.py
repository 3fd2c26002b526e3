"""What the Sales desk shows: the board, the list, one next step each. As many queries for 2,000 as for 10."""

import datetime
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Case, Count, DateField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tandem.office.search.queries import keys_found
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.queries import name_all
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import SEARCH_KIND, key_in, open_opportunities
from tandem.sales.opportunities.words import STEP_ICONS, StepKind
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import standing_stages, stay_words
from tandem.sales.pipelines.words import StageKind
from tandem.sales.terms.queries import with_terms
from tandem.ui.moments import day_words, duration_words

# More would make a page of 100 kB, and nobody reads a column that long; the rest is one tap away.
CARDS_A_COLUMN = 12
CARDS_ON_THE_DESK = 4
OF_A_PERSON_AT_MOST = 6
# Without a next step an opportunity waits; before this long nobody needs to be told.
WAITS_FROM = datetime.timedelta(days=1)


@kept(person=BigIntegerField())
def opportunities_of(person: Given) -> "QuerySet[Opportunity]":
    """The newest first, each with the prices by which they buy."""
    rows = Opportunity.objects.filter(person=person).select_related("stage").order_by("-opened_at", "-pk")
    return with_terms(rows)[:OF_A_PERSON_AT_MOST]


@dataclass(frozen=True)
class Move:
    """Where a card may go; `to` is what the button sends."""

    name: str
    to: str


@dataclass(frozen=True)
class Card:
    opportunity: Opportunity
    icon: str
    step: str
    has_step: bool
    foot: str
    waits: bool
    moves: list[Move]


@dataclass(frozen=True)
class Column:
    stage: Stage
    count: int
    sum_minor: int
    cards: list[Card]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Choice:
    """A pipeline that may be looked at, with how many are open in it."""

    pipeline: Pipeline
    count: int


@dataclass(frozen=True)
class Board:
    """The columns of one pipeline; `choices` are all of them, where there are several."""

    columns: list[Column]
    pipeline: Pipeline | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)

    @property
    def sum_minor(self) -> int:
        return sum(column.sum_minor for column in self.columns)


@dataclass(frozen=True)
class Moment:
    """Now, and the day that the business has."""

    now: datetime.datetime
    zone: ZoneInfo

    @property
    def today(self) -> datetime.date:
        return self.now.astimezone(self.zone).date()


def owned(rows: QuerySet[Opportunity], owner: str) -> QuerySet[Opportunity]:
    """`owner` is a user's key, “none”, or nothing for everybody's."""
    if owner == "none":
        return rows.filter(owner=None)
    key = key_in(owner)
    return rows if key is None else rows.filter(owner=key)


def of_campaign(rows: QuerySet[Opportunity], campaign: str) -> QuerySet[Opportunity]:
    return rows.filter(campaign=campaign) if campaign else rows


def by_need(today: datetime.date | Given) -> list[Any]:
    """What is overdue first, then what is due today or has no next step, then what comes later."""
    at_once = today if isinstance(today, Given) else Value(today)
    due = Case(When(next_step="", then=at_once), default=F("next_step_on"), output_field=DateField())
    later = Value(datetime.date.max, output_field=DateField())
    return [Coalesce(due, later), F("next_step_time").asc(nulls_last=True), F("stage_since"), F("pk")]


def board(
    moment: Moment,
    *,
    owner: str = "",
    pipeline: str = "",
    campaign: str = "",
    cards: int = CARDS_A_COLUMN,
) -> Board:
    """One pipeline: that of the key `pipeline`, or the usual one. As many queries for several as for one."""
    every = standing_stages()
    shown = pipeline_shown(every, pipeline)
    rows = of_campaign(owned(open_opportunities(), owner), campaign)
    totals: dict[int, dict[str, int]] = {
        row["stage"]: {"count": row["count"], "sum": row["sum"] or 0}
        for row in rows.order_by().values("stage").annotate(count=Count("pk"), sum=Sum("amount_minor"))
    }
    own = [stage for stage in every if shown and stage.pipeline_id == shown.pk]
    columns = [stage for stage in own if stage.kind == StageKind.OPEN]
    by_stage = cards_shown(rows, columns, moment.today, cards)
    return Board(
        [
            Column(
                stage,
                totals.get(stage.pk, {}).get("count", 0),
                totals.get(stage.pk, {}).get("sum", 0),
                [card(row, stage, own, moment) for row in by_stage.get(stage.pk, [])],
            )
            for stage in columns
        ],
        shown,
        choices(every, totals),
    )


def pipeline_shown(every: list[Stage], asked: str) -> Pipeline | None:
    """The pipeline of this key, else the usual one; None before the first opportunity."""
    standing = {stage.pipeline_id: stage.pipeline for stage in every}
    usual = next((one for one in standing.values() if one.is_default), None)
    return standing.get(key_in(asked) or 0, usual)


def choices(every: list[Stage], totals: dict[int, dict[str, int]]) -> tuple[Choice, ...]:
    counts: dict[Pipeline, int] = {}
    for stage in every:
        in_stage = totals.get(stage.pk, {}).get("count", 0)
        counts[stage.pipeline] = counts.get(stage.pipeline, 0) + in_stage
    return tuple(Choice(one, count) for one, count in counts.items()) if len(counts) > 1 else ()


def cards_shown(
    rows: QuerySet[Opportunity], columns: list[Stage], today: datetime.date, most: int
) -> dict[int, list[Opportunity]]:
    """The first few of each stage, with the names of persons."""
    first = first_of_each(rows, columns, today, most)
    shown = list(
        Opportunity.objects.filter(first).select_related("person", "owner").order_by(*by_need(today))
    )
    name_all(row.person for row in shown)
    by_stage: dict[int, list[Opportunity]] = {}
    for row in shown:
        by_stage.setdefault(row.stage_id, []).append(row)
    return by_stage


def first_of_each(rows: QuerySet[Opportunity], columns: list[Stage], today: datetime.date, most: int) -> Q:
    """The nearest few of each stage. To put thousands in order and number them takes five times as long as
    to keep the first few of each; and their keys alone are in the index.
    """
    ordered = rows.order_by(*by_need(today)).values("pk")
    first = Q(pk__in=())
    for stage in columns:
        first |= Q(pk__in=ordered.filter(stage=stage)[:most])
    return first


def card(row: Opportunity, stage: Stage, own: list[Stage], moment: Moment) -> Card:
    waits, foot = waiting(row, moment)
    return Card(
        opportunity=row,
        icon=STEP_ICONS[StepKind(row.next_step_kind)] if row.next_step_kind else "plus",
        step=step_words(row, moment) if row.next_step else _("No next step yet"),
        has_step=bool(row.next_step),
        foot=foot if waits else stay_words(moment.now - row.stage_since, stage),
        waits=waits,
        moves=[Move(one.name, f"{row.pk}.{row.version}.{one.pk}") for one in own if one.pk != row.stage_id],
    )


def step_words(row: Opportunity, moment: Moment) -> str:
    """“Ring about the wool, 11:30”, “Visit, Fri 6 Nov”."""
    if row.next_step_on is None or row.next_step_on < moment.today:
        # How long it waits stands below.
        return row.next_step
    if row.next_step_time and row.next_step_on == moment.today:
        when = time_format(row.next_step_time, "G:i")
    else:
        when = day_words(row.next_step_on, moment.today)
    return _("%(step)s, %(when)s") % {"step": row.next_step, "when": when}


def waiting(row: Opportunity, moment: Moment) -> tuple[bool, str]:
    """Whether somebody is kept waiting, and since when: in words, never a colour alone."""
    if row.next_step_on and row.next_step_on < moment.today:
        late = datetime.timedelta(days=(moment.today - row.next_step_on).days)
        return True, _("waiting %(duration)s") % {"duration": duration_words(late)}
    here = moment.now - row.stage_since
    if not row.next_step and here >= WAITS_FROM:
        return True, _("waiting %(duration)s") % {"duration": duration_words(here)}
    return False, duration_words(here)


@dataclass(frozen=True)
class Asked:
    """What the list shows: `stage`, `pipeline` and `owner` are keys, `campaign` a name, `show` is “no_step”,
    “won”, “lost”, “all” or nothing for the open ones, `q` what is searched for.
    """

    stage: str = ""
    pipeline: str = ""
    owner: str = ""
    campaign: str = ""
    show: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        sifted = (self.stage, self.pipeline, self.owner, self.campaign, self.show)
        return any((*sifted, self.q.strip()))


KEPT = {
    "": Q(won_at=None, lost_at=None),
    "no_step": Q(won_at=None, lost_at=None, next_step=""),
    "won": Q(won_at__isnull=False),
    "lost": Q(lost_at__isnull=False),
}


def listed(asked: Asked) -> QuerySet[Opportunity]:
    """Of what is searched for, the newest few hundred hits."""
    return of_campaign(sifted(asked), asked.campaign).select_related("person", "stage", "owner")


def sifted(asked: Asked) -> QuerySet[Opportunity]:
    """Of every campaign."""
    rows = owned(Opportunity.objects.filter(KEPT.get(asked.show, Q())), asked.owner)
    if key := key_in(asked.stage):
        rows = rows.filter(stage=key)
    if key := key_in(asked.pipeline):
        rows = rows.filter(stage__in=Stage.objects.filter(pipeline=key).order_by().values("pk"))
    if words := asked.q.strip():
        rows = rows.filter(pk__among=keys_found(SEARCH_KIND, words))
    return rows
