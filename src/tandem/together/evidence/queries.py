"""What the estimates are made from, read a batch at a time: a reader that holds the database for long would
keep every writer waiting. Nothing here knows NumPy, so that pages may read too.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Func, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.together.evidence.words import Question
from tandem.together.statistics.models import EnquiryFact
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
    """Rows of NAMES, by key, so that no query lasts: some 50 ms each."""
    rows = counted(question).annotate(**COLUMNS).values_list("pk", *NAMES)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield [row[1:] for row in batch]
        last = batch[-1][0]


def reach(question: Question) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day on which anybody asked."""
    ends = counted(question).order_by().aggregate(first=Min("day_heard"), last=Max("day_heard"))
    return (ends["first"], ends["last"]) if ends["first"] is not None else None


def channel_names() -> dict[int, str]:
    return dict(Channel.objects.order_by().values_list("pk", "name"))


def seller_names() -> dict[int, str]:
    return dict(User.objects.order_by().values_list("pk", "name"))
