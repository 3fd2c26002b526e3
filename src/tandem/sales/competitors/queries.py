"""How often which competitor was named when something was lost."""

import datetime
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from tandem.offers.competitors.models import Competitor
from tandem.sales.opportunities.models import Opportunity

MONTHS = 6


@dataclass(frozen=True)
class Named:
    """One competitor: how often we lost to them in all, in each of the last months, and when last."""

    competitor: Competitor
    number: int
    months: list[tuple[datetime.date, int]]
    last: datetime.datetime | None


@dataclass(frozen=True)
class Board:
    months: list[datetime.date]
    named: list[Named]

    @property
    def lost(self) -> int:
        """How many were lost to somebody whom we can name."""
        return sum(one.number for one in self.named)


def board(*, now: datetime.datetime, zone: ZoneInfo) -> Board:
    """Everybody who was ever named, the most named first. Three queries."""
    months = last_months(now.astimezone(zone).date())
    rows = Opportunity.objects.filter(competitor__isnull=False, lost_at__isnull=False).order_by()
    whole = {
        row["competitor"]: (row["number"], row["last"])
        for row in rows.values("competitor").annotate(number=Count("pk"), last=Max("lost_at"))
    }
    since = datetime.datetime.combine(months[0], datetime.time(), tzinfo=zone)
    by_month = rows.filter(lost_at__gte=since).annotate(month=TruncMonth("lost_at", tzinfo=zone))
    counts = Counter(
        {
            (row["competitor"], row["month"].date()): row["number"]
            for row in by_month.values("competitor", "month").annotate(number=Count("pk"))
        }
    )
    named = []
    for one in Competitor.objects.all():
        number, last = whole.get(one.pk, (0, None))
        named.append(Named(one, number, [(month, counts[one.pk, month]) for month in months], last))
    return Board(months, sorted(named, key=lambda one: -one.number))


def last_months(today: datetime.date) -> list[datetime.date]:
    """The first days of the last six months, this one last."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < MONTHS:
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]
