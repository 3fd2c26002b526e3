import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.pipelines.words import StageKind

# What the timeline, the journal and unmet needs name an opportunity by.
ORIGIN = "sales.opportunity"


LONGEST_CAMPAIGN = 120


class ValuedBy(models.TextChoices):
    """Where the amount of an opportunity comes from: somebody typed it, or the lines of its quote add up."""

    HAND = "hand", _("By hand")
    LINES = "lines", _("By lines")


class StepKind(models.TextChoices):
    CALL = "call", _("Ring")
    EMAIL = "email", _("Write")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meet")
    QUOTE = "quote", _("Quote")
    OTHER = "other", _("Something else")


STEP_ICONS = {
    StepKind.CALL: "phone",
    StepKind.EMAIL: "mail",
    StepKind.VISIT: "ruler",
    StepKind.MEETING: "calendar",
    StepKind.QUOTE: "file-text",
    StepKind.OTHER: "pen-line",
}


class LostReason(models.TextChoices):
    PRICE = "price", _("The price")
    TIME = "time", _("It would take too long")
    COMPETITOR = "competitor", _("Bought elsewhere")
    NO_NEED = "no_need", _("Changed their mind")
    NO_ANSWER = "no_answer", _("No answer any more")
    OTHER = "other", _("Something else")


NO_STEP: dict[str, Any] = {
    "next_step": "",
    "next_step_kind": "",
    "next_step_on": None,
    "next_step_time": None,
}
NO_END: dict[str, Any] = {
    "won_at": None,
    "lost_at": None,
    "lost_reason": "",
    "lost_words": "",
    "lost_need": "",
    "competitor": None,
}
# Whoever plans further ahead has typed a wrong year.
FURTHEST_STEP = datetime.timedelta(days=3653)


def campaign_in(brief: dict[str, Any]) -> str:
    """The campaign that a brief names; nothing where nobody asked because of one."""
    return str(brief.get("campaign") or "")[:LONGEST_CAMPAIGN]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is to be done next. Without words there is no next step."""

    words: str = ""
    kind: str = ""
    on: datetime.date | None = None
    time: datetime.time | None = None


@dataclass(frozen=True, kw_only=True)
class PastOpportunity:
    """An opportunity from before Tandem, as an import brings it.

    `closed_at` is needed where it was won or lost. `stage` is the name of an open stage, of the usual
    pipeline before others; an unknown name means the first. A won one makes an order of one line.
    """

    person_id: int
    title: str
    opened_at: datetime.datetime
    organisation_id: int | None = None
    brief: dict[str, Any] = field(default_factory=dict)
    owner_id: int | None = None
    amount_minor: int | None = None
    currency: str = ""
    stage: str = ""
    outcome: str = StageKind.OPEN
    closed_at: datetime.datetime | None = None
    lost_reason: str = ""
    lost_words: str = ""
