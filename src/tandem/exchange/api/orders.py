"""Orders over the API."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field, StringConstraints

from tandem.exchange.api.fields import (
    KEEPABLE,
    Cursor,
    Key,
    Limit,
    Line,
    Minor,
    Moment,
    Percent,
    Quantity,
    Shown,
    Told,
    Versioned,
    plain_decimal,
)
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.persons import asked_for
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.money.amount import Amount
from tandem.money.tax import Line as TaxedAt
from tandem.money.tax import Prices, taxed
from tandem.office.business.models import Business
from tandem.office.business.queries import the_business
from tandem.sales.opportunities.rules import checked_moment
from tandem.sales.orders.actions import accept_order, take_back_order
from tandem.sales.orders.models import Order
from tandem.sales.orders.words import Line as OrderedLine

router = Router(tags=["Orders"])


class LineShown(Shown):
    position: int
    words: str
    quantity: str
    unit: str
    net_minor: int
    tax_minor: Annotated[int | None, Field(description="Null where nobody knows")]
    tax_percent: str | None


class OrderShown(Shown):
    id: int
    version: int
    person_id: int
    organisation_id: int | None
    opportunity_id: int | None
    state: str
    accepted_at: datetime.datetime
    recorded_at: datetime.datetime
    taken_back_at: datetime.datetime | None
    net_minor: int
    tax_minor: Annotated[int | None, Field(description="Null where that of one line is not known")]
    currency: str
    rate: str
    revenue_minor: int
    revenue_currency: str
    lines: list[LineShown]


class LineTold(Told):
    words: Line
    net_minor: Annotated[Minor, Field(description="The whole line without tax, in minor units")]
    quantity: Quantity = "1"
    unit: Annotated[str, StringConstraints(max_length=30, pattern=KEEPABLE)] = ""
    tax_percent: Percent | None = None
    tax_minor: Annotated[
        Minor | None,
        Field(description="Of the whole line; where it is left out it is worked out of tax_percent"),
    ] = None


class OrderTold(Told):
    """An order that came by no opportunity: from a till or a shop. Amounts are in the business's currency."""

    person_id: Key
    accepted_at: Moment | None = None
    lines: Annotated[list[LineTold], Field(min_length=1, max_length=100)]


def shown(rows: Sequence[Order]) -> list[OrderShown]:
    own = the_business().currency
    left_out = ("state", "rate", "revenue_currency", "lines")
    names = [name for name in OrderShown.model_fields if name not in left_out]
    return [
        OrderShown(
            **{name: getattr(row, name) for name in names},
            state="taken_back" if row.taken_back_at else "accepted",
            rate=plain_decimal(row.rate),
            revenue_currency=own,
            lines=[line_shown(line) for line in row.lines.all()],
        )
        for row in rows
    ]


def line_shown(line: Any) -> LineShown:
    return LineShown(
        position=line.position,
        words=line.words,
        quantity=plain_decimal(line.quantity),
        unit=line.unit,
        net_minor=line.net_minor,
        tax_minor=line.tax_minor,
        tax_percent=None if line.tax_percent is None else plain_decimal(line.tax_percent),
    )


def lines_told(told: Sequence[LineTold], business: Business) -> list[OrderedLine]:
    """The lines, each with its tax as it was told; what is told by its rate alone is taxed together, as a
    quote of the business would be.
    """
    counted = [line for line in told if line.tax_percent is not None and line.tax_minor is None]
    rated = [
        TaxedAt(Amount(line.net_minor, business.currency), Decimal(line.tax_percent or 0) / 100)
        for line in counted
    ]
    sums = taxed(rated, currency=business.currency, method=replace(business.method, prices=Prices.NET))
    taxes = {id(line): part.tax.minor for line, part in zip(counted, sums.lines, strict=True)}
    return [
        OrderedLine(
            words=line.words,
            net_minor=line.net_minor,
            quantity=Decimal(line.quantity),
            unit=line.unit,
            tax_minor=taxes.get(id(line), line.tax_minor),
            tax_percent=None if line.tax_percent is None else Decimal(line.tax_percent),
        )
        for line in told
    ]


def the_order(pk: int) -> Order:
    row = Order.objects.select_related("person").prefetch_related("lines").filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such order."))
    return row


def show(pk: int) -> OrderShown:
    return shown([the_order(pk)])[0]


@router.get("", response=Page[OrderShown], url_name="orders")
def list_orders(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    state: Literal["accepted", "taken_back"] | None = None,
    person_id: Key | None = None,
    opportunity_id: Key | None = None,
) -> HttpResponse:
    """Orders, the first written down first. Those that were taken back do not count as revenue."""
    sought: dict[str, Any] = {"person": person_id, "opportunity": opportunity_id}
    rows = Order.objects.filter(**{name: value for name, value in sought.items() if value})
    if state:
        rows = rows.filter(taken_back_at__isnull=state == "accepted")
    if updated_since:
        rows = rows.filter(moved_since("sales.order", "recorded_at", updated_since, person="person"))
    return answer(page_of(rows.prefetch_related("lines"), shown, limit=limit, cursor=cursor))


@router.post("", response={201: OrderShown}, url_name="orders")
def accept_order_(request: HttpRequest, body: OrderTold) -> HttpResponse:
    """Somebody agreed to buy, without an opportunity. Winning an opportunity makes its order by itself."""
    lines = lines_told(body.lines, the_business())

    def act(at: datetime.datetime) -> int:
        person = asked_for(body.person_id)
        return accept_order(
            opportunity=None,
            person=person,
            organisation=person.organisation,
            lines=lines,
            currency=the_business().currency,
            by=request.user,
            at=at,
            happened_at=checked_moment(body.accepted_at or at, at=at),
        ).pk

    return written(request, act=act, show=show, status=201)


@router.get("/{int:pk}", response=OrderShown, url_name="order")
def get_order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its lines."""
    found = show(pk)
    return answer(found, version=found.version)


@router.post("/{int:pk}/take-back", response=OrderShown, url_name="take_back")
def take_back(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """The order no longer counts. Its row and its time stay."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        order = the_order(pk)
        if order.opportunity_id:
            raise Problem(422, _("This order came by an opportunity: open that again, and it is taken back."))
        take_back_order(order=order, expected_version=version, by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)
