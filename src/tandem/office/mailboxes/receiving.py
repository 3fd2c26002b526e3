"""A message that was fetched becomes a row: read, with its files, and taken where it belongs.

All of one message is one transaction, with the place in the mailbox up to which everything was read.
"""

import datetime
import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.changes.words import Refused
from tandem.office.files.actions import safe_name, store
from tandem.office.files.words import FileRefused
from tandem.office.mail.addresses import fold_email
from tandem.office.mail.automatic import reason_of
from tandem.office.mail.imap import Head
from tandem.office.mail.letter import CannotRead, Enclosed, Letter, read_head, read_letter
from tandem.office.mail.queries import mails_of_ours
from tandem.office.mail.returned import Returned
from tandem.office.mail.writer import Written, who_wrote
from tandem.office.mailboxes.models import Attachment, Mailbox, ReceivedMessage
from tandem.office.mailboxes.queries import came_elsewhere
from tandem.office.mailboxes.routes import taken_as_returned, taken_by_a_route
from tandem.office.mailboxes.words import Outcome, Reason
from tandem.office.outbox import actions as outbox

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """A message in hand: what the server says of it, and what was read. `broken` is a Reason."""

    head: Head
    key: str
    written: Written
    broken: str = ""


def key_of(head: bytes) -> str:
    """What tells this message from every other, whatever number the server gives it.

    Some programs use an id again and again, so date, sender and subject count too.
    """
    try:
        letter = read_head(head)
    except Exception:
        logger.exception("The head of a message could not be read")
        return hashlib.sha256(head).hexdigest()
    parts = [letter.message_id, *(letter.heads.get(name, "") for name in ("date", "from", "subject"))]
    told = "\x1f".join(parts).encode("utf-8", "surrogatepass") if letter.message_id else head
    return hashlib.sha256(told).hexdigest()


def read(head: Head, raw: bytes | None, *, ours: frozenset[str], broken: str = "") -> Received:
    """Nothing that is in a message raises: what cannot be read is told by its head, with the reason."""
    is_ours = ours.__contains__
    try:
        if raw is None:
            raise CannotRead(broken)
        return Received(head, key_of(head.head), who_wrote(read_letter(raw), is_ours))
    except CannotRead as error:
        reason = error.reason
    except Exception:
        logger.exception("A message could not be read")
        reason = Reason.BROKEN
    try:
        letter = read_head(head.head)
    except Exception:
        logger.exception("The head of a message could not be read")
        letter = Letter(heads={})
    return Received(head, key_of(head.head), Written(letter, letter.sender), broken=reason)


def receive(mailbox: Mailbox, received: Received, *, at: datetime.datetime) -> ReceivedMessage:
    """Write it down and let a route take it. Where a route fails, it waits in the list with the reason."""
    message = written_down(mailbox, received, at=at)
    reason = received.broken or reason_to_wait(mailbox, received)
    if received.broken:
        return settled(message, Outcome.NOT_READ, reason)
    if reason == Reason.BOUNCE and received.written.letter.returned is not None:
        return came_back(message, received.written.letter.returned, at=at)
    if reason:
        return settled(message, Outcome.LEFT if reason == Reason.TWICE else Outcome.WAITS, reason)
    try:
        with transaction.atomic():
            taken = taken_by_a_route(message, at)
    except Refused as refused:
        return settled(message, Outcome.WAITS, Reason.NOT_TAKEN, detail=refused.sentence)
    except Exception:
        logger.exception("A route failed with message %s", message.pk)
        return settled(message, Outcome.WAITS, Reason.NOT_TAKEN)
    if taken is None:
        return settled(message, Outcome.WAITS, Reason.NO_DOOR)
    return settled(
        message, Outcome.TAKEN, "", taken_kind=taken.kind, taken_id=taken.row_id, person_id=taken.person_id,
        decided_at=at,
    )  # fmt: skip


def came_back(message: ReceivedMessage, returned: Returned, *, at: datetime.datetime) -> ReceivedMessage:
    """A mail of ours did not arrive: it is marked, and so is the address, where somebody here has it.

    The message must name a mail that we sent and the address that we sent it to; anybody can write one.
    """
    sent = next(iter(mails_of_ours([returned.message_id])), None)
    if sent is None:
        return settled(message, Outcome.WAITS, Reason.BOUNCE)
    outbox.came_back(row=sent, reason=returned.reason, at=at)
    address = fold_email(sent.payload.get("to", ""))
    taken = taken_as_returned(address, at) if address in returned.addresses else None
    if taken is None:
        return settled(message, Outcome.WAITS, Reason.BOUNCE, detail=returned.reason)
    return settled(
        message, Outcome.TAKEN, Reason.BOUNCE, taken_kind=taken.kind, taken_id=taken.row_id,
        person_id=taken.person_id, decided_at=at, detail=returned.reason,
    )  # fmt: skip


def reason_to_wait(mailbox: Mailbox, received: Received) -> str:
    written = received.written
    if automatic := reason_of(written.letter):
        return automatic
    if not written.writer.folded:
        return Reason.NO_SENDER
    if written.by_us:
        return Reason.OURS
    return Reason.TWICE if came_elsewhere(mailbox, received.key) else ""


def settled(message: ReceivedMessage, outcome: str, reason: str, **columns: Any) -> ReceivedMessage:
    message.outcome, message.reason = outcome, reason
    for name, value in columns.items():
        setattr(
            message,
            name,
            value if name != "detail" else " ".join(filter(None, [message.detail, value]))[:300],
        )
    message.save(update_fields=["outcome", "reason", *columns])
    return message


def written_down(mailbox: Mailbox, received: Received, *, at: datetime.datetime) -> ReceivedMessage:
    letter, writer, head = received.written.letter, received.written.writer, received.head
    message = ReceivedMessage.objects.create(
        mailbox=mailbox,
        uidvalidity=mailbox.uidvalidity or 0,
        uid=head.uid,
        key=received.key,
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
        sender=writer.address[:254],
        sender_folded=fold_email(writer.address),
        sender_name=writer.name,
        sender_from=received.written.how,
        forwarded_by=received.written.forwarded_by[:254],
        to=letter.to,
        subject=letter.subject,
        received_at=min(head.received_at or at, at),
        sent_at=letter.sent_at,
        read_at=at,
        size=head.size,
        text=letter.text,
        detail=detail_of(letter)[:300],
    )
    for enclosed in letter.files:
        attach(message, enclosed, at=at)
    return message


def detail_of(letter: Letter) -> str:
    """What of it could not be read, or is not kept."""
    told = []
    if letter.is_damaged:
        told.append(_("A part of it is damaged; what could be read is here."))
    if letter.is_shortened:
        told.append(_("It is very long: the rest is in the mailbox."))
    if letter.files_left_out:
        told.append(
            ngettext(
                "%d more file is in the mailbox only.",
                "%d more files are in the mailbox only.",
                letter.files_left_out,
            )
            % letter.files_left_out
        )
    return " ".join(told)


def attach(message: ReceivedMessage, enclosed: Enclosed, *, at: datetime.datetime) -> Attachment:
    """Kept inert, or named with the reason why it is not."""
    row = Attachment(message=message, name=safe_name(enclosed.name), size=len(enclosed.content))
    try:
        row.stored = store(SimpleUploadedFile(row.name, enclosed.content), by=None, at=at)
    except FileRefused:
        row.not_kept = _("Files of this kind are not kept here. It is in the mailbox.")
    row.save()
    return row
