"""Other programs, each with a key, as the tests of the API send for them."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tandem.office.accounts.models import User
from tandem.office.keys.actions import make_key

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def token_of(user: User, scope: str = "write") -> str:
    return make_key(name="Website", scope=scope, user=user, by=user, at=NOON)[1]


@dataclass
class Program:
    """Sends JSON with a key; each POST with an Idempotency-Key of its own, if none is given."""

    token: str = ""
    client: Client = field(default_factory=Client)

    def get(self, path: str, **asked: Any) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", asked, headers=self.headers({}))

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("post", path, body, {"Idempotency-Key": secrets.token_urlsafe(8), **named(headers)})

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.send("patch", path, body, named(headers))

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        return getattr(self.client, method)(
            f"/api/v1/{path}",
            data=body if isinstance(body, str | bytes) else json.dumps(body if body is not None else {}),
            content_type="application/json",
            headers=self.headers(headers),
        )

    def headers(self, more: dict[str, str]) -> dict[str, str]:
        return {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **more}


def named(headers: dict[str, str]) -> dict[str, str]:
    """`if_match` → `If-Match`."""
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def program(user: User, scope: str = "write") -> Program:
    return Program(token_of(user, scope))


def problem_of(response: HttpResponse) -> tuple[int, str]:
    """Status and sentence of a refusal; fails where it is not told as one."""
    assert response["Content-Type"] == "application/problem+json", response.content[:300]
    told = response.json()
    assert told["status"] == response.status_code
    assert told["type"] == f"/api/v1/#problem-{response.status_code}"
    assert told["title"]
    return response.status_code, told["detail"]
