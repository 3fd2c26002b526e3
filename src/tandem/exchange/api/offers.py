"""What is sold over the API: offers with their price of today, and how a price changes."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.fields import (
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    Lines,
    Minor,
    Moment,
    Quantity,
    Short,
    Shown,
    Text,
    Told,
    Versioned,
)
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.offers.bundles.actions import MOST_PARTS, Held, set_parts
from tandem.offers.catalogue.actions import bring_back, edit_offer, retire
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import can_see_costs
from tandem.offers.needs.actions import needs_for_many, set_needs
from tandem.offers.prices.actions import set_price
from tandem.offers.prices.models import PriceList
from tandem.offers.shelf.actions import add_to_shelf, tax_named
from tandem.offers.shelf.queries import ShelfRow, rows_of
from tandem.offers.shelf.words import Described
from tandem.offers.tax.queries import known_taxes
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone

router = Router(tags=["Offers"])
Name = Annotated[Line, Field(max_length=120)]
Unit = Annotated[Short, Field(description="What one counts in, such as hour or metre")]
Code = Annotated[Line, Field(max_length=60, description="Your number for it")]
Tax = Annotated[Short, Field(description="The key of a tax rate, such as standard; empty for no tax")]
Needs = Annotated[Lines, Field(description="The needs it meets, in a few words each")]


class PartShown(Shown):
    offer_id: int
    quantity: float
    optional: bool


class OfferShown(Shown):
    id: int
    version: int
    kind: str
    name: str
    words: str
    unit: str
    code: str
    tax: Annotated[str, Field(description="The key of its tax rate; empty for no tax")]
    tax_percent: Annotated[float | None, Field(description="Today; null for a bundle that adds up")]
    needs: list[str]
    adds_up: Annotated[bool, Field(description="Of a bundle: it costs what its parts cost together")]
    parts: list[PartShown]
    price_minor: Annotated[int | None, Field(description="For one, today, in the usual list")]
    currency: str | None
    price_is: Annotated[Literal["net", "gross"], Field(description="Without tax, or with it")]
    price_since: datetime.date | None
    cost_minor: Annotated[int | None, Field(description="Only for keys of who sells")]
    created_at: datetime.datetime
    retired_at: datetime.datetime | None


class PartTold(Told):
    offer_id: Key
    quantity: Quantity = "1"
    optional: Annotated[bool, Field(description="Offered along with it, and not in its price")] = False


Parts = Annotated[
    list[PartTold], Field(max_length=MOST_PARTS, description="What a bundle holds, in this order")
]


class OfferTold(Told):
    name: Name
    kind: Literal["product", "service", "bundle"] = "service"
    adds_up: Annotated[bool, Field(description="Of a bundle: it costs what its parts cost together")] = False
    parts: Parts = []
    words: Text = ""
    unit: Unit = ""
    code: Code = ""
    tax: Tax = ""
    needs: Needs = []
    price_minor: Minor | None = None
    cost_minor: Minor | None = None


class OfferChanged(Versioned):
    name: Name = ""
    words: Text = ""
    unit: Unit = ""
    code: Code = ""
    tax: Tax = ""
    needs: Needs = []
    adds_up: bool = False
    parts: Parts = []


class PriceTold(Told):
    price_minor: Minor
    valid_from: Annotated[Day | None, Field(description="Today where it is not given")] = None
    price_list_id: Annotated[Key | None, Field(description="The usual one where it is not given")] = None


def today() -> datetime.date:
    return timezone.localdate(timezone=business_zone())


def shown(offers: Sequence[Offer], *, by: Actor) -> list[OfferShown]:
    return [shown_row(row) for row in rows_of(offers, today(), with_costs=can_see_costs(by))]


def shown_row(row: ShelfRow) -> OfferShown:
    offer, priced = row.offer, row.priced
    return OfferShown(
        **{name: getattr(offer, name) for name in ("id", "version", "kind", "name", "words", "unit", "code")},
        tax=offer.tax.key if offer.tax else "",
        tax_percent=None if priced.percent is None else float(priced.percent),
        needs=[need.words for need in row.needs],
        adds_up=offer.adds_up,
        parts=[
            PartShown(offer_id=part.row.part_id, quantity=float(part.quantity), optional=part.optional)
            for part in priced.parts
        ],
        price_minor=priced.price.minor if priced.price else None,
        currency=priced.price.currency if priced.price else None,
        price_is=priced.meant.value,
        price_since=priced.since,
        cost_minor=row.cost.minor if row.cost else None,
        created_at=offer.created_at,
        retired_at=offer.retired_at,
    )


def every_offer() -> QuerySet[Offer]:
    return Offer.objects.select_related("tax")


def the_offer(pk: int) -> Offer:
    row = every_offer().filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such offer."))
    return row


def shower(request: HttpRequest) -> Callable[[int], OfferShown]:
    return lambda pk: shown([the_offer(pk)], by=request.user)[0]


def must_be_known(tax: str) -> None:
    if tax and tax not in {known.key for known in known_taxes(today())}:
        raise Problem(422, _("There is no tax rate of that key."))


@router.get("", response=Page[OfferShown], url_name="offers")
def list_offers(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    code: Code = "",
    retired: bool = False,
) -> HttpResponse:
    """What is sold, or with `retired` what is not sold any more, the oldest first."""
    rows = every_offer().filter(retired_at__isnull=not retired)
    if code:
        rows = rows.filter(code=code)
    if updated_since:
        rows = rows.filter(moved_since("offers.offer", "created_at", updated_since))
    return answer(page_of(rows, partial(shown, by=request.user), limit=limit, cursor=cursor))


@router.post("", response={201: OfferShown}, url_name="offers")
def add_offer(request: HttpRequest, body: OfferTold) -> HttpResponse:
    """Adds an offer; its price and cost hold from today on."""
    must_be_known(body.tax)

    def act(at: datetime.datetime) -> int:
        told = body.model_dump(exclude={"price_minor", "cost_minor", "needs", "parts"})
        offer = add_to_shelf(
            told=Described(**told, more_needs=tuple(body.needs)),
            price_minor=body.price_minor,
            cost_minor=body.cost_minor,
            today=today(),
            by=request.user,
            at=at,
        )
        if body.parts:
            set_parts(bundle=offer, parts=parts_told(body.parts), by=request.user, at=at)
        return offer.pk

    return written(request, act=act, show=shower(request), status=201)


def parts_told(parts: Sequence[PartTold]) -> list[Held]:
    found = Offer.objects.in_bulk([part.offer_id for part in parts])
    if missing := next((part.offer_id for part in parts if part.offer_id not in found), None):
        raise Problem(422, _("There is no offer %(id)s to be a part.") % {"id": missing})
    return [Held(found[part.offer_id], Decimal(part.quantity), part.optional) for part in parts]


@router.get("/{int:pk}", response=OfferShown, url_name="offer")
def get_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer."""
    found = shower(request)(pk)
    return answer(found, version=found.version)


@router.patch("/{int:pk}", response=OfferShown, url_name="offer")
def change_offer(request: HttpRequest, pk: int, body: OfferChanged) -> HttpResponse:
    """Changes what is named. A price changes by an address of its own, as it begins on a day."""
    version = seen_version(request, body.version)
    columns = body.model_dump(exclude_unset=True, exclude={"version", "needs", "parts"})
    must_be_known(columns.get("tax", ""))

    def act(at: datetime.datetime) -> int:
        offer, by = the_offer(pk), request.user
        if "tax" in columns:
            columns["tax"] = tax_named(body.tax, at=at)
        line = edit_offer(offer=offer, expected_version=version, by=by, at=at, **columns)
        if "needs" in body.model_fields_set:
            needs = needs_for_many(words=body.needs, by=by, at=at).values()
            set_needs(offer=offer, needs=needs, by=by, at=at, is_counted=line is not None)
        if "parts" in body.model_fields_set:
            set_parts(bundle=offer, parts=parts_told(body.parts), by=by, at=at)
        return offer.pk

    return written(request, act=act, show=shower(request), row=pk)


@router.post("/{int:pk}/price", response=OfferShown, url_name="offer_price")
def set_offer_price(request: HttpRequest, pk: int, body: PriceTold) -> HttpResponse:
    """Sets what it costs from a day on, also one still to come. Earlier prices are kept."""

    def act(at: datetime.datetime) -> int:
        lists = PriceList.objects.filter(pk=body.price_list_id or 0)
        if body.price_list_id and not lists.exists():
            raise Problem(422, _("There is no such price list."))
        offer, on = the_offer(pk), body.valid_from or today()
        set_price(
            offer=offer,
            price_minor=body.price_minor,
            valid_from=on,
            price_list=lists.first(),
            by=request.user,
            at=at,
        )
        return offer.pk

    return written(request, act=act, show=shower(request), row=pk)


@router.post("/{int:pk}/retire", response=OfferShown, url_name="offer_retire")
def retire_offer(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """It is not offered any more; what names it stays."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        offer = the_offer(pk)
        retire(offer=offer, expected_version=version, by=request.user, at=at)
        return offer.pk

    return written(request, act=act, show=shower(request), row=pk)


@router.post("/{int:pk}/bring-back", response=OfferShown, url_name="offer_bring_back")
def bring_offer_back(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """A retired offer is offered again."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        offer = the_offer(pk)
        bring_back(offer=offer, expected_version=version, by=request.user, at=at)
        return offer.pk

    return written(request, act=act, show=shower(request), row=pk)
