"""Both desks at work, through the real actions: somebody asks, is passed, accepted, and buys or does not."""

import datetime
from typing import Any

from tandem.handover.passing.actions import accept, decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import lose, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tests.sales.shop import NOW


def heard(
    who: str = "Tom", *, at: datetime.datetime = NOW, source: str = "website", **columns: Any
) -> Enquiry:
    contact = Contact(name=who, emails=(f"{who.lower().replace(' ', '.')}@example.org",))
    return hear(contact=contact, by=None, at=at, heard_at=at, door="phone", source=source, **columns)


def passed(enquiry: Enquiry, owner: User, *, at: datetime.datetime = NOW) -> Passing:
    enquiry.refresh_from_db()
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=None, at=at)


def accepted(enquiry: Enquiry, owner: User, *, at: datetime.datetime = NOW) -> Opportunity:
    passing = passed(enquiry, owner, at=at)
    return accept(passing=passing, expected_version=passing.version, by=owner, at=at)


def declined(enquiry: Enquiry, owner: User, *, at: datetime.datetime = NOW, **columns: Any) -> Passing:
    passing = passed(enquiry, owner, at=at)
    reason = passing.agreement.decline_reasons[0] if passing.agreement else ""
    decline(passing=passing, expected_version=passing.version, reason=reason, by=owner, at=at, **columns)
    return passing


def won(
    enquiry: Enquiry, owner: User, amount_minor: int, *, at: datetime.datetime = NOW
) -> tuple[Opportunity, Order]:
    opportunity = accepted(enquiry, owner, at=at)
    order = win(opportunity=opportunity, expected_version=1, amount_minor=amount_minor, by=owner, at=at)
    return opportunity, order


def lost(enquiry: Enquiry, owner: User, *, at: datetime.datetime = NOW) -> Opportunity:
    opportunity = accepted(enquiry, owner, at=at)
    lose(opportunity=opportunity, expected_version=1, reason="price", by=owner, at=at)
    return opportunity
