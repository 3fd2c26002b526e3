"""Who sits where in the tests of the office: users of each role, and forms as a browser sends them."""

import secrets
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role

PASSWORD = "a rowing boat on the lake"


@lru_cache(maxsize=1)
def hashed() -> str:
    """Hashing is slow on purpose, so the tests pay for it once."""
    return make_password(PASSWORD)


def seat(role: str = Role.OWNER, name: str = "Maya Rowe", email: str = "", **columns: Any) -> User:
    address = email or f"{name.split(' ')[0].lower()}-{role}@example.com"
    return User.objects.create(email=address, name=name, role=role, password=hashed(), **columns)


def browser(user: User | None = None) -> Client:
    """A new browser, signed in as `user` if one is given."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def once() -> str:
    return secrets.token_urlsafe(18)


def send(client: Client, url: str, key: str = "", **fields: Any) -> HttpResponse:
    """Send a form with a one-time key of its own."""
    return client.post(url, {"once": key or once(), **fields})
