"""Customers and what they bought, from marketing's own copies: when they may need something again, and who
is not to be spoken to.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.care.words import (
    ENOUGH_BUYERS,
    MOST_DUE,
    PROMISED_FOR,
    REST_AFTER_MORE,
    REST_AFTER_TWO,
    Hush,
    Interval,
)
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.marketing.enquiries.words import Outcome, State
from tandem.office.business.hours import ONE_DAY
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import Given, kept
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.words import Use
from tandem.people.persons.models import EmailAddress
from tandem.people.persons.queries import name_all
from tandem.people.privacy.queries import suppressed
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import SPOKEN, Purpose
from tandem.people.timeline.words import Outcome as CallOutcome

# A no to either is a no to being written to by ourselves; photographs are another matter.
USES = (Use.ANSWER, Use.NEWSLETTER)
Moment = datetime.datetime | Given


def newest_purchases() -> "QuerySet[Purchase]":
    """The latest purchase of each customer, the latest first."""
    rows = Purchase.objects.filter(newest_at__isnull=False).select_related("person")
    return rows.order_by("-newest_at", "-pk")


def bought_again() -> "QuerySet[Purchase]":
    return Purchase.objects.filter(again_after_days__isnull=False).order_by()


def buyers_again() -> int:
    """How many people bought again, counted no further than enough."""
    return bought_again().values("person").distinct()[:ENOUGH_BUYERS].count()


@kept()
def counted_again() -> "QuerySet[Purchase, Any]":
    """After how many days how often somebody bought again; and whether enough people ever did."""
    # The one who makes them enough, where there is one.
    nobody_less = bought_again().values("person").distinct().order_by("person")
    enough = Subquery(nobody_less[ENOUGH_BUYERS - 1 : ENOUGH_BUYERS])
    again = bought_again().values_list("again_after_days").annotate(times=Count("pk"), enough=enough)
    return again.order_by("again_after_days")


def usual_interval() -> Interval | None:
    """None until enough people bought again. One query on an index."""
    found = counted_again()
    if not found or found[0][2] is None:
        return None
    counted = [(days, times) for days, times, _enough in found]
    whole = sum(times for _days, times in counted)
    early, usual, late = (at_rank(counted, whole * share) for share in (0.25, 0.5, 0.75))
    return Interval(early, usual, late, whole)


def at_rank(counted: Sequence[tuple[Any, int]], rank: float) -> int:
    """The value below which `rank` of the counted ones lie."""
    passed = 0
    for value, times in counted:
        passed += times
        if passed >= rank:
            return int(value)
    raise ValueError("There is nothing to rank.")


def due_between(interval: Interval | None, now: datetime.datetime) -> dict[str, Any]:
    """What `due_parts` is asked with: bought when, for whose usual time to have come (nobody, while nobody
    knows what is usual); which days on which somebody wanted to be asked again have come, and are not too
    long ago; and whom nobody reached so lately that they rest.
    """
    nothing = datetime.timedelta()
    usual = datetime.timedelta(days=interval.usual) if interval else nothing
    local = now.astimezone(business_zone())
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "after": now - (interval.reminded_for if interval else nothing),
        "until": now - usual,
        "usual": usual,
        "promised_after": now - PROMISED_FOR,
        "now": now,
        "tried_since": begins,
        "tried_twice_since": begins + ONE_DAY - REST_AFTER_TWO,
        "tried_more_since": begins + ONE_DAY - REST_AFTER_MORE,
    }


def without_rest(between: dict[str, Any], far: datetime.datetime) -> dict[str, Any]:
    """The same, of those also whom nobody reached lately. `far`: no try is as late as that."""
    rests = ("tried_since", "tried_twice_since", "tried_more_since")
    return {**between, **dict.fromkeys(rests, far)}


class Due(NamedTuple):
    """Those whose usual time has come, and those whose own day has come: each is read from an index of its
    own, and only as far as asked.
    """

    usually: "QuerySet[Purchase]"
    promised: "QuerySet[Purchase]"

    def either(self, most: int) -> "QuerySet[Purchase]":
        """Both together, so many of each, as they stand in their order."""
        first = Q(pk__in=self.usually.values("pk")[:most]) | Q(pk__in=self.promised.values("pk")[:most])
        return newest_purchases().filter(first)


def due_parts(
    after: Moment,
    until: Moment,
    usual: datetime.timedelta | Given,
    promised_after: Moment,
    now: Moment,
    **tried: Moment,
) -> Due:
    """Of those who may be spoken to and were not since, and whom nobody tried to reach so lately that they
    rest. The latest due first.
    """
    rows = newest_purchases()
    usually_at = ExpressionWrapper(F("newest_at") + usual, output_field=DateTimeField())
    usually = rows.filter(ask_again_at=None, newest_at__gt=after, newest_at__lte=until)
    promised = rows.filter(ask_again_at__gt=promised_after, ask_again_at__lte=now)
    return Due(
        to_be_spoken_to(usually.annotate(due_at=usually_at), **tried),
        to_be_spoken_to(promised.annotate(due_at=F("ask_again_at")), **tried),
    )


def to_be_spoken_to(
    rows: "QuerySet[Purchase]", tried_since: Moment, tried_twice_since: Moment, tried_more_since: Moment
) -> "QuerySet[Purchase]":
    reached = Q(at__gte=OuterRef("due_at")) & ~Q(outcome=CallOutcome.NOBODY)
    spoken = our_words(OuterRef("person")).filter(reached | Q(at__gte=tried_since))
    tried = tries(OuterRef("person"), OuterRef("due_at")).order_by().values("person")
    twice, more = Q(times=2, last__gte=tried_twice_since), Q(times__gt=2, last__gte=tried_more_since)
    resting = tried.annotate(times=Count("pk"), last=Max("at")).filter(twice | more)
    for use in USES:
        rows = rows.annotate(**{f"may_{use}": Coalesce(newest_word(use), Value(True))})
        rows = rows.filter(**{f"may_{use}": True})
    rows = rows.filter(~Exists(spoken), ~Exists(resting))
    return rows.filter(~Exists(in_peace()), ~Exists(asked_again()), ~Exists(still_asking()))


def our_words(person: int | OuterRef) -> "QuerySet[Entry]":
    """What we said to somebody one to one, or tried to."""
    purposes = (Purpose.CARE, Purpose.SELLING)
    return Entry.objects.filter(person=person, direction__in=SPOKEN, purpose__in=purposes)


def tries(person: int | OuterRef, since: Any) -> "QuerySet[Entry]":
    """How often nobody reached them since they are due."""
    return our_words(person).filter(outcome=CallOutcome.NOBODY, at__gte=since)


def due_again(**between: Any) -> "QuerySet[Purchase]":
    """As many of them as anybody would look at, the latest due first."""
    return due_parts(**between).either(MOST_DUE)


def asked_again() -> "QuerySet[Enquiry]":
    """Who asked since is spoken to already: by marketing, or by sales."""
    since = Enquiry.objects.filter(person=OuterRef("person"), heard_at__gt=OuterRef("newest_at"))
    return counted_in_desk(since)


def still_asking() -> "QuerySet[Enquiry]":
    """Who asked before they bought last, and still waits for what comes of it, is spoken to as well."""
    rows = Enquiry.objects.filter(person=OuterRef("person"))
    # History that was only written down lately waits for nobody.
    waiting = Q(state=State.HEARD, backlog=False) | Q(state=State.PASSED)
    return rows.filter(waiting | Q(state=State.ACCEPTED, outcome=Outcome.OPEN))


def in_peace() -> "QuerySet[LeftInPeace]":
    return LeftInPeace.objects.filter(person=OuterRef("person"), ended_at=None)


def newest_word(use: Use) -> Subquery:
    events = ConsentEvent.objects.filter(person=OuterRef("person"), use=use).order_by("-at", "-id")
    return Subquery(events.values("given")[:1])


def left_in_peace() -> "QuerySet[Purchase]":
    return newest_purchases().filter(Exists(in_peace()))


@dataclass(frozen=True)
class Customer:
    """A customer's latest purchase, and how things stand between us."""

    purchase: Purchase
    times: int
    care_at: datetime.datetime | None
    peace: LeftInPeace | None
    hush: str
    asked_at: datetime.datetime | None = None
    due_on: datetime.date | None = None
    is_due: bool = False
    # Empty for those who are due whom nobody is reminded of.
    seen_to: str = ""

    @property
    def is_put_off(self) -> bool:
        """They wanted to be asked again, on a day that is still to come."""
        return self.purchase.ask_again_at is not None and self.due_on is not None and not self.is_due

    @property
    def hush_words(self) -> str:
        return str(Hush(self.hush).label) if self.hush else ""


def customers_of(
    purchases: Sequence[Purchase], interval: Interval | None, now: datetime.datetime
) -> list[Customer]:
    """Seven queries, however many there are."""
    ids = [row.person_id for row in purchases]
    name_all(row.person for row in purchases)
    between = Between(
        bought_times(ids),
        care_contacts(ids),
        asked_last(ids),
        peace_of(ids),
        asked_not_to(ids),
        business_zone(),
    )
    return [customer_of(row, interval, now, between) for row in purchases]


@dataclass(frozen=True)
class Between:
    """What there is between us and some persons, by their keys."""

    times: dict[int, int]
    spoken: dict[int, datetime.datetime]
    asked: dict[int, datetime.datetime]
    peace: dict[int, LeftInPeace]
    refused: set[int]
    zone: datetime.tzinfo


def customer_of(
    row: Purchase, interval: Interval | None, now: datetime.datetime, between: Between
) -> Customer:
    key = row.person_id
    peace, asked_at = between.peace.get(key), between.asked.get(key)
    hush = Hush.ASKED if key in between.refused else Hush.PEACE if peace else ""
    asked_since = asked_at if asked_at and asked_at > row.bought_at else None
    due_at = None if hush or asked_since else due_moment(row, interval)
    return Customer(
        purchase=row,
        times=between.times.get(key, 1),
        care_at=between.spoken.get(key),
        peace=peace,
        hush=hush,
        asked_at=asked_since,
        due_on=due_at.astimezone(between.zone).date() if due_at else None,
        is_due=due_at is not None and due_at <= now,
    )


def due_moment(row: Purchase, interval: Interval | None) -> datetime.datetime | None:
    """The day that they named, else when the usual time has passed, where that is known."""
    if row.ask_again_at or interval is None:
        return row.ask_again_at
    return row.bought_at + datetime.timedelta(days=interval.usual)


def bought_times(person_ids: Sequence[int]) -> dict[int, int]:
    rows = Purchase.objects.filter(person__in=person_ids, taken_back_at=None).order_by()
    return dict(rows.values_list("person").annotate(times=Count("pk")))


def care_contacts(person_ids: Sequence[int]) -> dict[int, datetime.datetime]:
    """When we last kept in touch with each."""
    rows = Entry.objects.filter(person__in=person_ids, purpose=Purpose.CARE, direction__in=SPOKEN)
    return dict(rows.order_by().values_list("person").annotate(last=Max("at")))


def asked_last(person_ids: Sequence[int]) -> dict[int, datetime.datetime]:
    """When each asked last."""
    rows = counted_in_desk(Enquiry.objects.filter(person__in=person_ids)).order_by()
    return dict(rows.values_list("person").annotate(last=Max("heard_at")))


def peace_of(person_ids: Sequence[int]) -> dict[int, LeftInPeace]:
    rows = LeftInPeace.objects.filter(person__in=person_ids, ended_at=None).order_by("since", "pk")
    return {row.person_id: row for row in rows}


def asked_not_to(person_ids: Sequence[int]) -> set[int]:
    """Who said no to being written to, or has an address that must never be used again."""
    events = ConsentEvent.objects.filter(person__in=person_ids, use__in=USES).order_by("at", "id")
    newest = {(person, use): given for person, use, given in events.values_list("person", "use", "given")}
    refused = {person for (person, _use), given in newest.items() if not given}
    return refused | with_an_address_never_to_be_used(person_ids)


def with_an_address_never_to_be_used(person_ids: Sequence[int]) -> set[int]:
    of_person = addresses_of(persons=person_ids)
    never = suppressed([folded for _person, folded in of_person]) if of_person else set()
    return {person for person, folded in of_person if folded in never}


@kept(persons=IntegerField())
def addresses_of(persons: Given) -> "QuerySet[EmailAddress, Any]":
    return EmailAddress.objects.filter(person__among=persons).values_list("person", "folded")


def purchases_of(person_id: int | Given) -> "QuerySet[Purchase]":
    return Purchase.objects.filter(person=person_id, taken_back_at=None)
