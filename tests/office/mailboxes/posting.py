"""Messages as they come over the wire, and a mailbox that reads them."""

import datetime
from typing import Any

from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.office.mailboxes import actions, jobs
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tests.office.dovecot import PASSWORD, USER, Dovecot

DAY = "Mon, 2 Nov 2026 10:00:00 +0000"
number = iter(range(1, 1_000_000))


def raw(body: str | bytes = "Do you do six chairs?\r\n", **heads: str) -> bytes:
    """A plain message; `In_Reply_To` is the head In-Reply-To, an empty one is left out."""
    usual = {
        "From": "Tom Ellery <tom@example.org>",
        "To": "hello@wren.example",
        "Subject": "Six chairs",
        "Date": DAY,
        "Message-ID": f"<{next(number)}@mail.example.org>",
    }
    given = usual | {name.replace("_", "-"): value for name, value in heads.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + _bytes(body)


def _bytes(body: str | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.encode()


def multipart(*parts: bytes, kind: str = "mixed", mark: str = "edge", **heads: str) -> bytes:
    body = b"".join(b"--" + mark.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    heads = {"Content_Type": f'multipart/{kind}; boundary="{mark}"', **heads}
    return raw(body + b"--" + mark.encode() + b"--\r\n", **heads)


def part(kind: str, body: str | bytes, *heads: str) -> bytes:
    return "\r\n".join([f"Content-Type: {kind}", *heads]).encode() + b"\r\n\r\n" + _bytes(body)


def a_mailbox(server: Dovecot | None = None, **columns: Any) -> Mailbox:
    given: dict[str, Any] = {
        "address": "hello@wren.example",
        "host": "127.0.0.1",
        "port": server.port if server else 1,
        "security": "plain",
        "user": USER,
        "folder": "INBOX",
        "since": datetime.date(2020, 1, 1),
        "password": PASSWORD,
        **columns,
    }
    return actions.add_mailbox(by=None, at=timezone.now(), **given)


def looked(mailbox: Mailbox) -> Mailbox:
    """Read it, as the worker does after it was asked for."""
    actions.look_now(mailbox=mailbox, at=timezone.now())
    while jobs.read_one(timezone.now()):
        pass
    return Mailbox.objects.get(pk=mailbox.pk)


def came(**columns: Any) -> ReceivedMessage:
    return ReceivedMessage.objects.get(**columns)


def user(name: str, role: str) -> User:
    return User.objects.create_user(email=f"{name.lower()}@wren.example", name=name, role=role)
