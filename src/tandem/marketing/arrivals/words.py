"""What comes in at a door, as it came, and how what was kept aside is read back to be heard later."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.words import Heard
from tandem.people.persons.words import Contact


class Outcome(models.TextChoices):
    """What became of an arrival."""

    HEARD = "heard", _("Heard")
    KNOWN = "known", _("Known already")
    ASIDE = "aside", _("Kept aside")
    DROPPED = "dropped", _("Dropped")


# Dropped ones are forgotten after this.
DROPPED_KEPT = datetime.timedelta(days=90)
LONGEST_REASON = 200
# More than any door lets in; whoever sends this wants to fill the disk.
MOST_NAMES = 200
DEEPEST = 8


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What somebody allowed while asking: the use, the words that they saw, and where they saw them."""

    use: str
    wording: str
    source: str


def as_kept(value: Any, depth: int = 0) -> Any:
    """What was sent, as both databases keep it: no NUL, no half characters, no number that is none."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if value is None or isinstance(value, bool | int):
        return value
    if depth >= DEEPEST:
        return as_kept(str(value))
    if isinstance(value, dict):
        pairs = list(value.items())[:MOST_NAMES]
        return {as_kept(str(name)): as_kept(part, depth + 1) for name, part in pairs}
    if isinstance(value, list | tuple):
        return [as_kept(part, depth + 1) for part in value]
    return as_kept(str(value))


def written(row: Heard, allowed: Sequence[Allowed]) -> dict[str, Any]:
    """An enquiry that is not heard yet, as JSON."""
    columns = {name: value for name, value in vars(row).items() if name not in ("contact", "campaign")}
    kept: dict[str, Any] = as_kept(
        {
            **columns,
            "heard_at": row.heard_at.isoformat(),
            "contact": row.contact._asdict(),
            "campaign": row.campaign.pk if row.campaign else None,
            "allowed": [asdict(one) for one in allowed],
        }
    )
    return kept


def read_back(kept: dict[str, Any]) -> tuple[Heard, list[Allowed]]:
    """What `written` wrote. A campaign that is gone since is left out."""
    columns = dict(kept)
    allowed = [Allowed(**one) for one in columns.pop("allowed")]
    contact: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in columns.pop("contact").items()
    }
    campaign = Campaign.objects.filter(pk=columns.pop("campaign") or 0).first()
    heard_at = datetime.datetime.fromisoformat(columns.pop("heard_at"))
    return Heard(contact=Contact(**contact), campaign=campaign, heard_at=heard_at, **columns), allowed
