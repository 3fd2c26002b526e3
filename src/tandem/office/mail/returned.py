"""What a mail server says of a mail that it could not hand over (RFC 3464), from the parts of its message.

Only what it gave up for good counts: a mail that is late may still arrive.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from typing import Any

from tandem.office.mail.addresses import fold_email
from tandem.office.mail.heads import READING, TRIPS, one_line, unfolded

REPORT = "message/delivery-status"
SENT_BACK = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,248}>")
GIVEN_UP = "failed"
MOST_RECIPIENTS = 50
LONGEST_REASON = 200


@dataclass(frozen=True)
class Returned:
    """The mail that came back, the folded addresses that it did not reach, and why, in the server's words."""

    message_id: str
    addresses: tuple[str, ...]
    reason: str


def returned_in(parts: Sequence[EmailMessage]) -> Returned | None:
    try:
        failed = [one for part in parts if part.get_content_type() == REPORT for one in _failed(part)]
        message_id = next(filter(None, map(_id_of, parts)), "")
    except TRIPS:
        return None
    addresses = tuple(dict.fromkeys(filter(None, map(_address, failed))))
    if not message_id or not addresses:
        return None
    return Returned(message_id, addresses, next(filter(None, map(_reason, failed)), ""))


def _failed(report: EmailMessage) -> list[dict[str, str]]:
    """The fields of each recipient that was given up."""
    blocks: Any = report.get_payload()
    found = [_fields(block) for block in blocks[: MOST_RECIPIENTS + 1] if isinstance(block, Message)]
    return [fields for fields in found if fields.get("action", "").strip().lower() == GIVEN_UP]


def _fields(block: "Message[Any, Any]") -> dict[str, str]:
    return {name.lower(): unfolded(str(value)) for name, value in block.raw_items()}


def _address(fields: dict[str, str]) -> str:
    """Whom we had written to: where a server sends on, the address at the end is another one."""
    written = fields.get("original-recipient") or fields.get("final-recipient", "")
    return fold_email(written.partition(";")[2].strip().strip("<>"))


def _reason(fields: dict[str, str]) -> str:
    """Its number, and what it said beside it."""
    status, said = fields.get("status", ""), fields.get("diagnostic-code", "").partition(";")[2]
    return one_line(said if status in said else f"{status} {said}")[:LONGEST_REASON]


def _id_of(part: EmailMessage) -> str:
    """The id of the mail that was sent back, or of its head."""
    if part.get_content_type() not in SENT_BACK:
        return ""
    payload: Any = part.get_payload()
    if isinstance(payload, list):
        inner = payload[0] if payload else None
    else:
        inner = HeaderParser(policy=READING).parsestr(payload)
    heads = _fields(inner) if isinstance(inner, Message) else {}
    return next(iter(MESSAGE_ID.findall(heads.get("message-id", ""))), "")
