"""What the tests of people make over and over."""

import datetime
from typing import Any

from django.test import Client

from tandem.office.accounts.models import User

NOW = datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC)
KEY = "a key for one form, long enough"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, url: str, *, once: str = KEY, htmx: bool = False, **fields: Any) -> Any:
    """The form, as a browser sends it."""
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url, {"once": once, **fields}, headers=headers)
