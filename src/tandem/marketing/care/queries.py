"""Customers and what they bought, from marketing's own copies, and how things stand between us."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, QuerySet

from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.care.usual import due_moment
from tandem.marketing.care.words import USES, Hush, Interval
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import Given, kept
from tandem.people.consent.models import ConsentEvent
from tandem.people.persons.models import EmailAddress
from tandem.people.persons.queries import name_all
from tandem.people.privacy.queries import suppressed
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import SPOKEN, Purpose


def newest_purchases() -> "QuerySet[Purchase]":
    """The latest purchase of each customer, the latest first."""
    rows = Purchase.objects.filter(newest_at__isnull=False).select_related("person")
    return rows.order_by("-newest_at", "-pk")


def in_peace() -> "QuerySet[LeftInPeace]":
    return LeftInPeace.objects.filter(person=OuterRef("person"), ended_at=None)


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
