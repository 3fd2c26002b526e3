import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.money.exchange import ExchangeRate, converted
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.orders.words import Line


def revenue_of(net_minor: int, *, currency: str, rate: Decimal, on: datetime.date) -> int:
    """The net amount in the business's currency, at the rate that the order keeps."""
    own = the_business().currency
    if currency == own:
        return net_minor
    exchange = ExchangeRate(of=currency, into=own, rate=rate, on=on, source="")
    return converted(Amount(net_minor, currency), exchange).minor


def tax_of(lines: Sequence[Line]) -> int | None:
    """The tax of the whole order; not known where that of one line is not."""
    taxes = [line.tax_minor for line in lines]
    known = [tax for tax in taxes if tax is not None]
    return sum(known) if len(known) == len(taxes) else None


@transaction.atomic
def accept_order(
    *,
    opportunity: models.Model | None,
    person: Person,
    organisation: Organisation | None,
    lines: list[Line],
    currency: str,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    rate: Decimal = Decimal(1),
) -> Order:
    """Somebody agreed to buy: one order, which counts as revenue from now on.

    Only one order stands for an opportunity.
    """
    must_change_sales(by)
    if not lines or any(line.net_minor < 0 for line in lines):
        raise Refused(_("Say what was bought, with an amount of nought or more."))
    accepted_at = happened_at or at
    net = sum(line.net_minor for line in lines)
    columns: dict[str, Any] = {"person": person, "organisation": organisation, "opportunity": opportunity}
    columns |= {
        "accepted_at": accepted_at,
        "recorded_at": at,
        "currency": currency,
        "rate": rate,
        "net_minor": net,
        "tax_minor": tax_of(lines),
    }
    columns["revenue_minor"] = revenue_of(net, currency=currency, rate=rate, on=accepted_at.date())
    try:
        with transaction.atomic():
            order = Order.objects.create(**columns)
    except IntegrityError:
        raise Refused(_("This was won already. Nothing was changed.")) from None
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            words=line.words[:500],
            quantity=line.quantity,
            unit=line.unit,
            net_minor=line.net_minor,
            tax_minor=line.tax_minor,
            tax_percent=line.tax_percent,
        )
        for place, line in enumerate(lines, start=1)
    )
    record(
        by=by, at=at, verb="sales.order.accepted", row=order, after={"net_minor": net, "currency": currency}
    )
    announce("sales.ordered", order_ids=[order.pk], at=at)
    return order


def accept_many(
    *, opportunities: Sequence[Any], at: datetime.datetime, import_id: int | None = None
) -> list[Order]:
    """One order of one line for each won opportunity of an import, accepted when it was won."""
    orders = [
        new_row(
            Order,
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            opportunity_id=one.pk,
            accepted_at=one.won_at,
            recorded_at=at,
            currency=one.currency,
            net_minor=one.amount_minor or 0,
            revenue_minor=one.amount_minor or 0,
            import_id=import_id,
        )
        for one in opportunities
    ]
    if not orders:
        return []
    if {order.currency for order in orders} != {the_business().currency}:
        raise Refused(
            _("Past sales can only be brought in with amounts in %(currency)s.")
            % {"currency": the_business().currency}
        )
    insert_many(orders)
    insert_many(
        [
            new_row(OrderLine, order_id=order.pk, words=one.title[:200], net_minor=order.net_minor)
            for order, one in zip(orders, opportunities, strict=True)
        ]
    )
    announce("sales.ordered", order_ids=[order.pk for order in orders], at=at)
    return orders


@transaction.atomic
def take_back_order(
    *, order: Order, by: Actor, at: datetime.datetime, expected_version: int | None = None
) -> Order:
    """The order no longer counts. Its row and its time stay."""
    must_change_sales(by)
    if order.taken_back_at is not None:
        raise Refused(_("This order was taken back already."))
    changed = change(order, expected_version=expected_version, taken_back_at=at)
    record(by=by, at=at, verb="sales.order.taken_back", row=order, before=changed.before, after=changed.after)
    announce("sales.ordered", order_ids=[order.pk], at=at)
    return order
