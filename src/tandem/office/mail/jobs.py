"""How a mail of the outbox becomes a message and leaves the house."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils import timezone

from tandem.office.files.models import StoredFile
from tandem.office.mail.actions import refuse_line_breaks
from tandem.office.mail.composing import Composed, composed
from tandem.office.mail.server import from_address, hand_over, is_set_up, the_server
from tandem.office.mail.words import KIND
from tandem.office.outbox.jobs import Handing, register_kind
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Outcome


def message_of(row: OutboxRow, words: Composed | None = None) -> EmailMessage:
    """The message of an outbox row; the same row always gives the same Message-ID.

    `words` are those of a mail that was promised without any.
    """
    payload = row.payload
    if words is not None:
        refuse_line_breaks(words.subject)
        payload = {**payload, "subject": words.subject, "text": words.text, "html": words.html}
    message = EmailMessage(policy=SMTP)
    own_name = parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
    message["From"] = Address(payload["from_name"] or own_name, addr_spec=from_address())
    message["To"] = Address(payload["to_name"], addr_spec=payload["to"])
    message["Subject"] = payload["subject"]
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = f"<{row.message_id}@{from_address().rpartition('@')[2]}>"
    if payload["reply_to"]:
        message["Reply-To"] = payload["reply_to"]
    for name, value in payload["headers"].items():
        message[name] = value
    message.set_content(payload["text"])
    if payload["html"]:
        message.add_alternative(payload["html"], subtype="html")
    for stored in StoredFile.objects.filter(pk__in=payload["attachments"]).order_by("pk"):
        main, _slash, sub = stored.kind.partition("/")
        message.add_attachment(stored.path.read_bytes(), maintype=main, subtype=sub, filename=stored.name)
    for made in words.files if words else ():
        main, _slash, sub = made.kind.partition("/")
        message.add_attachment(made.content, maintype=main, subtype=sub, filename=made.name)
    return message


def send_row(row: OutboxRow, handing: Handing) -> Outcome:
    words: Composed | None = None
    if composer := row.payload.get("composer"):
        found = composed(composer, row.payload["about"], timezone.now())
        if not isinstance(found, Composed):
            return found
        words = found
    message = message_of(row, words)
    needs_utf8 = not (row.payload["to"] + from_address()).isascii()
    return hand_over(
        the_server(),
        sender=from_address(),
        recipient=row.payload["to"],
        message=message.as_bytes(policy=SMTPUTF8 if needs_utf8 else SMTP),
        handing=handing,
    )


def register() -> None:
    register_kind(KIND, send_row, is_set_up=is_set_up)
