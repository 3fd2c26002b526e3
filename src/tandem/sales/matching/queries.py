"""What matching needs to know of the shop, read in a number of queries that does not grow with it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from tandem.money.tax import Prices
from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import on_sale
from tandem.offers.needs.models import OfferNeed
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import PricedOffer, PricedPart, offers_on
from tandem.office.business.queries import the_business
from tandem.sales.hearing.models import Need
from tandem.sales.matching.models import PickedOffer, ReadyIn, TakenBefore
from tandem.sales.matching.words import Asked, OnSale, Taken
from tandem.sales.opportunities.models import Opportunity

# Where only the day or the money is said, anything may fit: so many are looked at, by their names.
MOST_OF_ANY = 500


def asked_of(need: Need, currency: str) -> Asked:
    """In the currency of the opportunity: a budget in another one is held against nothing."""
    return Asked(
        key=need.pk,
        words=need.words,
        weight=need.weight,
        kind=need.kind_id,
        wanted_on=need.wanted_on,
        budget_minor=need.budget_minor if need.currency == currency else None,
        quantity=need.quantity,
        unmet=need.unmet,
    )


def picked_of(opportunity: Opportunity) -> list[PickedOffer]:
    return list(PickedOffer.objects.filter(opportunity=opportunity).select_related("offer"))


@dataclass
class Shop:
    """What is known of the offers at hand, each by its key."""

    meant: Prices
    currency: str
    kinds: dict[int, set[int]] = field(default_factory=dict)
    days: dict[int, int | None] = field(default_factory=dict)
    taken: dict[int, dict[int, Taken]] = field(default_factory=dict)

    def on_sale(self, priced: PricedOffer) -> OnSale:
        """A bundle is what its counted parts are, and ready when they all are."""
        counted = [part.offer.offer.pk for part in priced.counted_parts]
        kinds = set[int]().union(*(self.kinds.get(key, set()) for key in (priced.offer.pk, *counted)))
        return OnSale(
            key=priced.offer.pk,
            name=priced.offer.name,
            kinds=frozenset(kinds),
            price_minor=self.price_of(priced),
            days=self.days_of(priced.offer.pk, counted),
            extras=tuple(map(self.extra, priced.optional_parts)),
            gives=self.given_by(priced),
            taken=self.taken.get(priced.offer.pk, {}),
        )

    def extra(self, part: PricedPart) -> OnSale:
        key = part.offer.offer.pk
        return OnSale(
            key=key,
            name=part.offer.offer.name,
            kinds=frozenset(self.kinds.get(key, ())),
            price_minor=self.price_of(part.offer),
            days=self.days.get(key),
            of_each=part.quantity,
        )

    def given_by(self, priced: PricedOffer) -> dict[int, Decimal]:
        """How many of what a kind asks for are in one bundle."""
        found: dict[int, Decimal] = {}
        for part in priced.counted_parts:
            for kind in self.kinds.get(part.offer.offer.pk, ()):
                found[kind] = max(found.get(kind, part.quantity), part.quantity)
        return found

    def price_of(self, priced: PricedOffer) -> int | None:
        """For one, as the business says its prices; one in another currency is held against no budget."""
        price = priced.price_in(self.meant)
        return price.minor if price is not None and price.currency == self.currency else None

    def days_of(self, key: int, counted: Iterable[int]) -> int | None:
        """Its own days, else those of its slowest part."""
        if (own := self.days.get(key)) is not None:
            return own
        parts = [self.days.get(part) for part in counted]
        return max((one or 0 for one in parts), default=None) if None not in parts else None


def shop_for(
    needs: Sequence[Asked], today: datetime.date, *, currency: str, price_list: PriceList | None = None
) -> list[OnSale]:
    """The offers that may have to do with these needs, as they are sold today in a list of prices; none where
    nothing is asked.
    One that is sold in another currency than is asked in has no price.

    Ten queries at most, however many offers and needs there are.
    """
    if not any(need.is_sorted for need in needs):
        return []
    shop = Shop(Prices(the_business().prices), currency)
    wanted = {need.kind for need in needs if need.kind is not None}
    for offer, kind in OfferNeed.objects.filter(need__in=wanted).values_list("offer", "need"):
        shop.kinds.setdefault(offer, set()).add(kind)
    priced = offers_on(today, price_list, offers_at_hand(needs, set(shop.kinds)))
    keys = {key for one in priced for key in (one.offer.pk, *(part.offer.offer.pk for part in one.parts))}
    shop.days = dict(ReadyIn.objects.filter(offer__in=keys).values_list("offer", "days"))
    columns = ("offer", "kind", "took", "people", "low", "high")
    for offer, kind, *counts in TakenBefore.objects.filter(kind__in=wanted).values_list(*columns):
        shop.taken.setdefault(offer, {})[kind] = Taken(*counts)
    return [shop.on_sale(one) for one in priced]


def offers_at_hand(needs: Sequence[Asked], meeting: set[int]) -> "QuerySet[Offer]":
    """Those that meet something and the bundles with them; anything where no need names a thing."""
    rows = on_sale().select_related("tax")
    if not any(need.names_a_thing for need in needs):
        return rows.order_by("key")[:MOST_OF_ANY]
    bundles = BundlePart.objects.filter(part__in=meeting).order_by().values_list("bundle", flat=True)
    return rows.filter(pk__in=meeting | set(bundles))
