"""A small shop to sell in: people, and opportunities made by the real actions, with the clock passed in."""

import datetime
import secrets
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import open_opportunity
from tandem.sales.opportunities.models import Opportunity

# A Tuesday in winter: London is on UTC.
NOW = datetime.datetime(2026, 11, 3, 9, 0, tzinfo=datetime.UTC)


def days(number: float) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def a_business(**columns: Any) -> Business:
    values = {"name": "Wren & Rowe", "currency": "GBP", "zone": "Europe/London", "set_up_at": NOW, **columns}
    return Business.objects.update_or_create(pk=1, defaults=values)[0]


def a_user(name: str = "Joe", role: str = "both", **columns: Any) -> User:
    return User.objects.create_user(email=f"{name.lower()}@wren.example", name=name, role=role, **columns)


def a_person(name: str = "Tom Ellery", *, at: datetime.datetime = NOW) -> Person:
    return add_person(contact=Contact(name=name), by=None, at=at)


def an_opportunity(
    person: Person | None = None,
    *,
    title: str = "Six dining chairs",
    owner: User | None = None,
    at: datetime.datetime = NOW,
    **columns: Any,
) -> Opportunity:
    return open_opportunity(person=person or a_person(), title=title, owner=owner, by=None, at=at, **columns)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, url: str, **fields: Any) -> HttpResponse:
    """A form with a one-time key of its own, as a browser sends it."""
    return client.post(url, {"once": secrets.token_urlsafe(18), **fields})
