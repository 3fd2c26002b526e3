"""Why sales said no: by channel and by campaign, and in the sellers' own words."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, DateTimeField, QuerySet
from django.utils.translation import gettext as _

from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.maths.shares import ShareRange, share_range
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.queries import name_all
from tandem.ui.figures import LEAST_FOR_A_SHARE

MOST_WORDS = 12
# Three whole months and the one that runs, as on the desk of marketing.
MONTHS_TOLD = 4
MOST_ROWS = 8
DECIDED = (Decision.ACCEPTED, Decision.DECLINED)


@dataclass
class Said:
    """What sales said to the enquiries of one channel or campaign."""

    key: int | None
    name: str
    decided: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def declined(self) -> int:
        return self.reasons.total()

    @property
    def share(self) -> ShareRange | None:
        """Of fewer than twenty only counts are told."""
        return share_range(self.declined, self.decided) if self.decided >= LEAST_FOR_A_SHARE else None

    @property
    def most_frequent(self) -> list[tuple[str, int]]:
        return in_order(self.reasons)


def in_order(reasons: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first; of two as frequent by their words, so that it is the same each time."""
    return sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))


@dataclass(frozen=True)
class Reasons:
    whole: Said
    channels: list[Said]
    campaigns: list[Said]


def decided_since(since: Given, until: Given) -> "QuerySet[Passing]":
    """Each passing counts for itself: who was declined and later accepted stands in both. Imports are out."""
    return Passing.objects.filter(
        import_id__isnull=True, passed_at__gte=since, passed_at__lt=until, decision__in=DECIDED
    )


def why_not(since: datetime.datetime, until: datetime.datetime) -> Reasons:
    """Three queries: the counts by channel, campaign and reason at once, then the names."""
    counted = counts_of_decisions(since=since, until=until)
    whole = Said(None, _("All"))
    channels: dict[int | None, Said] = {}
    campaigns: dict[int | None, Said] = {}
    for channel, campaign, decision, reason, number in counted:
        found = [whole, channels.setdefault(channel, Said(channel, ""))]
        if campaign is not None:
            found.append(campaigns.setdefault(campaign, Said(campaign, "")))
        for said in found:
            said.decided += number
            if decision == Decision.DECLINED:
                said.reasons[reason or _("No reason was written")] += number
    name(channels, Channel.objects.in_bulk)
    name(campaigns, Campaign.objects.in_bulk)
    return Reasons(whole, most_decided(channels.values()), most_decided(campaigns.values()))


@kept(since=DateTimeField(), until=DateTimeField())
def counts_of_decisions(since: Given, until: Given) -> "QuerySet[Passing, Any]":
    names = ("enquiry__channel_id", "enquiry__campaign_id", "decision", "declined_reason")
    return decided_since(since, until).order_by().values_list(*names).annotate(number=Count("pk"))


def name(found: dict[int | None, Said], rows_by_key: Callable[[list[Any]], dict[int, Any]]) -> None:
    rows = rows_by_key([key for key in found if key is not None])
    for key, said in found.items():
        said.name = str(rows[key]) if key in rows else ""


def most_decided(found: Iterable[Said]) -> list[Said]:
    return sorted(found, key=lambda said: (-said.decided, -said.declined, said.name))


def words_of_sellers(
    since: datetime.datetime, until: datetime.datetime, *, at_most: int = MOST_WORDS
) -> Sequence[Passing]:
    """What sellers wrote when they said no, the newest first, with the enquiry that it was about."""
    found = newest_words(since=since, until=until)[:at_most]
    name_all(row.enquiry.person for row in found)
    return found


@kept(since=DateTimeField(), until=DateTimeField())
def newest_words(since: Given, until: Given) -> "QuerySet[Passing]":
    rows = decided_since(since, until).filter(decision=Decision.DECLINED).exclude(declined_words="")
    people = ("enquiry__person", "enquiry__channel", "decided_by")
    return rows.select_related(*people).order_by("-passed_at", "-pk")[:MOST_WORDS]


def more_often(reasons: Reasons) -> Said | None:
    """The channel to which sales says no more often than to the whole: its whole range is above."""
    whole = reasons.whole.share
    if whole is None:
        return None
    known = [(said, said.share) for said in reasons.channels if said.name]
    above = [(said, share) for said, share in known if share and share.low > whole.estimate]
    return max(above, key=lambda pair: (pair[1].low, pair[0].name))[0] if above else None


def heading(reasons: Reasons) -> str:
    """“Sales said no to 98 of 320. Most often: “Budget too small” (34)”"""
    whole = reasons.whole
    if not whole.decided:
        return _("Sales has not said yes or no to anybody in these months")
    said = {"declined": f"{whole.declined:,}", "decided": f"{whole.decided:,}"}
    if not whole.declined:
        return _("Sales said yes to everybody: %(decided)s of %(decided)s") % said
    reason, number = whole.most_frequent[0]
    sentence = _("Sales said no to %(declined)s of %(decided)s. Most often: “%(reason)s” (%(number)s)")
    return sentence % {**said, "reason": reason, "number": f"{number:,}"}
