import datetime
import re
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any

from tandem.office.mail.words import KIND, BadHeader
from tandem.office.outbox import actions as outbox
from tandem.office.outbox.models import OutboxRow

# Every character that some mail program takes for the end of a line.
LINE_BREAK = re.compile("[\r\n\v\f\x00\x1c\x1d\x1e\x85\u2028\u2029]")
# Headers that the conversation itself decides.
OURS = frozenset({"from", "to", "cc", "bcc", "subject", "date", "message-id", "sender", "content-type"})


def send(
    *,
    to: str,
    subject: str,
    text: str,
    effect_key: str,
    at: datetime.datetime,
    to_name: str = "",
    from_name: str = "",
    reply_to: str = "",
    html: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[int] = (),
    forget_when_sent: bool = False,
) -> OutboxRow:
    """Put one mail to one address into the outbox, in the caller's transaction.

    The same `effect_key` twice is one mail. `attachments` are primary keys of stored files.
    `forget_when_sent` is for mail whose words open something, such as a link to set a password.
    Raises BadHeader.
    """
    extra = dict(headers or {})
    refuse_line_breaks(to, subject, to_name, from_name, reply_to, *extra.keys(), *extra.values())
    for name in extra:
        if name.lower() in OURS or not re.fullmatch(r"[A-Za-z0-9-]+", name):
            raise BadHeader(f"{name!r} is not a header that can be added")
    payload = {
        "to": one_address(to),
        "to_name": to_name,
        "from_name": from_name,
        "reply_to": one_address(reply_to) if reply_to else "",
        "subject": subject,
        "text": text,
        "html": html,
        "headers": extra,
        "attachments": list(attachments),
        "forget_when_sent": forget_when_sent,
    }
    return outbox.put(effect_key=effect_key, kind=KIND, payload=payload, at=at)


def send_composed(
    *,
    composer: str,
    about: Mapping[str, Any],
    to: str,
    to_name: str = "",
    subject: str,
    effect_key: str,
    at: datetime.datetime,
    from_name: str = "",
    reply_to: str = "",
    automatic: bool = True,
    forget_when_sent: bool = False,
) -> OutboxRow:
    """As `send`, with words that `composer` (see `composing`) finds when the mail leaves, if it still does.

    `subject` names it while it waits. `automatic` is what nobody wrote, so that no machine answers it. Raises
    BadHeader.
    """
    refuse_line_breaks(to, subject, to_name, from_name, reply_to)
    payload = {
        "to": one_address(to),
        "to_name": to_name,
        "from_name": from_name,
        "reply_to": one_address(reply_to) if reply_to else "",
        "subject": subject,
        "headers": {"Auto-Submitted": "auto-generated"} if automatic else {},
        "attachments": [],
        "composer": composer,
        "about": dict(about),
        "forget_when_sent": forget_when_sent,
    }
    return outbox.put(effect_key=effect_key, kind=KIND, payload=payload, at=at)


def refuse_line_breaks(*values: str) -> None:
    for value in values:
        if LINE_BREAK.search(value):
            raise BadHeader("A line break cannot stand in an address, a subject or a header")


def one_address(written: str) -> str:
    """The address alone. Raises BadHeader where it is none, or more than one."""
    name, address = parseaddr(written)
    if name or address != written.strip() or address.count("@") != 1:
        raise BadHeader(f"{written!r} is not one e-mail address")
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError) as error:
        raise BadHeader(f"{written!r} is not one e-mail address") from error
    return address
