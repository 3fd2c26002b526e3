"""Counts by month of some enquiries only: of a channel, campaign, segment or owner, in any combination."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.together.revenue.queries import Asked
from tandem.together.revenue.words import Period, first_day, shifted
from tandem.together.statistics.models import EnquiryStatistic
from tandem.together.statistics.words import month_number

MOST_SEGMENTS = 100


@dataclass(frozen=True)
class Narrowing:
    """Which enquiries; None for every one."""

    channel: int | None = None
    campaign: int | None = None
    segment: str | None = None
    owner: int | None = None

    @property
    def columns(self) -> dict[str, int | str]:
        told = {
            "channel_id": self.channel,
            "campaign_id": self.campaign,
            "segment": self.segment,
            "owner_id": self.owner,
        }
        return {name: value for name, value in told.items() if value is not None}


def narrowed_months(narrowing: Narrowing, period: Period) -> dict[int, Asked]:
    """One query, which reads an index and no table: some hundred rows for each month, however many asked."""
    rows = (
        EnquiryStatistic.objects.filter(day_heard__gte=first_day(period.first))
        .filter(day_heard__lt=first_day(shifted(period.last, 1)), **narrowing.columns)
        .order_by()
        .values_list("day_heard", "state")
        .annotate(Sum("count"), Sum("nurtured"), Sum("first_sales"), Sum("amount_minor"))
    )
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, state, count, nurtured, first_sales, amount in rows:
        one = sums[month_number(day)]
        one[state] += count
        one["nurtured"] += nurtured
        one["first_sales"] += first_sales
        one["first_sales_minor"] += amount
    return {month: Asked(**one) for month, one in sums.items()}


@dataclass(frozen=True)
class Choices:
    """What one may narrow down to, as pairs of value and name."""

    channels: list[tuple[int, str]]
    campaigns: list[tuple[int, str]]
    segments: list[str]
    owners: list[tuple[int, str]]


def choices_in(period: Period, chosen: Narrowing) -> Choices:
    """Four queries. Segments are those of people who asked in these months, and the chosen one."""
    days = (first_day(period.first), first_day(shifted(period.last, 1)))
    asked = EnquiryStatistic.objects.filter(day_heard__gte=days[0], day_heard__lt=days[1])
    segments = set(asked.order_by().values_list("segment", flat=True).distinct()[:MOST_SEGMENTS])
    return Choices(
        list(Channel.objects.order_by("name", "id").values_list("pk", "name")),
        list(Campaign.objects.order_by("-starts_on", "name").values_list("pk", "name")),
        sorted((segments | {chosen.segment or ""}) - {""}),
        list(User.objects.order_by("name").values_list("pk", "name")),
    )
