import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.prices.models import PriceList
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.terms.models import Terms
from tandem.sales.terms.queries import Buyer, kept_list


@transaction.atomic
def keep_list(
    *, buyer: Buyer, price_list: PriceList | None, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """From now on their quotes begin with this list; without one, a person's as those of their organisation,
    else with the usual prices. Nothing that is written already changes. None where it was so before.
    """
    must_change_sales(by)
    must_be_in_use(price_list)
    is_person = isinstance(buyer, Person)
    # The usual prices are an own choice only of a person: it goes before that of their organisation.
    wanted = price_list if is_person or price_list is None or not price_list.is_default else None
    before = kept_list(buyer)
    if before == wanted:
        return None
    Terms.objects.create(
        person_id=buyer.pk if is_person else None,
        organisation_id=None if is_person else buyer.pk,
        price_list=wanted,
        at=at,
        by=by if isinstance(by, User) else None,
    )
    return record(
        by=by,
        at=at,
        verb="sales.terms.kept",
        row=buyer,
        before={"price_list": str(before or _("Usual prices"))},
        after={"price_list": str(wanted or _("Usual prices"))},
    )


def must_be_in_use(price_list: PriceList | None) -> None:
    if price_list is not None and price_list.retired_at is not None:
        raise Refused(_("That price list is retired. Bring it back first."), field="price_list")
