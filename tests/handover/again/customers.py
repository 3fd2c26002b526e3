"""Customers who bought some time ago: by copies of a sale alone, or won by a seller with the real actions."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from tandem.handover.passing.actions import pass_and_accept
from tandem.marketing.care.actions import receive_sales
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.words import LineCopy, SaleCopy
from tandem.office.accounts.models import User
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import win
from tests.handover.desks import an_enquiry, days

NOW = timezone.now()
# Beyond the keys of orders: nobody won these.
FIRST_KEY = 1_000_000


def a_customer(name: str, *ago: float, title: str = "Sofa", **contact: Any) -> Person:
    """Somebody who bought so many days ago, the earliest first. Nobody of ours won it."""
    person = add_person(contact=Contact(name=name, **contact), by=None, at=NOW)
    bought(person, ago, title=title)
    return person


def bought(person: Person, ago: Sequence[float], *, title: str = "Sofa") -> None:
    first = FIRST_KEY + Purchase.objects.count()
    copies = [
        SaleCopy(
            sale_key=first + number,
            person_id=person.pk,
            bought_at=NOW - days(one),
            amount_minor=50_000,
            currency="GBP",
            lines=(LineCopy(words=title, amount_minor=50_000),),
        )
        for number, one in enumerate(ago)
    ]
    receive_sales(copies=copies, at=NOW)


def regulars() -> None:
    """Twelve who bought again after 40, 50, … 150 days, all of them lately: usual is 90, late after 120."""
    for number in range(12):
        a_customer(f"Regular {number}", 51 + 10 * number, 11)


def won(who: str, *, ago: float, by: User, passed_by: User | None = None) -> Person:
    """Somebody whose sale this seller won, so many days ago."""
    at = NOW - days(ago + 2)
    enquiry = an_enquiry(who, at=at)
    opportunity = pass_and_accept(enquiry=enquiry, expected_version=1, owner=by, by=passed_by, at=at)
    sold = NOW - days(ago)
    win(opportunity=opportunity, expected_version=opportunity.version, amount_minor=50_000, by=by, at=sold)
    return opportunity.person


def purchase_of(person: Person) -> Purchase:
    return Purchase.objects.select_related("person").get(person=person, newest_at__isnull=False)


def a_day(ahead: int) -> datetime.date:
    return (NOW + days(ahead)).date()
