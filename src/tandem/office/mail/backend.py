"""Django's own mail (a forgotten password, for one) goes through the same outbox as everything else."""

import uuid
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from tandem.office.mail.actions import send


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        put = 0
        for message in email_messages:
            for recipient in message.recipients():
                name, address = parseaddr(recipient)
                send(
                    to=address,
                    to_name=name,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html_of(message),
                    effect_key=f"django:{uuid.uuid4()}",
                    at=timezone.now(),
                    forget_when_sent=True,
                )
                put += 1
        return put


def html_of(message: EmailMessage) -> str:
    alternatives: list[Any] = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
