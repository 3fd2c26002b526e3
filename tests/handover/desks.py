"""Two desks with somebody at each, a clock that the tests move, and enquiries heard by the real action."""

import datetime
from typing import Any

from django.test import Client

from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import read_who
from tandem.office.accounts.models import User
from tandem.office.business.models import Business

# A Tuesday in winter, 10:00 in London, where it is on UTC.
NOW = datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC)
KEY = "a key for one form, long enough"


def hours(number: float) -> datetime.timedelta:
    return datetime.timedelta(hours=number)


def days(number: float) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def a_business(**columns: Any) -> Business:
    values = {
        "name": "Wren & Rowe",
        "country": "GB",
        "currency": "GBP",
        "zone": "Europe/London",
        "set_up_at": NOW,
    }
    return Business.objects.update_or_create(pk=1, defaults={**values, **columns})[0]


def a_user(name: str, role: str, **columns: Any) -> User:
    return User.objects.create_user(email=f"{name.lower()}@wren.example", name=name, role=role, **columns)


def an_enquiry(
    who: str = "Priya Shah priya@cafe.example", *, at: datetime.datetime = NOW, **columns: Any
) -> Enquiry:
    values: dict[str, Any] = {
        "door": "phone",
        "heard_at": at,
        "words": "Eight dining chairs for our café",
        **columns,
    }
    return hear(contact=read_who(who), by=None, at=at, **values)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, url: str, *, once: str = KEY, htmx: bool = False, **fields: Any) -> Any:
    """The form, as a browser sends it."""
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url, {"once": once, **fields}, headers=headers)
