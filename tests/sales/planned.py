"""Open opportunities with a next step, planned by the real action."""

import datetime
from typing import Any

from tandem.office.accounts.models import User
from tandem.people.persons.actions import add_person
from tandem.people.persons.words import Contact
from tandem.sales.board.queries import Moment
from tandem.sales.opportunities.actions import plan_step
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shop import NOW, an_opportunity

# Today, in the tests that move the clock themselves: a Tuesday.
TODAY = NOW.date()


def planned(
    who: str,
    words: str = "Ring about the quote",
    *,
    kind: str = "call",
    on: datetime.date | None = TODAY,
    time: datetime.time | None = None,
    owner: User | None = None,
    at: datetime.datetime = NOW,
    **contact: Any,
) -> Opportunity:
    """`on=None` is a step without a day; `words=""` an opportunity without a step."""
    person = add_person(contact=Contact(name=who, **contact), by=None, at=at)
    row = an_opportunity(person, title=f"Chair of {who}", owner=owner, at=at)
    if words:
        plan_step(
            opportunity=row, expected_version=1, words=words, kind=kind, on=on, time=time, by=None, at=at
        )
    return row


def moment(zone: Any, now: datetime.datetime = NOW) -> Moment:
    return Moment(now, zone)
