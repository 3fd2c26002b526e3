"""The API door: how an enquiry comes in from another program."""

import datetime
from typing import Any

from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.rules import Actor


def arrived(row: Heard, *, received: dict[str, Any], by: Actor, at: datetime.datetime) -> Enquiry:
    columns = {name: getattr(row, name) for name in Heard.__dataclass_fields__}
    return hear(by=by, at=at, **columns)
