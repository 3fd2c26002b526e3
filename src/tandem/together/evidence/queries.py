"""What the estimates are made from, read a batch at a time: a reader that holds the database for long would
keep every writer waiting. Nothing here knows NumPy, so that pages may read too.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, Func, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.office.jobs.wishes import is_wished
from tandem.office.statements.kept import Given, kept
from tandem.together.evidence.models import Estimate, KeptForecast
from tandem.together.evidence.words import KIND, Document, Question
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.queries import data_version
from tandem.together.statistics.words import COUNTED, CountedAs

AT_ONCE = 20_000
# As in `maths.enquiries`, which must not be imported here.
OPEN, WON, LOST = 0, 1, 2
NONE = -1


class DayNumber(Func):
    """A date as `datetime.date.toordinal()` counts it, reckoned by the database."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(%(expressions)s - DATE '0001-01-01' + 1)"
        return self.as_sql(compiler, connection, template=template, **extra)


STATE = Case(When(state=CountedAs.OPEN, then=OPEN), When(state=CountedAs.WON, then=WON), default=LOST)
COLUMNS: dict[str, Any] = {
    "heard": DayNumber(F("day_heard")),
    "closed": Coalesce(DayNumber(F("day_closed")), Value(NONE)),
    "stood": STATE,
    "seller": Coalesce(F("owner_id"), Value(NONE)),
    "minutes": Coalesce(F("answer_minutes"), Value(NONE)),
}
NAMES = (
    "heard",
    "closed",
    "stood",
    "decided",
    "channel_id",
    "segment",
    "seller",
    "minutes",
    "first_sales",
    "amount_minor",
)


def counted(question: Question) -> QuerySet[EnquiryFact]:
    """The enquiries that a question is about; repeat, joined and spam are never among them."""
    asked = Q(state__in=COUNTED)
    if question.channel is not None:
        asked &= Q(channel_id=question.channel)
    if question.campaign is not None:
        asked &= Q(campaign_id=question.campaign)
    if question.segment is not None:
        asked &= Q(segment=question.segment)
    if question.owner is not None:
        asked &= Q(owner_id=question.owner)
    if question.heard is not None:
        asked &= Q(day_heard__range=(question.heard.start, question.heard.end))
    return EnquiryFact.objects.filter(asked).order_by("pk")


def fact_batches(question: Question) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of the key and NAMES, by key, so that no query lasts: some 30 ms each."""
    rows = counted(question).annotate(**COLUMNS).values_list("pk", *NAMES)
    last = 0
    while batch := fetched(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1][0]


def fetched(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """As the driver gives them, which takes half the time: all columns are numbers and texts."""
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def reach(question: Question) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day on which anybody asked."""
    ends = counted(question).order_by().aggregate(first=Min("day_heard"), last=Max("day_heard"))
    return (ends["first"], ends["last"]) if ends["first"] is not None else None


@dataclass(frozen=True)
class Kept:
    """What is known of a question now: the newest answer, if there is one, and whether a newer one comes."""

    answer: Document | None = None
    version: int | None = None
    as_of: datetime.date | None = None
    made_at: datetime.datetime | None = None
    seconds: float | None = None
    is_newest: bool = False
    is_being_made: bool = False
    trouble: str = ""

    @property
    def is_wanted(self) -> bool:
        """Whether a newer answer is to be asked for."""
        return not (self.is_newest or self.is_being_made or self.trouble)


def latest_answer(question: Question, *, today: datetime.date) -> Kept:
    """Two queries. `today` is the day of the business."""
    row = next(iter(estimates_of(question=question.key)), None)
    coming = is_wished(f"{KIND}:{question.key}")
    if row is None:
        return Kept(is_being_made=coming)
    version = data_version()
    return Kept(
        answer=row.answer,
        version=row.version,
        as_of=row.as_of,
        made_at=row.made_at,
        seconds=row.seconds,
        is_newest=is_fresh(row, version, today),
        is_being_made=coming or (row.job is not None and not row.job.is_over),
        # Until something changes it would end in the same way.
        trouble=row.trouble if row.tried == version else "",
    )


@kept(question=CharField())
def estimates_of(question: Given) -> "QuerySet[Estimate]":
    return Estimate.objects.filter(question=question).select_related("job")[:1]


def is_fresh(row: Estimate, version: int, today: datetime.date) -> bool:
    return row.answer is not None and row.version == version and row.as_of == today


@dataclass(frozen=True)
class HitRate:
    """How often what came lay within what had been said, of the forecasts whose weeks are over."""

    measure: str
    weeks: int
    forecasts: int
    hits: int


def hit_rates() -> list[HitRate]:
    """The first forecast of each week is counted: those of neighbouring days are right and wrong together."""
    over = KeptForecast.objects.exclude(actual=None).order_by("starts_on")
    counted: dict[tuple[str, int], dict[tuple[int, int], bool]] = {}
    for measure, weeks, starts_on, hit in over.values_list("measure", "weeks", "starts_on", "hit"):
        year, week, _day = starts_on.isocalendar()
        counted.setdefault((measure, weeks), {}).setdefault((year, week), bool(hit))
    return [HitRate(*key, len(hits), sum(hits.values())) for key, hits in sorted(counted.items())]


def channel_names() -> dict[int, str]:
    return dict(Channel.objects.order_by().values_list("pk", "name"))


def seller_names() -> dict[int, str]:
    return dict(User.objects.order_by().values_list("pk", "name"))
