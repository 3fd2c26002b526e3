"""Lines that come from what the business sells, and how much may come off them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.money.currency import written
from tandem.money.tax import Prices
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import on_sale
from tandem.offers.limits.queries import highest_discount
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import PricedOffer, offer_on, offers_on
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.sales.paper.numbers import plain_number
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.sums import left_of, taken
from tandem.sales.quotes.words import LONGEST_WORDS, LineWritten
from tandem.sales.terms.queries import list_of

# A list to pick from, and no more than one looks through; the rest is typed or found under What we sell.
MOST_TO_PICK = 300


@dataclass(frozen=True)
class Pick:
    """One offer to add, as the list names it."""

    key: int
    words: str


def to_pick_from(version: QuoteVersion, day: datetime.date) -> list[Pick]:
    """What is on sale with a price in the quote's currency, by name, as it costs in the list of the draft."""
    quote = version.quote
    offers = list(on_sale().select_related("tax").order_by("key")[:MOST_TO_PICK])
    found = []
    for priced in offers_on(day, version.price_list, offers):
        price = price_of(priced, quote)
        if price is not None:
            unit = f" / {priced.offer.unit}" if priced.offer.unit else ""
            found.append(Pick(priced.offer.pk, f"{priced.offer.name}, {written(price)}{unit}"))
    return found


def price_of(priced: PricedOffer, quote: Quote) -> Amount | None:
    price = priced.price_in(Prices(quote.prices))
    return price if price is not None and price.currency == quote.currency else None


def lines_of_offer(key: int, version: QuoteVersion, day: datetime.date) -> list[LineWritten]:
    """The lines that an offer becomes at its price of the day in the list of the draft: a bundle that adds up
    one for each part, and what is offered along with a bundle as lines to choose. Raises Refused.
    """
    quote = version.quote
    offer = on_sale().select_related("tax").filter(pk=key).first()
    if offer is None:
        raise Refused(_("This is not sold any more."))
    priced = offer_on(offer, day, version.price_list)
    parts = priced.parts if offer.adds_up else priced.optional_parts
    if offer.adds_up and not parts:
        raise Refused(
            _("“%(offer)s” holds nothing yet. Say under What we sell what is in it.") % {"offer": offer}
        )
    own = [] if offer.adds_up else [line_of(priced, quote)]
    return own + [
        replace(line_of(part.offer, quote), quantity=part.quantity, optional=part.optional) for part in parts
    ]


def line_of(priced: PricedOffer, quote: Quote) -> LineWritten:
    offer, price = priced.offer, price_of(priced, quote)
    if price is None or priced.percent is None:
        raise Refused(
            _("“%(offer)s” has no price or no tax today. See to it under What we sell.") % {"offer": offer}
        )
    words = f"{offer.name}\n{offer.words}".strip()
    return LineWritten(
        words=words if len(words) <= LONGEST_WORDS else offer.name,
        unit=offer.unit[:30],
        price_minor=price.minor,
        tax_percent=priced.percent,
        offer_id=offer.pk,
    )


def must_be_within_limits(
    version: QuoteVersion, lines: Sequence[LineWritten], *, by: Actor, day: datetime.date
) -> None:
    """Nobody gives more off than their role may: neither as a discount of a line and of the whole together,
    nor by a lower price than that of the offer in the list that counts.
    """
    if by is None or (most := highest_discount(by)) >= 100:
        return
    quote = version.quote
    keys = {line.offer_id for line in lines if line.offer_id}
    measure = measured_from(version)
    usual = usual_prices(quote, keys, day, measure)
    also = share_off(version, lines)
    for line in lines:
        if is_more_off(line, usual.get(line.offer_id or 0), most=Fraction(most), also=also):
            raise Refused(too_much_off(line, most, version.price_list, measure))


def too_much_off(line: LineWritten, most: Decimal, own: PriceList | None, measure: PriceList | None) -> str:
    said = {"what": line.words.split("\n")[0][:80], "most": plain_number(most), "list": str(own)}
    words = _("You may give at most %(most)s%% off, and “%(what)s” has more. The owner may send it.")
    if measure != own:
        words = _(
            "They do not buy by “%(list)s”, so it counts from their own prices: you may give at most "
            "%(most)s%% off, and “%(what)s” has more. The owner may send it."
        )
    return words % said


def measured_from(version: QuoteVersion) -> PriceList | None:
    """The list from whose prices a limit counts: that of the draft, where it is the usual one or the
    customer's own. Otherwise somebody put the draft under it, and their own counts.
    """
    if version.price_list_id is None:
        return None
    own = list_of(version.quote.person_id, version.quote.organisation_id)
    return version.price_list if own == version.price_list else own


def usual_prices(
    quote: Quote, keys: Iterable[int], day: datetime.date, price_list: PriceList | None
) -> dict[int, Amount]:
    """What each of these offers costs on a day in a list, as far as that is known."""
    offers = Offer.objects.filter(pk__in=list(keys)).select_related("tax")
    found = {priced.offer.pk: price_of(priced, quote) for priced in offers_on(day, price_list, offers)}
    return {key: price for key, price in found.items() if price is not None}


@dataclass(frozen=True)
class ShareOff:
    """The share of each line that comes off with the whole. Of an amount it is that of one unit less, which
    is not allowed to reach what is: so an amount may be less than one unit beyond, once for the whole.
    """

    share: Fraction = Fraction(0)
    is_amount: bool = False


NO_SHARE = ShareOff()


def share_off(version: QuoteVersion, lines: Sequence[LineWritten]) -> ShareOff:
    """An amount weighs most where the customer chooses nothing, so it is held against what is certain."""
    off, quote = version.off, version.quote
    if off.percent:
        return ShareOff(Fraction(off.percent) / 100)
    if not off.minor:
        return NO_SHARE
    certain = [left_of(line, quote.currency, quote.method).minor for line in taken(lines)]
    whole = sum(certain)
    return ShareOff(Fraction(min(off.minor, whole) - 1, whole) if whole else Fraction(1), is_amount=True)


def is_more_off(
    line: LineWritten, usual: Amount | None, *, most: Fraction, also: ShareOff = NO_SHARE
) -> bool:
    """Whether more than `most` percent of what is usual comes off a line, before any rounding.

    A share is compared as it is. An amount or a price was rounded to a whole unit by whoever typed it, so it
    may be less than one unit beyond.
    """
    quantity, price = Fraction(line.quantity), max(line.price_minor, usual.minor if usual else 0)
    whole = line.price_minor * quantity
    off = whole * Fraction(line.discount_percent) / 100 or Fraction(line.discount_minor)
    owed = price * quantity * (100 - most) / 100
    short = owed - max(Fraction(0), whole - off) * (1 - also.share)
    is_share_alone = price == line.price_minor and not line.discount_minor
    if not is_share_alone:
        return short >= 1
    return owed > 0 and short >= 0 if also.is_amount else short > 0


def known_offers(lines: Sequence[LineWritten]) -> list[LineWritten]:
    """The same lines, without the keys of offers that are not there: a form may have been tampered with."""
    keys = {line.offer_id for line in lines if line.offer_id}
    there = set(Offer.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [line if line.offer_id in there else replace(line, offer_id=None) for line in lines]
