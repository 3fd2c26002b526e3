import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NEW = "new", _("Waiting")
    CLAIMED = "claimed", _("Being sent")
    HANDING = "handing", _("Being handed over")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", _("Could not be sent")
    WITHDRAWN = "withdrawn", _("Not sent any more")
    # The other side went silent after it had everything: nobody can know, so it is never repeated by itself.
    UNKNOWN = "unknown", _("Not known")
    LEFT = "left", _("Left as it is")


@dataclass(frozen=True)
class Sent:
    """The other side has it and said so."""


@dataclass(frozen=True)
class Later:
    """Nothing was handed over: try again. `rest`: all of this kind wait, the other side is away.

    `until` is for what is not to go out before a time; the waiting until then counts as no try.
    """

    reason: str
    rest: bool = False
    until: datetime.datetime | None = None


@dataclass(frozen=True)
class Withdrawn:
    """There is no reason any more to send it; nothing was handed over."""

    reason: str


@dataclass(frozen=True)
class Bounced:
    """The other side refused it for good."""

    reason: str


Outcome = Sent | Later | Withdrawn | Bounced


class LeaseLost(Exception):
    """Somebody else holds this row by now: stop before anything is handed over."""
