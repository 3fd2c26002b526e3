"""How often which competitor was named when something was lost."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from tandem.offers.competitors.models import Competitor
from tandem.sales.opportunities.models import Opportunity

MONTHS = 6


@dataclass(frozen=True)
class Named:
    """One competitor: how often we lost to them in all, in each of the last months, and when last; by any of
    its names.
    """

    competitor: Competitor
    number: int
    months: list[tuple[datetime.date, int]]
    last: datetime.datetime | None
    also: list[str]


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
    named = [counted(names, months, whole, counts) for names in by_name()]
    return Board(months, sorted(named, key=lambda one: -one.number))


def by_name() -> list[list[Competitor]]:
    """Each that stands, with its other names behind it."""
    found = list(Competitor.objects.all())
    also: defaultdict[int | None, list[Competitor]] = defaultdict(list)
    for one in found:
        also[one.joined_into_id].append(one)
    return [[one, *also[one.pk]] for one in also[None]]


def counted(
    names: list[Competitor],
    months: list[datetime.date],
    whole: dict[int, tuple[int, datetime.datetime]],
    counts: Counter[tuple[int, datetime.date]],
) -> Named:
    """All names of one counted as one."""
    told = [whole[one.pk] for one in names if one.pk in whole]
    return Named(
        competitor=names[0],
        number=sum(number for number, _last in told),
        months=[(month, sum(counts[one.pk, month] for one in names)) for month in months],
        last=max((last for _number, last in told), default=None),
        also=[one.name for one in names[1:]],
    )


def last_months(today: datetime.date) -> list[datetime.date]:
    """The first days of the last six months, this one last."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < MONTHS:
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]
