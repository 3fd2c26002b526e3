"""Each night: how long opportunities usually stay in each stage, so that no page has to read the log."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise

from django.db import transaction
from django.db.models import Max, Min

from tandem.sales.opportunities.models import StageLog
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind

# What was usual two years ago says little about now.
LOOKED_BACK = datetime.timedelta(days=365)
# Moved and moved back at once: a slip, and no stay.
SLIP = datetime.timedelta(minutes=10)
AT_ONCE = 2_000
Stood = tuple[int, datetime.datetime]


def count_usual_stays(*, at: datetime.datetime) -> None:
    """The median stay, the upper one of two, of those that left each open stage within a year. Imports tell
    of no stages in between, so they do not count.
    """
    stays: dict[int, list[datetime.timedelta]] = defaultdict(list)
    for log in logs_since(at - LOOKED_BACK):
        for (stage, since), (_next_stage, until) in pairwise(log):
            if until - since >= SLIP:
                stays[stage].append(until - since)
    with transaction.atomic():
        for pk in Stage.objects.filter(kind=StageKind.OPEN).values_list("pk", flat=True):
            known = stays.get(pk, [])
            usual = sorted(known)[len(known) // 2] if known else None
            Stage.objects.filter(pk=pk).update(usual_stay=usual, usual_of=len(known))


def logs_since(since: datetime.datetime) -> Iterator[list[Stood]]:
    """The stages of one opportunity after another, read by their key in parts: a half-read query would keep
    writers waiting.
    """
    rows = StageLog.objects.filter(at__gte=since, opportunity__import_id=None).order_by()
    ends = rows.aggregate(first=Min("opportunity"), last=Max("opportunity"))
    if ends["first"] is None:
        return
    for start in range(ends["first"], ends["last"] + 1, AT_ONCE):
        part = rows.filter(opportunity__gte=start, opportunity__lt=start + AT_ONCE)
        told = part.order_by("opportunity", "at", "pk").values_list("opportunity", "stage", "at")
        for _opportunity, log in groupby(told, key=lambda row: row[0]):
            yield [(stage, at) for _key, stage, at in log]
