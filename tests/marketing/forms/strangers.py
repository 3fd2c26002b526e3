"""A stranger's browser: it reads the page, waits as long as it is told, and sends what was typed."""

import datetime
import re
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
TYPED = {"f1": "Priya Shah", "f2": "priya@cafe.example", "f4": "Eight dining chairs"}
A_MINUTE = datetime.timedelta(minutes=1)


def hidden_in(html: str) -> dict[str, str]:
    return dict(HIDDEN.findall(html))


def page_of(slug: str = "visit", query: str = "") -> str:
    answer = Client().get(f"/f/{slug}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def later(passed: datetime.timedelta) -> Any:
    """The clock, so much later: nobody sleeps in a test."""
    return mock.patch.object(timezone, "now", return_value=datetime.datetime.now(datetime.UTC) + passed)


def post(
    hidden: dict[str, str],
    *,
    slug: str = "visit",
    after: datetime.timedelta = A_MINUTE,
    address: str = "203.0.113.7",
    **typed: Any,
) -> Any:
    with later(after):
        return Client().post(
            f"/f/{slug}", {**hidden, "leave_empty": "", **TYPED, **typed}, REMOTE_ADDR=address
        )


def ask(*, slug: str = "visit", query: str = "", **others: Any) -> Any:
    """Opened, filled in and sent."""
    return post(hidden_in(page_of(slug, query)), slug=slug, **others)


def a_file(
    name: str = "chair.png", content: bytes = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")
