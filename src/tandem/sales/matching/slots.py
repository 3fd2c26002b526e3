"""What needs and matching add to pages: beside an opportunity, on a person, on an offer."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import need_kinds
from tandem.offers.prices.models import PriceList
from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone
from tandem.people.persons.models import Person
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.queries import needs_of, needs_of_person, sorted_before
from tandem.sales.hearing.suggesting import suggestions
from tandem.sales.matching.models import PickedOffer, ReadyIn
from tandem.sales.matching.queries import asked_of, picked_of, shop_for
from tandem.sales.matching.rules import matches
from tandem.sales.matching.told import (
    Told,
    cost_words,
    quantity_words,
    together_words,
    told,
    why_words,
    with_words,
)
from tandem.sales.matching.words import ONE, Matches, Ranked, Why
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.terms.queries import list_for
from tandem.ui.slots import Content, Panel

SHOWN = 3


@dataclass(frozen=True)
class Fit:
    """One ranked offer, in words where it is shown."""

    ranked: Ranked
    currency: str
    picked: bool

    @property
    def cost(self) -> str:
        return cost_words(self.ranked, self.currency)

    @property
    def extras(self) -> str:
        return with_words(self.ranked)

    @property
    def told(self) -> list[Told]:
        return told(self.ranked, self.currency)

    @property
    def quantity(self) -> str:
        return f"{self.ranked.quantity.normalize():f}"


@dataclass(frozen=True)
class NeedLine:
    """A need, what meets it best, and what is to be done about it.

    `repeated`: the same offer stands in a line above. `late`: why the nearest offer misses it. `is_unsorted`:
    nothing can be said of it yet.
    """

    need: Need
    quantity: str
    suggested: NeedKind | None = None
    fit: Fit | None = None
    late: str = ""
    repeated: bool = False
    is_unsorted: bool = False


@dataclass(frozen=True)
class Board:
    """Everything that the page of an opportunity shows of needs and of what meets them."""

    lines: list[NeedLine]
    fits: list[Fit]
    nothing_fits: bool
    together: str
    picked: list[PickedOffer]
    kinds: list[NeedKind]
    price_list: PriceList | None = None

    @property
    def nearest(self) -> list[Fit]:
        return self.fits[:SHOWN]


def needs_and_offers(
    request: HttpRequest | None, *, opportunity: Opportunity, **others: Any
) -> Sequence[Content]:
    """On the page of an opportunity: what they need. What meets it is read after the page, as it takes as
    many questions as all the rest of it.
    """
    needs = list(needs_of(opportunity))
    if needs:
        return [Panel("sales/matching/heard.html", {"opportunity": opportunity, "needs": needs})]
    return [Panel("sales/matching/panel.html", shown(opportunity, request, needs))]


def shown(opportunity: Opportunity, request: HttpRequest | None, needs: Sequence[Need]) -> dict[str, Any]:
    return {
        "opportunity": opportunity,
        "board": board_of(opportunity, needs, timezone.now()),
        "may_change": request is not None and can_change_sales(request.user),
        "is_open": opportunity.won_at is None and opportunity.lost_at is None,
    }


def board_of(opportunity: Opportunity, needs: Sequence[Need], now: datetime.datetime) -> Board:
    """What meets these needs of it: the same number of queries for one need and for fifty."""
    if not needs:
        return Board([], [], False, "", [], [])
    currency = opportunity.currency
    asked = [asked_of(need, currency) for need in needs]
    today = now.astimezone(business_zone()).date()
    price_list = list_for(opportunity)
    offers = shop_for(asked, today, currency=currency, price_list=price_list)
    found = matches(asked, offers, today=today)
    picked = picked_of(opportunity)
    chosen = {row.offer_id for row in picked}
    kinds = list(need_kinds())
    fits = [Fit(one, currency, one.offer.key in chosen) for one in found.ranked]
    return Board(
        lines=lines_of(needs, in_turn(found, fits), kinds, currency),
        fits=fits,
        nothing_fits=found.nothing_fits,
        together=together_words(found.together, currency),
        picked=picked,
        kinds=kinds,
        price_list=price_list,
    )


def in_turn(found: Matches, fits: list[Fit]) -> list[Fit]:
    """Which offer to show first for a need: one that is picked, then one of those that go together."""
    together = {one.offer.key for one in found.together}
    return sorted(fits, key=lambda fit: (not fit.picked, fit.ranked.offer.key not in together))


def lines_of(needs: Sequence[Need], fits: list[Fit], kinds: list[NeedKind], currency: str) -> list[NeedLine]:
    unsorted = [need for need in needs if need.kind_id is None and not need.unmet]
    sounds = suggestions(unsorted, kinds, sorted_before(need.key for need in unsorted))
    lines: list[NeedLine] = []
    shown: set[int] = set()
    for need in needs:
        fit, late = best_for(need, fits, currency)
        key = fit.ranked.offer.key if fit else 0
        quantity = quantity_words(need.quantity) if need.quantity else ""
        is_unsorted = not asked_of(need, currency).is_sorted
        lines.append(NeedLine(need, quantity, sounds.get(need.pk), fit, late, key in shown, is_unsorted))
        shown.add(key)
    return lines


def best_for(need: Need, fits: Sequence[Fit], currency: str) -> tuple[Fit | None, str]:
    """The first that meets it; else the first that is the thing, with what is wrong about it. A day or a
    budget is held against what is shown for the things, and not against any other.
    """
    nearest: tuple[Fit | None, str] = (None, "")
    only_says_when = need.kind_id is None and not need.unmet
    for fit in fits[:1] if only_says_when else fits:
        if any(one.key == need.pk for one in fit.ranked.met):
            return fit, ""
        for miss in (*fit.ranked.missed, *fit.ranked.unsure):
            if miss.need.key == need.pk and miss.why != Why.NOT_THIS and nearest[0] is None:
                nearest = fit, why_words(miss, currency)
    return nearest


def needed_before(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    """On a person's page: what they needed, the last thing first."""
    rows = needs_of_person(person=person.pk)
    return [Panel("sales/hearing/of_person.html", {"needs": rows})] if rows else []


def time_until_ready(request: HttpRequest | None, *, offer: Offer, **others: Any) -> Sequence[Content]:
    """On an offer's page: how many days it takes, to be said by sales."""
    row = ReadyIn.objects.filter(offer=offer).first() or ReadyIn(offer=offer)
    may_change = request is not None and can_change_sales(request.user)
    context = {"ready": row, "offer": offer, "may_change": may_change}
    return [Panel("sales/matching/ready_side.html", context)]


def typed_quantity(typed: str) -> Decimal:
    """As a button carries it; one for what is no number. What is too long or too fine is refused later."""
    return Decimal(typed) if typed.replace(".", "", 1).isdecimal() else ONE
