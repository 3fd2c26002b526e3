import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.limits.models import DiscountLimit
from tandem.offers.limits.queries import limits
from tandem.offers.limits.words import SELLERS
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def set_limit(
    *, role: str, percent: Decimal, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """The highest discount that this role may give. Only the owner says so, and may go beyond it."""
    if not can_manage(by):
        raise NotAllowed
    if role not in SELLERS:
        raise Refused(_("That role gives no discounts."))
    if not 0 <= percent <= 100:
        raise Refused(_("A percentage lies between 0 and 100."), field="percent")
    usual = limits()[role].percent
    row, _made = DiscountLimit.objects.get_or_create(role=role, defaults={"percent": usual})
    changed = change(row, expected_version=expected_version, percent=percent)
    if not changed:
        return None
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="offers.limit.set", row=row, before=before, after=after)
