"""What is counted once, when a month is over."""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from tandem.handover.promises.models import MonthEnd
from tandem.handover.promises.words import Month, last_months
from tandem.office.business.queries import business_zone
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.pipelines.words import StageKind

KIND = "sales.opportunity"
AT_ONCE = 500


@transaction.atomic
def count_month_ends(*, at: datetime.datetime) -> None:
    """Counts the months that are over and were not counted yet, as far back as they are shown."""
    months = last_months(at, business_zone())[:-1]
    known = set(
        MonthEnd.objects.filter(month__gte=months[0].first).order_by().values_list("month", flat=True)
    )
    made = [month_end(month, at) for month in months if month.first not in known]
    # Of two that count at once, either is right.
    MonthEnd.objects.bulk_create(made, ignore_conflicts=True)


def month_end(month: Month, at: datetime.datetime) -> MonthEnd:
    were_open = open_at(month.ends_at)
    dated = with_a_dated_step(were_open, month.ends_at)
    return MonthEnd(month=month.first, open=len(were_open), with_step=len(dated), counted_at=at)


def open_at(moment: datetime.datetime) -> list[int]:
    """The opportunities that stood at an open stage then, by the stage log. Imports promised nothing."""
    not_ended = Q(won_at=None) | Q(won_at__gte=moment)
    not_ended &= Q(lost_at=None) | Q(lost_at__gte=moment)
    log = StageLog.objects.filter(opportunity=OuterRef("pk"), at__lt=moment).order_by("-at", "-id")
    stood = Subquery(log.values("stage__kind")[:1])
    rows = Opportunity.objects.filter(not_ended, import_id=None, opened_at__lt=moment)
    found = rows.annotate(stood=stood).filter(stood=StageKind.OPEN).order_by("pk")
    return list(found.values_list("pk", flat=True))


def with_a_dated_step(opportunity_ids: list[int], moment: datetime.datetime) -> set[int]:
    """Those of them whose next step had a day then: what the last line of the journal before it left."""
    day: dict[int, str | None] = defaultdict(lambda: None)
    for start in range(0, len(opportunity_ids), AT_ONCE):
        lines = JournalLine.objects.filter(
            kind=KIND, row_id__in=opportunity_ids[start : start + AT_ONCE], at__lt=moment
        )
        for row_id, after in lines.order_by("id").values_list("row_id", "after"):
            if row_id is not None and "next_step_on" in after:
                day[row_id] = after["next_step_on"]
    return {row_id for row_id, stood in day.items() if stood}
