from collections.abc import Iterable

from django.db.models import QuerySet

from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import on_sale
from tandem.offers.catalogue.words import OfferKind


def parts_of(bundles: Iterable[int]) -> dict[int, list[BundlePart]]:
    """The parts of each bundle (by its key) in their order, with their offers. One query, none for none."""
    keys = set(bundles)
    found: dict[int, list[BundlePart]] = {}
    if not keys:
        return found
    rows = BundlePart.objects.filter(bundle__in=keys).select_related("part", "part__tax")
    for part in rows.order_by("bundle_id", "position", "id"):
        found.setdefault(part.bundle_id, []).append(part)
    return found


def bundles_with(offer: Offer) -> list[Offer]:
    """The bundles that hold an offer and are on sale."""
    return list(Offer.objects.filter(parts__part=offer, retired_at=None))


def may_be_parts() -> "QuerySet[Offer]":
    """Single offers on sale: a bundle holds no other bundle."""
    return on_sale().exclude(kind=OfferKind.BUNDLE)
