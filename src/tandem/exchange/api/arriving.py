"""The API door: how an enquiry comes in from another program."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.exchange.api.words import Problem
from tandem.marketing.arrivals.actions import arrive
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.rules import Actor


def arrived(row: Heard, *, received: dict[str, Any], by: Actor, at: datetime.datetime) -> Enquiry:
    """The enquiry that was heard; written down as it came, like whatever comes in at any other door."""
    arrival = arrive(row=row, received=received, by=by, at=at)
    if arrival.enquiry is None:
        raise Problem(422, _("This one came before by another door, and was kept aside there."))
    return arrival.enquiry
