import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.timeline.words import Purpose

# What a letter to one person may be for. Mail to many is marketing's, and goes another way.
PURPOSES = [(Purpose.SELLING.value, Purpose.SELLING.label), (Purpose.CARE.value, Purpose.CARE.label)]
# What the timeline names a letter by.
ORIGIN = "people.letter"
# How its row in the outbox begins.
EFFECT = "letter:"
# As mail programs know where a signature begins (RFC 3676, 4.3).
SIGNED = "\n\n-- \n"


class Stand(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ON_ITS_WAY = "on_its_way", _("On its way")
    SENT = "sent", _("Sent")
    CAME_BACK = "came_back", _("Did not arrive")
    NOT_KNOWN = "not_known", _("Perhaps not sent")
    CALLED_BACK = "called_back", _("Not sent")


@dataclass(frozen=True)
class Standing:
    """Where a letter is, and why it is not there yet."""

    stand: Stand
    reason: str = ""

    @property
    def label(self) -> str:
        return str(self.stand.label)

    @property
    def is_in_trouble(self) -> bool:
        return self.stand in (Stand.CAME_BACK, Stand.NOT_KNOWN, Stand.CALLED_BACK)


# Why a mail came back, in words: servers say it in numbers (RFC 3463).
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
