from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.models import NeedKind, OfferNeed


@dataclass(frozen=True)
class Meeting:
    """An offer on sale, and which of the asked needs (by their keys) it meets."""

    offer: Offer
    met: frozenset[int]


def offers_meeting(needs: Iterable[int]) -> list[Meeting]:
    """The offers on sale that meet at least one of these needs, the one that meets most first. One query."""
    rows = OfferNeed.objects.filter(need__in=set(needs), offer__retired_at=None)
    offers: dict[int, Offer] = {}
    met: dict[int, set[int]] = {}
    for row in rows.select_related("offer", "offer__tax"):
        offers[row.offer_id] = row.offer
        met.setdefault(row.offer_id, set()).add(row.need_id)
    found = [Meeting(offer, frozenset(met[key])) for key, offer in offers.items()]
    return sorted(found, key=lambda one: (-len(one.met), one.offer.key))


def needs_of(offers: Iterable[int]) -> dict[int, list[NeedKind]]:
    """The needs in use that each offer (by its key) meets. One query."""
    found: dict[int, list[NeedKind]] = {}
    rows = OfferNeed.objects.filter(offer__in=list(offers), need__retired_at=None).select_related("need")
    for row in rows.order_by("need__key"):
        found.setdefault(row.offer_id, []).append(row.need)
    return found


def need_kinds() -> "QuerySet[NeedKind]":
    """The needs that the business reckons with, by their words."""
    return NeedKind.objects.filter(retired_at=None)


def counted_needs() -> "QuerySet[NeedKind]":
    """Each with `offers`: how many offers on sale meet it."""
    on_sale = Count("met_by", filter=Q(met_by__offer__retired_at=None))
    return NeedKind.objects.annotate(offers=on_sale)
