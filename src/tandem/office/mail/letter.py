"""One message as it came over the wire, read: who, when, about what, in which words, with which files.

Python's email package does the reading; here is what it leaves open: letters that were mislabelled, heads
that are no heads, parts inside parts without end. Nothing here touches the database.
"""

import base64
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from tandem.office.mail.heads import (
    NOBODY,
    READING,
    TRIPS,
    Writer,
    moment_of,
    one_line,
    unfolded,
    visible,
    words_of,
    writer_of,
)
from tandem.office.mail.letters import readable
from tandem.office.mail.returned import Returned, returned_in
from tandem.ui.cleaning import text_of

LONGEST_HEAD = 256 * 1024
LONGEST_TEXT = 200_000
MOST_PARTS = 100
MOST_DEEP = 30
MOST_FILES = 50
MOST_LINES = 1_000_000
MESSAGE_ID = re.compile(r"<[^<>\s]{1,248}>")
MOST_REFERENCES = 50


class CannotRead(Exception):
    """No letter can be made of it. `reason` is a value of `mailboxes.words.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Enclosed:
    """A file that came with a letter."""

    name: str
    content: bytes


@dataclass
class Letter:
    """`heads` are the raw header fields by their name in small letters, the first of each."""

    heads: dict[str, str]
    message_id: str = ""
    in_reply_to: str = ""
    references: list[str] = field(default_factory=list)
    sender: Writer = NOBODY
    reply_to: Writer = NOBODY
    to: str = ""
    subject: str = ""
    sent_at: datetime.datetime | None = None
    kind: str = "text/plain"
    text: str = ""
    is_shortened: bool = False
    is_damaged: bool = False
    files: list[Enclosed] = field(default_factory=list)
    files_left_out: int = 0
    attached: "Letter | None" = None
    returned: Returned | None = None


def read_letter(raw: bytes) -> Letter:
    """Raises CannotRead with the reason."""
    head = head_of(raw)
    if len(head) > LONGEST_HEAD:
        raise CannotRead("long_head")
    # Before the parser, whose work grows with the depth.
    if raw.count(b"\n") > MOST_LINES or len(re.findall(rb"boundary\s*=", raw, re.IGNORECASE)) > MOST_PARTS:
        raise CannotRead("too_tangled")
    if b":" not in head.split(b"\n", 1)[0]:
        raise CannotRead("broken")
    try:
        parsed: Any = BytesParser(policy=READING).parsebytes(raw)
        return _letter_of(parsed, depth=0)
    except RecursionError as error:
        raise CannotRead("too_tangled") from error


def read_head(head: bytes) -> Letter:
    """Only what the head of a message says, for one that is not fetched whole."""
    parsed: Any = BytesParser(policy=READING).parsebytes(head[:LONGEST_HEAD], headersonly=True)
    return _with_heads(parsed)


def head_of(raw: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", raw[: LONGEST_HEAD + 4])
    return raw[: end.start()] if end else raw[: LONGEST_HEAD + 1]


def _letter_of(message: EmailMessage, *, depth: int) -> Letter:
    letter = _with_heads(message)
    parts = list(_parts(message))
    _take_text(letter, parts)
    for part in parts:
        _take_file(letter, part, depth)
    letter.is_damaged = any(map(_is_damaged, parts))
    letter.returned = returned_in(parts) if letter.kind == "multipart/report" else None
    return letter


def _with_heads(message: EmailMessage) -> Letter:
    heads: dict[str, str] = {}
    for name, value in message.raw_items():
        heads.setdefault(name.lower(), unfolded(str(value)))
    letter = Letter(heads=heads, kind=message.get_content_type())
    letter.message_id = next(iter(MESSAGE_ID.findall(heads.get("message-id", ""))), "")
    letter.in_reply_to = next(iter(MESSAGE_ID.findall(heads.get("in-reply-to", ""))), "")
    letter.references = MESSAGE_ID.findall(heads.get("references", ""))[-MOST_REFERENCES:]
    letter.sender = writer_of(heads.get("from", ""))
    letter.reply_to = writer_of(heads.get("reply-to", ""))
    letter.to = words_of("to", heads.get("to", ""))[:500]
    letter.subject = words_of("subject", heads.get("subject", ""))[:500]
    letter.sent_at = moment_of(heads.get("date", ""))
    return letter


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in their order; of alternatives the one that we read best."""
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    number = 0
    while waiting:
        part, depth = waiting.pop()
        number += 1
        if depth > MOST_DEEP or number > MOST_PARTS:
            raise CannotRead("too_tangled")
        if not part.is_multipart() or part.get_content_maintype() == "message":
            yield part
            continue
        inner: list[Any] = list(part.iter_parts()) if _is_plain_list(part) else []
        if part.get_content_type() == "multipart/alternative":
            inner = [_best_of(inner)] if inner else []
        waiting.extend((one, depth + 1) for one in reversed(inner))


def _is_plain_list(part: EmailMessage) -> bool:
    return isinstance(part.get_payload(), list)


def _best_of(alternatives: list[EmailMessage]) -> EmailMessage:
    """Plain text where it says something, else the last, which is the richest."""
    for one in alternatives:
        if one.get_content_type() == "text/plain" and _content(one).strip():
            return one
    return alternatives[-1]


def _content(part: EmailMessage) -> bytes:
    """The bytes of a part, as far as its encoding can be read."""
    try:
        content: Any = part.get_payload(decode=True)
    except (ValueError, AssertionError, LookupError):
        return b""
    if _is_damaged(part):
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", str(part.get_payload()).encode("ascii", "ignore"))
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    return content if isinstance(content, bytes) else b""


def _is_damaged(part: EmailMessage) -> bool:
    """Known only once its bytes were asked for."""
    return any("base64" in type(one).__name__.lower() for one in part.defects)


def _is_text(part: EmailMessage) -> bool:
    is_words = part.get_content_type() in ("text/plain", "text/html", "text/enriched")
    return is_words and not _file_name(part) and _disposition(part) != "attachment"


def _disposition(part: EmailMessage) -> str:
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == "content-disposition"), "")
    return raw.partition(";")[0].strip().lower()


def _file_name(part: EmailMessage) -> str:
    try:
        return one_line(part.get_filename("") or "")
    except TRIPS:
        return ""


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset("") or ""
    except TRIPS:
        return ""


def _take_text(letter: Letter, parts: list[EmailMessage]) -> None:
    found = [_text_of(part) for part in parts if _is_text(part)]
    text = visible("\n\n".join(filter(None, found))).strip()
    letter.text, letter.is_shortened = text[:LONGEST_TEXT], len(text) > LONGEST_TEXT


def _text_of(part: EmailMessage) -> str:
    text = readable(_content(part), _charset(part))
    if part.get_content_type() == "text/html":
        return text_of(text)
    flowed = str(part.get_param("format", "") or "").lower() == "flowed"
    return _unflowed(text, str(part.get_param("delsp", "") or "").lower() == "yes") if flowed else text


def _unflowed(text: str, delete_space: bool) -> str:
    """Lines that were only broken for the journey are whole again (RFC 3676)."""
    whole: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line.removeprefix(" ") if not quoted else line
        if goes_on and not quoted and line != "-- ":
            whole[-1] += line
        else:
            whole.append(line)
        goes_on = line.endswith(" ") and line != "-- " and not quoted
        if goes_on and delete_space:
            whole[-1] = whole[-1][:-1]
    return "\n".join(whole)


def _take_file(letter: Letter, part: EmailMessage, depth: int) -> None:
    if _is_text(part):
        return
    content = _content(part)
    if part.get_content_type() in ("message/rfc822", "message/global"):
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            _take_attached(letter, inner[0], depth)
            content = _as_sent(inner[0])
    elif part.get_content_maintype() == "message" or not content:
        return
    if len(letter.files) >= MOST_FILES:
        letter.files_left_out += 1
        return
    letter.files.append(Enclosed(_file_name(part) or _usual_name(part, letter), content))


def _take_attached(letter: Letter, inner: EmailMessage, depth: int) -> None:
    if letter.attached is None and depth == 0:
        letter.attached = _letter_of(inner, depth=depth + 1)


def _as_sent(inner: EmailMessage) -> bytes:
    try:
        return inner.as_bytes(policy=policy.compat32)
    except TRIPS:
        return b""


def _usual_name(part: EmailMessage, letter: Letter) -> str:
    if part.get_content_maintype() == "message":
        return f"{letter.attached.subject[:80] if letter.attached else 'message'}.eml"
    return f"{part.get_content_maintype()}-{len(letter.files) + 1}"
