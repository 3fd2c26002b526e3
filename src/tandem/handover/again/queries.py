"""Customers whose usual time has passed, and who at sales gets in touch with each: whoever won their latest
sale, or whoever sells where that one no longer does. As many queries for 100,000 customers as for ten.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from tandem.handover.again.words import A_DAY, LONGEST, LOOKED_BACK_DAYS, ORIGIN, READ_AT_MOST
from tandem.handover.passing.queries import SELLERS
from tandem.marketing.care.due import Due, due_between, due_parts, tries, without_rest
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.queries import newest_purchases, with_an_address_never_to_be_used
from tandem.marketing.care.usual import due_moment, usual_interval
from tandem.marketing.care.words import MOST_DUE, REST_AFTER_MORE, REST_AFTER_TWO, Interval
from tandem.office.accounts.models import User
from tandem.office.business.hours import ONE_DAY, WorkingCalendar
from tandem.office.business.queries import business_zone, calendar, once
from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import Given, kept
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Outcome
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import open_opportunities
from tandem.sales.orders.models import Order
from tandem.sales.steps.queries import next_working_day


@dataclass(frozen=True)
class DueList:
    """Those who are due, the most due first, and how many of them are for today."""

    found: Sequence[Purchase]
    interval: Interval | None
    for_today: int
    # There may be more than were read.
    is_cut: bool

    @property
    def today(self) -> Sequence[Purchase]:
        return self.found[: self.for_today]

    @property
    def more(self) -> int:
        return len(self.found) - len(self.today)


def the_interval() -> Interval | None:
    """The usual interval, read once for a page."""
    return once("handover.again.interval", usual_interval)


def due_to_sales(whose: Q | None = None, **between: Any) -> Due:
    """Those of care with whom sales has no open conversation either, who has been away longest first. Each
    knows in `won_by` who won their latest sale, if that one still sells.
    """
    parts = due_parts(**between)
    usually, promised = (of_sales(rows, whose or Q()) for rows in parts)
    return Due(usually.order_by("newest_at", "pk"), promised.order_by("ask_again_at", "pk"))


def of_sales(rows: "QuerySet[Purchase]", whose: Q) -> "QuerySet[Purchase]":
    talking = open_opportunities().filter(person=OuterRef("person"))
    rows = rows.filter(~Exists(talking))
    return rows.annotate(won_by=seller_of_sale("opportunity__owner")).filter(whose)


def seller_of_sale(column: str) -> Subquery:
    """Of whoever won the sale behind a purchase, if that one still sells."""
    sellers = {"opportunity__owner__is_active": True, "opportunity__owner__role__in": SELLERS}
    return Subquery(Order.objects.filter(pk=OuterRef("sale_key"), **sellers).values(column)[:1])


def tried() -> "QuerySet[Entry]":
    """Purchases over which sales got in touch and reached nobody, by their key."""
    return Entry.objects.filter(origin=ORIGIN, outcome=Outcome.NOBODY)


def as_they_come(due: Due, most: int) -> "QuerySet[Purchase]":
    """So many of those whom we told that we would ask, of those whom nobody tried yet, and of those whom
    nobody reached: however many the last are, the others have their turn.
    """
    never = due.usually.filter(~Exists(tried().filter(origin_id=OuterRef("pk"))))
    again = due.usually.filter(pk__in=tried().filter(origin_id__isnull=False).values("origin_id"))
    chosen = Q()
    for rows in (due.promised, never, again):
        chosen |= Q(pk__in=rows.values("pk")[:most])
    return most_due_first(newest_purchases().filter(chosen))


def most_due_first(rows: "QuerySet[Purchase]") -> "QuerySet[Purchase]":
    """Whom we told that we would ask again comes first. Of these and of the others: whom nobody tried yet,
    then whom nobody tried for longest; then who has been away longest.
    """
    since = Coalesce(OuterRef("ask_again_at"), OuterRef("newest_at"))
    latest = tries(OuterRef("person"), since).order_by("-at").values("at")[:1]
    rows = rows.annotate(tried_at=Subquery(latest), unasked=Q(ask_again_at=None))
    return rows.order_by(
        "unasked", F("tried_at").asc(nulls_first=True), F("ask_again_at").asc(), "newest_at", "pk"
    )


def mine(user: int | Given) -> Q:
    """Theirs and nobody’s."""
    return Q(won_by=user) | Q(won_by=None)


@kept(
    user=IntegerField(),
    since=DateTimeField(),
    after=DateTimeField(),
    until=DateTimeField(),
    usual=DurationField(),
    promised_after=DateTimeField(),
    now=DateTimeField(),
    tried_since=DateTimeField(),
    tried_twice_since=DateTimeField(),
    tried_more_since=DateTimeField(),
)
def due_to(user: Given, since: Given, **between: Given) -> "QuerySet[Purchase]":
    """Theirs and nobody’s. Each row knows in `done` with how many this user got in touch since."""
    rows = as_they_come(due_to_sales(mine(user), **between), READ_AT_MOST)
    done = Entry.objects.filter(origin=ORIGIN, by=user, at__gte=since).order_by()
    number = Subquery(done.annotate(number=Func(F("pk"), function="COUNT")).values("number"))
    return rows.annotate(done=number)[:READ_AT_MOST]


def list_of(user: User | None, now: datetime.datetime) -> DueList:
    """Whom one seller is to get in touch with, or with None everybody. Four queries; two more where so many
    of those who were read are beyond reach that a day would be short of them.
    """
    interval, done = the_interval(), 0
    if user is None:
        rows = list(all_due(None, interval, now)[:READ_AT_MOST])
    else:
        rows = due_to(user=user.pk, since=day_begins(now), **between_of(interval, now))
        done = rows[0].done if rows else 0  # type: ignore[attr-defined]
    found, is_cut = reachable(rows), len(rows) == READ_AT_MOST
    if is_cut and len(found) < A_DAY:
        rows = list(all_due(user, interval, now))
        found, is_cut = reachable(rows), len(rows) == MOST_DUE
    return DueList(found, interval, max(A_DAY - done, 0), is_cut)


def all_due(user: User | None, interval: Interval | None, now: datetime.datetime) -> "QuerySet[Purchase]":
    """As many of them as anybody would read, for the whole list; some may be beyond reach."""
    whose = mine(user.pk) if user else None
    return as_they_come(due_to_sales(whose, **between_of(interval, now)), MOST_DUE)[:MOST_DUE]


def reminded_of(
    purchases: Sequence[Purchase], interval: Interval | None, now: datetime.datetime
) -> dict[int, str]:
    """By person, those of them with whom sales gets in touch, today or when they have rested: the name of
    whoever does, empty where it is for whoever sells. One query.
    """
    whose = Q(pk__in=[row.pk for row in purchases])
    due = due_to_sales(whose, **without_rest(due_between(interval, now), now + ONE_DAY))
    rows = due.either(len(purchases)).annotate(seller=seller_of_sale("opportunity__owner__name"))
    return {person: seller or "" for person, seller in rows.values_list("person", "seller")}


def promised_to(user: User, now: datetime.datetime) -> list[Purchase]:
    """Whom this seller is to ask again on a day, of those whose latest sale they won, the next day first."""
    # Days to come are asked for, and whom one spoke to today has named one.
    far = now + LONGEST
    between = {**without_rest(due_between(the_interval(), now), far), "now": far}
    return reachable(list(due_to_sales(Q(won_by=user.pk), **between).promised[:MOST_DUE]))


def between_of(interval: Interval | None, now: datetime.datetime) -> dict[str, Any]:
    """As care asks; whom nobody reached on a working day is tried again on the next one."""
    working = calendar()
    today = now.astimezone(working.zone).date()
    begins = datetime.datetime.combine(last_working_day(working, today), datetime.time(), working.zone)
    return {**due_between(interval, now), "tried_since": begins}


def last_working_day(working: WorkingCalendar, today: datetime.date) -> datetime.date:
    """Today where the business works, else the last day on which it did; today where it never does."""
    days = (today - number * ONE_DAY for number in range(LOOKED_BACK_DAYS))
    return next((day for day in days if working.stretches(day)), today)


def reachable(rows: Sequence[Purchase]) -> list[Purchase]:
    refused = with_an_address_never_to_be_used([row.person_id for row in rows]) if rows else set()
    return [row for row in rows if row.person_id not in refused]


def is_due(purchase: Purchase, at: datetime.datetime) -> bool:
    due = due_to_sales(Q(pk=purchase.pk), **between_of(usual_interval(), at))
    return bool(reachable(list(due.either(1))))


def tried_again_on(purchase: Purchase, at: datetime.datetime) -> datetime.date:
    """When somebody whom nobody reached is due again."""
    working = calendar()
    today = at.astimezone(working.zone).date()
    times = tries(purchase.person_id, due_moment(purchase, usual_interval()) or purchase.bought_at).count()
    if times > 2:
        return today + REST_AFTER_MORE
    return today + REST_AFTER_TWO if times == 2 else next_working_day(working, today)


def line_of_coming(opportunity: Opportunity) -> JournalLine:
    """What the journal tells of somebody who came again, to offer its undo."""
    rows = JournalLine.objects.filter(row_id=opportunity.person_id, verb=f"{ORIGIN}.came_again")
    return rows.filter(after__opportunity=opportunity.pk).get()


def day_begins(now: datetime.datetime) -> datetime.datetime:
    return now.astimezone(business_zone()).replace(hour=0, minute=0, second=0, microsecond=0)


def won_by(purchases: Iterable[Purchase]) -> dict[int, User | None]:
    """By key of the purchase, who won it and still sells; nobody where it is for whoever sells. One query."""
    keys = {row.sale_key: row.pk for row in purchases}
    orders = Order.objects.filter(pk__in=keys).select_related("opportunity__owner")
    owners = {keys[order.pk]: order.opportunity.owner for order in orders if order.opportunity}
    return {
        key: owner if owner and owner.is_active and owner.role in SELLERS else None
        for key, owner in ((key, owners.get(key)) for key in keys.values())
    }
