"""What the pages of Together read: sums by month, from the statistics and from nothing else."""

import datetime
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import IntegerField, Max, Min, QuerySet, Sum, Value

from tandem.marketing.channels.models import Channel
from tandem.office.statements.kept import Given, kept
from tandem.together.evidence.periods import Span
from tandem.together.revenue.words import Period, months_to, shifted
from tandem.together.statistics.models import EnquiryMonth, RevenueStatistic
from tandem.together.statistics.words import month_number


@dataclass(frozen=True)
class Asked:
    """Enquiries of some months or of a channel. Counted are won, open and ended; the rest stands beside."""

    won: int = 0
    open: int = 0
    lost: int = 0
    declined: int = 0
    not_for_us: int = 0
    repeat: int = 0
    joined: int = 0
    left_out: int = 0
    nurtured: int = 0
    first_sales: int = 0
    first_sales_minor: int = 0

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(*map(operator.add, MEASURES(self), MEASURES(other)))

    @property
    def counted(self) -> int:
        return self.won + self.open + self.ended

    @property
    def ended(self) -> int:
        return self.lost + self.declined + self.not_for_us

    @property
    def first_sale_minor(self) -> int | None:
        """The mean first sale, where there was one."""
        return round(self.first_sales_minor / self.first_sales) if self.first_sales else None


MEASURES = operator.attrgetter(*(one.name for one in fields(Asked)))


@dataclass(frozen=True)
class Booked:
    """Orders accepted in some months: taken-back ones are not among them."""

    orders: int = 0
    first_orders: int = 0
    amount_minor: int = 0

    def __add__(self, other: "Booked") -> "Booked":
        return Booked(
            self.orders + other.orders,
            self.first_orders + other.first_orders,
            self.amount_minor + other.amount_minor,
        )


@dataclass(frozen=True)
class Months:
    """Sums by month and channel of the whole period, added up as a page asks."""

    asked: dict[tuple[int, int], Asked]
    booked: dict[tuple[int, int | None], Booked]
    whole: Period

    def hold(self, period: Period) -> bool:
        return period.first in self.whole and period.last in self.whole

    def asked_in(self, period: Period, channel: int | None = None) -> Asked:
        wanted = (one for key, one in self.asked.items() if key[0] in period and channel in (None, key[1]))
        return sum(wanted, Asked())

    def booked_in(self, period: Period) -> Booked:
        return sum((one for key, one in self.booked.items() if key[0] in period), Booked())


@dataclass(frozen=True)
class ChannelRow:
    """One line of the channel table; without a channel are orders that no enquiry led to."""

    channel: int | None
    name: str
    asked: Asked
    booked: Booked


def months_of(period: Period) -> Months:
    """Two queries, however many enquiries: at most a row a month, channel and state."""
    asked: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    ends = {"first": period.first, "last": period.last}
    for month, channel, state, count, nurtured, first_sales, amount in asked_between(**ends):
        sums = asked[month, channel]
        sums[state] += count
        sums["nurtured"] += nurtured
        sums["first_sales"] += first_sales
        sums["first_sales_minor"] += amount
    booked = {(row[0], row[1]): Booked(*row[2:]) for row in accepted_between(**ends)}
    return Months({key: Asked(**sums) for key, sums in asked.items()}, booked, period)


@kept(first=IntegerField(), last=IntegerField())
def asked_between(first: Given, last: Given) -> "QuerySet[EnquiryMonth, Any]":
    rows = EnquiryMonth.objects.filter(month__gte=first, month__lte=last).order_by()
    return rows.values_list(
        "month", "channel_id", "state", "count", "nurtured", "first_sales", "amount_minor"
    )


@kept(first=IntegerField(), last=IntegerField())
def accepted_between(first: Given, last: Given) -> "QuerySet[RevenueStatistic, Any]":
    rows = RevenueStatistic.objects.filter(month__gte=first, month__lte=last).order_by()
    return rows.values_list("month", "channel_id").annotate(
        Sum("orders"), Sum("first_orders"), Sum("amount_minor")
    )


def booked_between(span: Span) -> Booked:
    """Orders accepted on these days."""
    # The months have an index, the days have none.
    ends = month_number(span.start), month_number(span.end)
    rows = RevenueStatistic.objects.filter(month__range=ends, day__range=(span.start, span.end))
    sums: dict[str, Any] = rows.aggregate(
        orders=Sum("orders"), first_orders=Sum("first_orders"), amount_minor=Sum("amount_minor")
    )
    return Booked(**{name: value or 0 for name, value in sums.items()})


def channel_rows(months: Months, period: Period, name_of_none: str) -> list[ChannelRow]:
    """The channels of a period, those with the most enquiries first."""
    asked: dict[int | None, Asked] = defaultdict(Asked)
    booked: dict[int | None, Booked] = defaultdict(Booked)
    for (month, channel), part in months.asked.items():
        if month in period:
            asked[channel] += part
    for (month, source), order in months.booked.items():
        if month in period:
            booked[source] += order
    keys = {key for key, one in asked.items() if one.counted} | set(booked)
    names = channel_names(keys)
    rows = [ChannelRow(key, names.get(key, name_of_none), asked[key], booked[key]) for key in keys]
    return sorted(rows, key=lambda row: (-row.asked.counted, -row.booked.amount_minor, row.name))


def channel_names(keys: Iterable[int | None]) -> dict[int | None, str]:
    return dict(channels_called(keys=[key for key in keys if key is not None]))


@kept(keys=IntegerField())
def channels_called(keys: Given) -> "QuerySet[Channel, Any]":
    return Channel.objects.filter(pk__among=keys).order_by().values_list("pk", "name")


@dataclass(frozen=True)
class Reach:
    """The months for which there is anything to show."""

    first: int
    last: int

    @property
    def months(self) -> list[int]:
        return months_to(self.last, Period(self.first, self.last).length)


def reach() -> Reach | None:
    """None for a business of which nothing is known yet."""
    ends = [month for (month,) in first_and_last_months() if month is not None]
    return Reach(min(ends), max(ends)) if ends else None


@kept()
def first_and_last_months() -> "QuerySet[Any, Any]":
    """Each end by itself: one is found at the end of its index, where two together read all of it."""
    ends = [
        model.objects.order_by().values(whole=Value(1)).annotate(end=which("month")).values_list("end")
        for model in (EnquiryMonth, RevenueStatistic)
        for which in (Min, Max)
    ]
    return ends[0].union(*ends[1:], all=True)


def usual_period(known: Reach, today: datetime.date) -> Period:
    """The last three whole months; where nothing was heard in them yet, this month alone."""
    this = month_number(today)
    usual = Period(shifted(this, -3), shifted(this, -1))
    return usual if known.first <= usual.last else Period(this, this)


@dataclass(frozen=True)
class Compared:
    """A period beside as many months before it."""

    now: Asked
    before: Asked
    booked: Booked
    booked_before: Booked


def compared(months: Months, period: Period) -> Compared:
    asked: Callable[[Period], Asked] = months.asked_in
    before = period.before
    return Compared(asked(period), asked(before), months.booked_in(period), months.booked_in(before))
