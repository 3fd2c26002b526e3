import datetime
from collections.abc import Iterable

from tandem.money.amount import Amount, total
from tandem.offers.costs.models import Cost
from tandem.offers.prices.queries import PricedOffer
from tandem.office.business.queries import the_business


def costs_on(offers: Iterable[int], day: datetime.date) -> dict[int, Amount]:
    """What one of each offer (by its key) costs the business on a day, where that is known. One query."""
    rows = Cost.objects.filter(
        offer__in=list(offers), valid_from__lte=day, currency=the_business().currency
    ).order_by("valid_from")
    return {row.offer_id: row.amount for row in rows}


def cost_of(priced: PricedOffer, known: dict[int, Amount]) -> Amount | None:
    """Its own cost; of a bundle without one, what its counted parts cost together. None where unknown."""
    if (own := known.get(priced.offer.pk)) is not None or not priced.counted_parts:
        return own
    found = [(known.get(part.offer.offer.pk), part.quantity) for part in priced.counted_parts]
    amounts = [cost.multiplied(quantity) for cost, quantity in found if cost is not None]
    return total(amounts, amounts[0].currency) if amounts and len(amounts) == len(found) else None


def with_parts(priced: Iterable[PricedOffer]) -> set[int]:
    """The keys of offers and of what they are put together from, to ask for their costs."""
    return {key for one in priced for key in (one.offer.pk, *(part.offer.offer.pk for part in one.parts))}


def costs_of(offer: int) -> list[Cost]:
    return list(Cost.objects.filter(offer=offer).order_by("valid_from"))
