"""The words of the handover: ticks, decisions, the brief that sales gets, and history as an import brings
it.
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from tandem.marketing.enquiries.models import Enquiry
    from tandem.office.accounts.models import User


# Timeline entries that tell of a passing; the timeline draws them as a bar of both desks.
ORIGIN = "handover.passing"


class TickState(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting for sales")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


@dataclass(frozen=True)
class Brief:
    """What sales gets to know of an enquiry: a copy, taken at the handover. Everything is shown as it
    stands here.
    """

    enquiry: int
    heard_at: str
    door: str
    words: str = ""
    interest: str = ""
    channel: str = ""
    campaign: str = ""
    promised: str = ""
    wanted_by: str = ""
    ticks: tuple[dict[str, str], ...] = ()
    # Each use with whether we may: [{"use": "newsletter", "words": "Send the newsletter", "given": False}, …]
    consents: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "ticks": list(self.ticks), "consents": list(self.consents)}


class History(NamedTuple):
    """What an import tells of one enquiry after it was heard. What it does not tell stays unknown.

    With an outcome or `accepted_at` it was accepted; else with `declined_at` or a reason declined; else with
    `passed_at` it waits for sales. `outcome` is open, won or lost.
    """

    enquiry: "Enquiry"
    owner: "User | None" = None
    passed_at: datetime.datetime | None = None
    first_answered_at: datetime.datetime | None = None
    accepted_at: datetime.datetime | None = None
    declined_at: datetime.datetime | None = None
    declined_reason: str = ""
    outcome: str = "open"
    closed_at: datetime.datetime | None = None
    amount_minor: int | None = None
    currency: str = ""
    title: str = ""
    stage: str = ""
    lost_reason: str = ""
