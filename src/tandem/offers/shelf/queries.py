import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from tandem.money.amount import Amount
from tandem.offers.bundles.queries import bundles_with
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import name_key
from tandem.offers.costs.models import Cost
from tandem.offers.costs.queries import cost_of, costs_of, costs_on, with_parts
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import needs_of
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import PricedOffer, offer_on, offers_on, prices_of
from tandem.offers.shelf.words import Described, PriceLine, Seen, history_words, lines_of, marks_of, per_unit


@dataclass(frozen=True)
class ShelfRow:
    """An offer as it stands in the list. `cost` and `left` are None for who may not see them."""

    priced: PricedOffer
    needs: list[NeedKind]
    cost: Amount | None
    left: Amount | None

    @property
    def offer(self) -> Offer:
        return self.priced.offer

    @property
    def per(self) -> str:
        return per_unit(self.offer.unit)


@dataclass(frozen=True)
class ListHistory:
    """The prices of an offer in one list: in a sentence, and line by line."""

    price_list: PriceList
    sentence: str
    lines: list[PriceLine]


@dataclass(frozen=True)
class OfferSheet:
    """What the page of an offer shows."""

    row: ShelfRow
    histories: list[ListHistory]
    in_bundles: list[Offer]
    costs: list[Cost] = field(default_factory=list)


def rows_of(offers: Iterable[Offer], today: datetime.date, *, with_costs: bool) -> list[ShelfRow]:
    priced = offers_on(today, offers=offers)
    needs = needs_of(one.offer.pk for one in priced)
    known = costs_on(with_parts(priced), today) if with_costs else {}
    return [row_of(one, needs.get(one.offer.pk, []), known) for one in priced]


def row_of(priced: PricedOffer, needs: list[NeedKind], known: dict[int, Amount]) -> ShelfRow:
    cost, net = cost_of(priced, known), priced.net
    left = net - cost if cost is not None and net is not None and cost.currency == net.currency else None
    return ShelfRow(priced, needs, cost, left)


def sheet_of(offer: Offer, today: datetime.date, *, with_costs: bool) -> OfferSheet:
    priced = offer_on(offer, today)
    needs = needs_of([offer.pk]).get(offer.pk, [])
    known = costs_on(with_parts([priced]), today) if with_costs else {}
    return OfferSheet(
        row=row_of(priced, needs, known),
        histories=histories_of(offer, today),
        in_bundles=bundles_with(offer),
        costs=costs_of(offer.pk) if with_costs else [],
    )


def histories_of(offer: Offer, today: datetime.date) -> list[ListHistory]:
    """The lists in which the offer has prices, the usual one first."""
    found = []
    for price_list, prices in groupby(prices_of(offer), key=lambda price: price.price_list):
        lines = lines_of(list(prices), today)
        found.append(ListHistory(price_list, history_words(lines, today), list(reversed(lines))))
    return found


def are_known(told: Sequence[Described], seen: Seen) -> list[bool]:
    """Whether each stands here already, or is new by an earlier one, by its number or its name. One query.

    `seen` is what rows told that went before; what is new by these is added to it.
    """
    codes, keys = {one.code for one in told if one.code}, {name_key(one.name) for one in told}
    here = {
        mark
        for code, key in Offer.objects.filter(Q(code__in=codes) | Q(key__in=keys)).values_list("code", "key")
        for mark in (f"code {code}", f"name {key}")
    }
    found = []
    for one in told:
        marks = marks_of(one)
        found.append(any(mark in here or mark in seen.offers for mark in marks))
        if not found[-1]:
            seen.offers |= dict.fromkeys(marks, marks[0])
    return found
