"""What somebody did in a month: the lines they typed, and what is known of it already."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.models import Debrief
from tandem.marketing.piles.models import Activity
from tandem.marketing.piles.suggesting import suggestion_for
from tandem.marketing.piles.words import PILES, Line, Suggestion, month_after
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import SPOKEN, Kind, Purpose

MOST_CAMPAIGNS = 12


@dataclass(frozen=True)
class Pile:
    purpose: str
    rows: list[Activity]

    @property
    def name(self) -> str:
        return str(PILES[self.purpose])

    @property
    def minutes(self) -> int:
        return sum(row.minutes or 0 for row in self.rows)

    @property
    def is_timed(self) -> bool:
        """Whether a time is known of each thing on it."""
        return all(row.minutes for row in self.rows)


@dataclass(frozen=True)
class Month:
    """One's own month: what is still to be sorted, and the piles."""

    first: datetime.date
    to_sort: list[Line]
    piles: list[Pile]

    @property
    def is_sorted(self) -> bool:
        return not self.to_sort and any(pile.rows for pile in self.piles)

    def pile(self, purpose: str) -> Pile:
        return next(pile for pile in self.piles if pile.purpose == purpose)


def month_of(user: User, first: datetime.date) -> Month:
    """Four queries, however much happened."""
    rows = list(Activity.objects.filter(user=user, month=first).order_by("added_at", "pk"))
    sorted_ones = {row.origin for row in rows if row.origin and row.purpose}
    keys = {row.origin: row for row in rows if row.origin and not row.purpose}
    typed = [line_of(row) for row in rows if not row.purpose and not row.origin]
    known = [
        with_key(line, keys.get(line.origin))
        for line in known_things(user, first)
        if line.origin not in sorted_ones
    ]
    return Month(first, [*typed, *known], on_piles(rows))


def piles_of(user: User, first: datetime.date) -> list[Pile]:
    """Only what was sorted; one query."""
    return on_piles(Activity.objects.filter(user=user, month=first))


def on_piles(rows: Iterable[Activity]) -> list[Pile]:
    some = list(rows)
    return [Pile(purpose, [row for row in some if row.purpose == purpose]) for purpose in PILES]


def line_of(row: Activity) -> Line:
    return Line(row.words, row.minutes, suggestion_for(row.words), row.pk, row.version)


def with_key(line: Line, row: Activity | None) -> Line:
    """What was on a pile and was put back has a row of its own."""
    if row is None:
        return line
    return Line(line.words, line.minutes, line.suggestion, row.pk, row.version, line.origin)


def known_things(user: User, first: datetime.date) -> list[Line]:
    """The campaigns of the month, and what one noted on timelines, a line for each way and purpose."""
    return [*campaigns_in(first), *entries_in(user, first)]


def campaigns_in(first: datetime.date) -> list[Line]:
    running = Q(ends_on=None) | Q(ends_on__gte=first)
    rows = Campaign.objects.filter(running, starts_on__lt=month_after(first)).order_by("-starts_on", "pk")
    campaigns = list(rows[:MOST_CAMPAIGNS])
    told = Debrief.objects.filter(campaign__in=campaigns).values_list("campaign_id", "minutes")
    minutes = dict(told)
    why = Suggestion(Purpose.MARKETING, _("A campaign is there so that people ask."))
    return [
        # A time was told once for the whole campaign, in the month in which it ended.
        Line(
            campaign.name,
            minutes.get(campaign.pk) if campaign.ends_on and campaign.ends_on < month_after(first) else None,
            why,
            origin=f"{campaign._meta.label_lower}:{campaign.pk}",
        )
        for campaign in campaigns
    ]


def entries_in(user: User, first: datetime.date) -> list[Line]:
    zone = business_zone()
    start, end = (
        timezone.make_aware(datetime.datetime.combine(day, datetime.time()), zone)
        for day in (first, month_after(first))
    )
    rows = Entry.objects.filter(
        by=user, at__gte=start, at__lt=end, automatic=False, direction__in=SPOKEN
    ).order_by("purpose", "kind")
    counted = rows.values_list("purpose", "kind").annotate(number=Count("pk"), minutes=Sum("minutes"))
    return [
        Line(
            entry_words(kind, number),
            minutes,
            Suggestion(purpose, why_noted(purpose)),
            origin=f"{Entry._meta.label_lower}:{purpose}:{kind}",
        )
        for purpose, kind, number, minutes in counted
    ]


def entry_words(kind: str, number: int) -> str:
    words = {
        Kind.CALL: ngettext("%d call on timelines", "%d calls on timelines", number),
        Kind.VISIT: ngettext("%d visit on timelines", "%d visits on timelines", number),
        Kind.MEETING: ngettext("%d meeting on timelines", "%d meetings on timelines", number),
        Kind.MESSAGE: ngettext("%d message on timelines", "%d messages on timelines", number),
        Kind.EMAIL: ngettext("%d e-mail on timelines", "%d e-mails on timelines", number),
    }
    other = ngettext("%d other thing on timelines", "%d other things on timelines", number)
    return words.get(Kind(kind), other) % number


def why_noted(purpose: str) -> str:
    return {
        Purpose.MARKETING: _("You noted it as marketing."),
        Purpose.SELLING: _("You noted it as selling: each was for one person."),
        Purpose.CARE: _("You noted it as care: they had bought already."),
    }[Purpose(purpose)]


def months_sorted(user: User) -> Sequence[datetime.date]:
    """The months of which somebody has lines, the latest first."""
    months = Activity.objects.filter(user=user).order_by("-month").values_list("month", flat=True)
    return list(months.distinct()[:24])
