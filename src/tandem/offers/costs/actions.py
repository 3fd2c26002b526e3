import datetime

from django.db import transaction

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import must_change_offers
from tandem.offers.costs.models import Cost
from tandem.offers.prices.rules import must_be_a_price
from tandem.offers.tax.rules import must_be_a_day
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def set_cost(
    *,
    offer: Offer,
    cost_minor: int,
    valid_from: datetime.date,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """What one of an offer costs the business from a day on. None where nothing was different.

    The journal tells that it was set and not how much: everybody reads the journal.
    """
    must_change_offers(by)
    must_be_a_price(cost_minor, field="cost")
    must_be_a_day(valid_from)
    columns = {"cost_minor": cost_minor, "currency": the_business().currency}
    if Cost.objects.filter(offer=offer, valid_from=valid_from, **columns).exists():
        return None
    Cost.objects.update_or_create(
        offer=offer,
        valid_from=valid_from,
        defaults={
            **columns,
            "recorded_at": at,
            "by": by if isinstance(by, User) else None,
        },
    )
    after = {"valid_from": valid_from.isoformat()}
    return record(by=by, at=at, verb="offers.cost.set", row=offer, after=after)
