"""What a phone at an event tells, what it is answered, and how far its clock is believed."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.words import Refused

# The purpose of the public token that a phone holds, and how long it holds it.
PURPOSE = "capture.phone"
TOKEN_LASTS = datetime.timedelta(days=30)
# A capture older than this when it arrives is taken as this old.
LONGEST_WAIT = datetime.timedelta(days=30)
# Two clocks this close are taken as one.
CLOCKS_AGREE = datetime.timedelta(minutes=2)
MOST_AT_ONCE = 100
LARGEST_POST = 2 * 1024 * 1024
MOST_INTERESTS = 6


class Clamped(models.TextChoices):
    """Why the time that the phone said was not taken as it was."""

    TOO_EARLY = "early", _("The phone’s clock said longer than 30 days ago, so this is 30 days ago.")
    TOO_LATE = "late", _("The phone’s clock was ahead, so this is when it arrived here.")
    UNREADABLE = "unreadable", _("The phone’s clock could not be read, so this is when it arrived here.")


@dataclass(frozen=True)
class Said:
    """What one person at the stand told: who, what about, in which words, and whether we may write."""

    who: str
    about: str = ""
    words: str = ""
    newsletter: bool = False


@dataclass(frozen=True)
class Clock:
    """When the phone says it was, in its own words, and by how much its clock was behind ours on sending."""

    said_at: str
    behind: datetime.timedelta = datetime.timedelta()


@dataclass(frozen=True)
class Post:
    """What a phone sends at once: its captures, not yet looked into, and its clock just now."""

    items: list[Any] = field(default_factory=list)
    sent_at: str = ""


class PostRefused(Refused):
    """Nothing of what the phone sent was looked into; the phone keeps all of it."""

    def __init__(self, sentence: Any, *, status: int) -> None:
        super().__init__(sentence)
        self.status = status
