import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import calendar
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.actions import told
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.steps.queries import next_working_day


@transaction.atomic
def put_off(
    *, opportunity: Opportunity, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """The next step moves to the next working day, at the same time of day. One that is later stays there."""
    must_change_sales(by)
    must_be_open(opportunity)
    if not opportunity.next_step:
        raise Refused(_("There is no next step to put off. Plan one first."))
    working = calendar()
    day = next_working_day(working, at.astimezone(working.zone).date())
    if opportunity.next_step_on and opportunity.next_step_on >= day:
        raise Refused(_("It is not due yet. Nothing was changed."))
    changed = change(opportunity, expected_version=expected_version, next_step_on=day)
    return told(changed, "step_put_off", opportunity, by=by, at=at, note=opportunity.next_step)
