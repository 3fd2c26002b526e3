"""What marketing brought in: enquiries by period, channel and campaign, as counts."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.channels.words import CAME_AGAIN
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.marketing.enquiries.words import Outcome, State
from tandem.marketing.links.models import Place, TrackedLink
from tandem.marketing.links.queries import links_of, opened_links, opened_places, places_of
from tandem.ui.figures import number_words

OPEN = Q(outcome=Outcome.OPEN, state__in=(State.HEARD, State.PASSED, State.ACCEPTED))
# Fewer than this and a finding about channels would be chance.
FEWEST_FOR_A_FINDING = 20


@dataclass(frozen=True)
class Period:
    """Whole days of the business, both included."""

    name: str
    first: datetime.date
    last: datetime.date
    zone: ZoneInfo

    @property
    def words(self) -> str:
        first, last = self.first, self.last
        if (first.year, first.month) == (last.year, last.month):
            return date_format(first, "F Y")
        if first.year == last.year:
            return _("%(first)s to %(last)s") % {
                "first": date_format(first, "F"),
                "last": date_format(last, "F"),
            }
        return _("%(first)s to %(last)s") % {
            "first": date_format(first, "F Y"),
            "last": date_format(last, "F Y"),
        }

    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        start = datetime.datetime.combine(self.first, datetime.time(), tzinfo=self.zone)
        after = self.last + datetime.timedelta(days=1)
        return start, datetime.datetime.combine(after, datetime.time(), tzinfo=self.zone)


def month_before(first: datetime.date, months: int) -> datetime.date:
    whole = first.year * 12 + first.month - 1 - months
    return datetime.date(whole // 12, whole % 12 + 1, 1)


def this_month(today: datetime.date, zone: ZoneInfo) -> Period:
    first = today.replace(day=1)
    return Period("month", first, month_before(first, -1) - datetime.timedelta(days=1), zone)


def last_three_months(today: datetime.date, zone: ZoneInfo) -> Period:
    first = today.replace(day=1)
    return Period("quarter", month_before(first, 3), first - datetime.timedelta(days=1), zone)


def heard_in(period: Period) -> "QuerySet[Enquiry]":
    start, end = period.moments()
    return counted_in_desk(Enquiry.objects.filter(heard_at__gte=start, heard_at__lt=end))


@dataclass(frozen=True)
class Result:
    """What became of some enquiries so far. Open ones are open, never lost."""

    asked: int = 0
    accepted: int = 0
    customers: int = 0
    still_open: int = 0

    @property
    def ended(self) -> int:
        return self.asked - self.customers - self.still_open

    def plus(self, other: "Result") -> "Result":
        return Result(
            self.asked + other.asked,
            self.accepted + other.accepted,
            self.customers + other.customers,
            self.still_open + other.still_open,
        )


COUNTS: dict[str, Any] = {
    "asked": Count("pk"),
    "accepted": Count("pk", filter=Q(state=State.ACCEPTED)),
    "customers": Count("pk", filter=Q(outcome=Outcome.WON)),
    "still_open": Count("pk", filter=OPEN),
}


def results_by(column: str, rows: "QuerySet[Enquiry]") -> dict[int, Result]:
    """One query: the result of each channel or campaign."""
    found = rows.order_by().values(column).annotate(**COUNTS)
    return {row.pop(column): Result(**row) for row in found}


def sum_of(results: Iterable[Result]) -> Result:
    whole = Result()
    for result in results:
        whole = whole.plus(result)
    return whole


@dataclass(frozen=True)
class ChannelRow:
    channel: Channel
    result: Result


def channels_of(rows: "QuerySet[Enquiry]") -> list[ChannelRow]:
    """Every channel that brought somebody, those with most customers first."""
    results = results_by("channel_id", rows)
    channels = Channel.objects.in_bulk(list(results))
    found = [ChannelRow(channels[key], result) for key, result in results.items()]
    return sorted(found, key=lambda row: (-row.result.customers, -row.result.asked, row.channel.name))


def apart(rows: Iterable[ChannelRow]) -> tuple[list[ChannelRow], int]:
    """The channels by which people found us, and how many came again because sales asked them: of these
    nobody needs to know where they heard of us, and no promotion brought them.
    """
    found = list(rows)
    ours = [row for row in found if row.channel.medium == CAME_AGAIN]
    return [row for row in found if row not in ours], sum_of(row.result for row in ours).asked


def finding_of(rows: Sequence[ChannelRow]) -> str:
    """One sentence, where there is enough to say one."""
    whole = sum_of(row.result for row in rows)
    if whole.asked < FEWEST_FOR_A_FINDING or not whole.customers or len(rows) < 2:
        return _("Where they heard of us")
    buying, asking = rows[0], max(rows, key=lambda row: row.result.asked)
    if not asking.channel.is_known:
        return _("Of most of them we do not know where they heard of us")
    if not buying.channel.is_known:
        return _("Where they heard of us")
    if buying.channel.pk == asking.channel.pk:
        sentence = _("%(channel)s: most of those who ask, and most of those who buy so far")
        return sentence % {"channel": buying.channel.name}
    sentence = _("%(buying)s: the most customers so far. %(asking)s: the most to talk to")
    return sentence % {"buying": buying.channel.name, "asking": asking.channel.name}


def not_asked_words(rows: Iterable[ChannelRow]) -> str:
    """How many came of whom nobody knows where they had heard of us, and what would tell."""
    shown = list(rows)
    whole = sum_of(row.result for row in shown)
    unknown = sum_of(row.result for row in shown if not row.channel.is_known)
    if not unknown.asked:
        return ""
    said = {"all": number_words(whole.asked), "number": number_words(unknown.asked)}
    return (
        _(
            "Not known: of %(number)s of the %(all)s who asked nobody wrote down where they had heard of us. "
            "Ask each of them: “Where did you hear of us?”"
        )
        % said
    )


@dataclass(frozen=True)
class Reason:
    words: str
    number: int


def why_sales_said_no(period: Period) -> list[Reason]:
    start, end = period.moments()
    rows = Enquiry.objects.filter(declined_at__gte=start, declined_at__lt=end).order_by()
    found = (
        rows.values_list("declined_reason")
        .annotate(number=Count("pk"))
        .order_by("-number", "declined_reason")
    )
    return [Reason(reason or _("No reason was written"), number) for reason, number in found]


@dataclass(frozen=True)
class Plan:
    """What campaigns with a goal and an end were to bring in a period, and what the same ones brought."""

    goal: int = 0
    asked: int = 0


def plan_of(period: Period) -> Plan:
    """A campaign without an end is on neither side: nobody can say how much of its goal is due by when."""
    dated = Campaign.objects.filter(
        goal_enquiries__gt=0, starts_on__lte=period.last, ends_on__gte=period.first
    )
    shares = {campaign.pk: share_of_goal(campaign, period) for campaign in dated}
    goal = round(sum(shares.values()))
    return Plan(goal, heard_in(period).filter(campaign__in=shares).count()) if goal else Plan()


def share_of_goal(campaign: Campaign, period: Period) -> float:
    """The goal spread over the days of the campaign; those of the period count."""
    if campaign.starts_on is None or campaign.ends_on is None:
        return 0
    first, last = max(campaign.starts_on, period.first), min(campaign.ends_on, period.last)
    whole = (campaign.ends_on - campaign.starts_on).days + 1
    return (campaign.goal_enquiries or 0) * ((last - first).days + 1) / whole


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    result: Result


def with_results(campaigns: Iterable[Campaign]) -> list[CampaignRow]:
    [rows] = all_with_results(campaigns)
    return rows


def all_with_results(*lists: Iterable[Campaign]) -> list[list[CampaignRow]]:
    """The results of campaigns of several lists with one query."""
    shown = [list(campaigns) for campaigns in lists]
    every = [campaign for campaigns in shown for campaign in campaigns]
    results = results_by("campaign_id", counted_in_desk(Enquiry.objects.filter(campaign__in=every)))
    return [
        [CampaignRow(campaign, results.get(campaign.pk, Result())) for campaign in campaigns]
        for campaigns in shown
    ]


@dataclass(frozen=True)
class Way:
    """A place or a link of a campaign: how often it was opened, and what became of those who asked by it."""

    row: Place | TrackedLink
    opened: int
    result: Result


@dataclass(frozen=True)
class Ways:
    """How people came to a campaign. `opened` is the first step of the way to a customer."""

    result: Result
    places: list[Way]
    links: list[Way]

    @property
    def opened(self) -> int:
        return sum(way.opened for way in (*self.places, *self.links))

    @property
    def counted(self) -> bool:
        """Whether there is anything that could have been opened."""
        return bool(self.places or self.links)


def ways_of(campaign: Campaign) -> Ways:
    """Six queries, however many places and links there are; fewer where there are none."""
    heard = counted_in_desk(Enquiry.objects.filter(campaign=campaign))
    places, links = places_of(campaign), links_of(campaign)
    whole = results_by("campaign_id", heard).get(campaign.pk, Result())
    # Reads every enquiry of the campaign, which says nothing where there is no place and no link to count by.
    by_place, by_link = results_by_touch(heard) if places or links else ({}, {})
    return Ways(
        result=whole,
        places=shown_ways(places, opened_places(places), by_place),
        links=shown_ways(links, opened_links(links), by_link),
    )


def results_by_touch(heard: "QuerySet[Enquiry]") -> tuple[dict[int, Result], dict[int, Result]]:
    """By the place and by the link that brought them last. One query: each touch is read once."""
    touched = heard.exclude(last_touch={}).order_by()
    by_place: dict[int, Result] = {}
    by_link: dict[int, Result] = {}
    found = touched.values_list("last_touch__place", "last_touch__link").annotate(**COUNTS)
    for place, link, *counts in found:
        for key, results in ((place, by_place), (link, by_link)):
            results[key] = results.get(key, Result()).plus(Result(*counts))
    return by_place, by_link


def shown_ways(
    rows: Sequence[Place | TrackedLink], opened: dict[int, int], results: dict[int, Result]
) -> list[Way]:
    """What is put away is shown as long as it has counts."""
    ways = [Way(row, opened.get(row.pk, 0), results.get(row.pk, Result())) for row in rows]
    return [way for way in ways if way.row.put_away_at is None or way.opened or way.result.asked]
