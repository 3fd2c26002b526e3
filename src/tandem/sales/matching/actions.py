import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.hearing.rules import must_be_a_number_of
from tandem.sales.matching.models import PickedOffer, ReadyIn
from tandem.sales.matching.words import ONE
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.orders.rules import must_change_sales

LONGEST_DAYS = 999


@transaction.atomic
def pick_offer(
    *, opportunity: Opportunity, offer: Offer, by: Actor, at: datetime.datetime, quantity: Decimal = ONE
) -> JournalLine | None:
    """This is what we will offer them. Picked twice, it is picked once."""
    must_change_sales(by)
    must_be_open(opportunity)
    if offer.is_retired:
        raise Refused(_("“%(offer)s” is sold no more.") % {"offer": offer})
    must_be_a_number_of(quantity)
    _row, is_new = PickedOffer.objects.get_or_create(
        opportunity=opportunity,
        offer=offer,
        defaults={
            "quantity": quantity,
            "picked_at": at,
            "by": by if isinstance(by, User) else None,
        },
    )
    if not is_new:
        return None
    after = {"offer": offer.pk, "quantity": str(quantity)}
    return record(
        by=by, at=at, verb="sales.opportunity.picked", row=opportunity, after=after, note=offer.name
    )


@transaction.atomic
def put_back_offer(
    *, opportunity: Opportunity, offer: Offer, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """It is not what we will offer them after all."""
    must_change_sales(by)
    must_be_open(opportunity)
    rows = PickedOffer.objects.filter(opportunity=opportunity, offer=offer)
    picked = rows.first()
    if picked is None or not rows.delete()[0]:
        return None
    before = {"offer": offer.pk, "quantity": str(picked.quantity)}
    return record(
        by=by, at=at, verb="sales.opportunity.put_back", row=opportunity, before=before, note=offer.name
    )


@transaction.atomic
def say_days(
    *, offer: Offer, expected_version: int, days: int | None, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """How many days go by from yes until an offer is ready; None where it cannot be said."""
    must_change_sales(by)
    if days is not None and not 0 <= days <= LONGEST_DAYS:
        raise Refused(_("Give it in days, %(most)d at most.") % {"most": LONGEST_DAYS}, field="days")
    row, _is_new = ReadyIn.objects.get_or_create(offer=offer)
    changed = change(row, expected_version=expected_version, days=days)
    if not changed:
        return None
    return record(
        by=by,
        at=at,
        verb="sales.readyin.said",
        row=row,
        before=changed.before,
        after=changed.after,
    )


def undo_picked(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    opportunity, offer = told_of(line, line.after["offer"])
    put_back_offer(opportunity=opportunity, offer=offer, by=by, at=at)


def undo_put_back(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    opportunity, offer = told_of(line, line.before["offer"])
    quantity = Decimal(line.before["quantity"])
    pick_offer(opportunity=opportunity, offer=offer, quantity=quantity, by=by, at=at)


def told_of(line: JournalLine, offer_id: int) -> tuple[Opportunity, Offer]:
    opportunity = Opportunity.objects.filter(pk=line.row_id or 0).first()
    offer = Offer.objects.filter(pk=offer_id).first()
    if opportunity is None or offer is None:
        raise Refused(_("It is not there any more."))
    return opportunity, offer


def undo_days(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    row = ReadyIn.objects.select_related("offer").filter(pk=line.row_id or 0).first()
    if row is None or row.days != line.after["days"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    say_days(offer=row.offer, expected_version=row.version, days=line.before["days"], by=by, at=at)
