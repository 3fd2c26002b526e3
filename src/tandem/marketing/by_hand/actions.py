import datetime
from typing import Any

from tandem.marketing.arrivals.actions import arrive, enquiry_of
from tandem.marketing.arrivals.words import Allowed
from tandem.marketing.enquiries.forms import CaptureForm
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Heard, read_who
from tandem.office.accounts.rules import Actor
from tandem.people.consent.words import Use

# What is kept of the form as it was typed; the rest stands on the enquiry under its own name.
NOTED = ("words", "interest", "promised", "wanted_by")


def write_down(*, answers: dict[str, Any], by: Actor, at: datetime.datetime) -> Enquiry:
    """What somebody here was told goes in by the one intake path, as at every other door.

    `answers` are those of CaptureForm.
    """
    channel, door = answers["channel"], Door(answers["door"])
    noted = {name: answers[name] for name in NOTED}
    row = Heard(
        contact=read_who(answers["who"])._replace(organisation=answers["organisation"]),
        heard_at=answers["heard_at"] or at,
        door=door,
        source=channel.source if channel else answers["source"],
        medium=channel.medium if channel else "",
        campaign=answers["campaign"],
        **noted,
    )
    received = {name: value for name, value in answers.items() if value not in (None, "", False)}
    allowed = [newsletter_at(door)] if answers["newsletter"] else []
    return enquiry_of(arrive(row=row, by=by, at=at, received=received, allowed=allowed))


def newsletter_at(door: Door) -> Allowed:
    """What the box of the form says, ticked for somebody who was asked."""
    wording = str(CaptureForm.base_fields["newsletter"].label)
    return Allowed(use=Use.NEWSLETTER, wording=wording, source=str(door.label))
