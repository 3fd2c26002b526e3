"""What offers cost on a day, in a list of prices. The number of queries is the same for one and for all."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from tandem.money.amount import Amount, total
from tandem.money.tax import Prices, gross_of, net_of
from tandem.offers.bundles.models import BundlePart
from tandem.offers.bundles.queries import parts_of
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import on_sale
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.tax.queries import Rates, every_rate
from tandem.office.business.queries import the_business


@dataclass(frozen=True)
class PricedPart:
    """A part of a bundle with its price for one. An optional one is not counted in."""

    row: BundlePart
    offer: "PricedOffer"

    @property
    def quantity(self) -> Decimal:
        return self.row.quantity

    @property
    def optional(self) -> bool:
        return self.row.optional


@dataclass(frozen=True)
class PricedOffer:
    """An offer as it is sold on a day: `price` is for one, with or without tax as `meant` says.

    `price` is None where no price has begun, or one of the counted parts of a bundle that adds up has none.
    `percent` is the tax on that day: nought where none is put on, None where its rate has not begun, and None
    for a bundle that adds up, whose parts have rates of their own: a document takes a line for each.
    `price_list` is the one that the price stands in, which may be the usual one.
    """

    offer: Offer
    price: Amount | None
    meant: Prices
    percent: Decimal | None
    price_list: PriceList | None = None
    since: datetime.date | None = None
    parts: tuple[PricedPart, ...] = ()

    def price_in(self, meant: Prices) -> Amount | None:
        """The price for one without tax, or with it, whichever is asked for. None where it is not known."""
        if self.price is None or self.meant == meant:
            return self.price
        if self.offer.adds_up:
            return added_up(self.parts, meant, self.price.currency)
        if self.percent is None:
            return None
        rate = self.percent / 100
        return gross_of(self.price, rate) if meant == Prices.GROSS else net_of(self.price, rate)

    @property
    def net(self) -> Amount | None:
        return self.price_in(Prices.NET)

    @property
    def gross(self) -> Amount | None:
        return self.price_in(Prices.GROSS)

    @property
    def counted_parts(self) -> tuple[PricedPart, ...]:
        return tuple(part for part in self.parts if not part.optional)

    @property
    def optional_parts(self) -> tuple[PricedPart, ...]:
        return tuple(part for part in self.parts if part.optional)


def added_up(parts: Iterable[PricedPart], meant: Prices, currency: str) -> Amount | None:
    """What the counted parts cost together; None where a price is missing or in another currency."""
    amounts = []
    for part in parts:
        price = part.offer.price_in(meant)
        if part.optional:
            continue
        if price is None or price.currency != currency:
            return None
        amounts.append(price.multiplied(part.quantity))
    return total(amounts, currency) if amounts else None


@dataclass(frozen=True)
class Pricing:
    """What is needed to price offers: the begun prices of each in the asked list and the usual one."""

    day: datetime.date
    meant: Prices
    currency: str
    rates: Rates
    asked: dict[int, Price]
    usual: dict[int, Price]

    def of(self, offer: Offer, parts: Sequence[BundlePart] = ()) -> PricedOffer:
        priced = tuple(PricedPart(part, self.of(part.part)) for part in parts)
        if offer.adds_up:
            price = added_up(priced, self.meant, self.currency)
            return PricedOffer(offer, price, self.meant, None, parts=priced)
        row = self.asked.get(offer.pk) or self.usual.get(offer.pk)
        percent = self.rates.percent_on(offer.tax_id, self.day)
        if row is None:
            return PricedOffer(offer, None, self.meant, percent, parts=priced)
        meant = Prices(row.meant)
        return PricedOffer(offer, row.amount, meant, percent, row.price_list, row.valid_from, priced)


def offers_on(
    day: datetime.date, price_list: PriceList | None = None, offers: Iterable[Offer] | None = None
) -> list[PricedOffer]:
    """Each offer as it is sold on a day, in a list of prices (the usual one where none is given).

    Without `offers` it is everything on sale. Four queries at most, besides that for the offers.
    """
    rows = list(on_sale() if offers is None else offers)
    parts = parts_of(offer.pk for offer in rows if offer.is_bundle)
    keys = {offer.pk for offer in rows}
    keys |= {part.part_id for some in parts.values() for part in some}
    business = the_business()
    asked, usual = begun_prices(keys, day, price_list, currency=business.currency)
    pricing = Pricing(day, Prices(business.prices), business.currency, every_rate(), asked, usual)
    return [pricing.of(offer, parts.get(offer.pk, ())) for offer in rows]


def offer_on(offer: Offer, day: datetime.date, price_list: PriceList | None = None) -> PricedOffer:
    return offers_on(day, price_list, [offer])[0]


def begun_prices(
    offers: Iterable[int], day: datetime.date, price_list: PriceList | None, *, currency: str
) -> tuple[dict[int, Price], dict[int, Price]]:
    """The newest price of each offer that has begun, in the list and in the usual one. One query.

    A price in a currency that the business counts in no more has ended with it.
    """
    rows = Price.objects.filter(valid_from__lte=day, currency=currency).select_related("price_list")
    rows = rows.filter(offer__in=list(offers))
    asked: dict[int, Price] = {}
    usual: dict[int, Price] = {}
    for row in rows.order_by("valid_from"):
        if row.price_list.is_default:
            usual[row.offer_id] = row
        elif price_list is not None and row.price_list_id == price_list.pk:
            asked[row.offer_id] = row
    return asked, usual


def price_lists() -> "QuerySet[PriceList]":
    """The lists in use, the usual one first."""
    return PriceList.objects.filter(retired_at=None)


def usual_list() -> PriceList | None:
    return PriceList.objects.filter(is_default=True).first()


def prices_of(offer: Offer) -> list[Price]:
    """Every price that an offer had, has and will have, by list (the usual one first) and by day."""
    rows = Price.objects.filter(offer=offer).select_related("price_list")
    return list(rows.order_by("-price_list__is_default", "price_list__name", "price_list_id", "valid_from"))


def counted_lists() -> "QuerySet[PriceList]":
    """Every list, the retired ones last, each with `offers`: how many offers on sale have a price in it."""
    on_sale = Count("prices__offer", filter=Q(prices__offer__retired_at=None), distinct=True)
    rows = PriceList.objects.annotate(offers=on_sale)
    return rows.order_by("-is_default", F("retired_at").asc(nulls_first=True), "name", "pk")
