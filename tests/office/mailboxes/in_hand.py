"""Messages received without a mail server: what the routes and pages do with them is tested on these."""

import datetime
from typing import Any

from django.utils import timezone

from tandem.office.mail.imap import Head
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.mailboxes.queries import our_addresses
from tandem.office.mailboxes.receiving import read, receive
from tests.office.mailboxes.posting import number, raw


def received(
    mailbox: Mailbox,
    body: str = "Do you do six chairs?",
    *,
    at: datetime.datetime | None = None,
    **heads: Any,
) -> ReceivedMessage:
    """As if it had just been fetched."""
    now = at or timezone.now()
    return received_raw(mailbox, raw(body, **heads), at=now)


def received_raw(mailbox: Mailbox, message: bytes, *, at: datetime.datetime | None = None) -> ReceivedMessage:
    now = at or timezone.now()
    head = Head(next(number), len(message), now, message.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n")
    return receive(mailbox, read(head, message, ours=our_addresses(mailbox)), at=now)
