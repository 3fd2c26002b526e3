"""Why a mail came back, in words: servers say it in numbers (RFC 3463)."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

STATUS = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
BY_DETAIL: dict[tuple[str, str], Any] = {
    ("1", "2"): _("there is no such place in the net"),
    ("1", "10"): _("that place takes no mail"),
    ("2", "1"): _("that mailbox is switched off"),
    ("2", "2"): _("that mailbox is full"),
    ("3", "4"): _("the mail was too large"),
}
BY_SUBJECT: dict[str, Any] = {
    "1": _("there is no such address"),
    "2": _("that mailbox takes no mail"),
    "3": _("their server could not take it"),
    "4": _("their server could not be reached"),
    "7": _("their server refuses mail from us"),
}
UNKNOWN = _("their server gave it up")


def why_returned(said: str) -> str:
    found = STATUS.search(said)
    subject, detail = found.groups() if found else ("", "")
    return str(BY_DETAIL.get((subject, detail)) or BY_SUBJECT.get(subject, UNKNOWN))
