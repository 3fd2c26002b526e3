"""What people with the same need took: counted anew each night, so that a page reads a small table.

Only the business's own sales count, and of those only opportunities that were won and whose needs a person
had sorted. Of fewer than twenty people nothing is kept: half of them may then be anything from three to seven
in ten, which is no advice.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict

from django.db import transaction

from tandem.offers.catalogue.models import Offer
from tandem.sales.hearing.models import Need
from tandem.sales.matching.models import PickedOffer, TakenBefore
from tandem.sales.matching.rules import counted
from tandem.ui.figures import LEAST_FOR_A_SHARE

# By kind of need: when each person who had it bought last.
Buyers = dict[int, dict[int, datetime.datetime]]


@transaction.atomic
def count_taken(*, at: datetime.datetime) -> None:
    """Makes the table anew."""
    TakenBefore.objects.all().delete()
    TakenBefore.objects.bulk_create(rows_of(buyers(), at))


def buyers() -> Buyers:
    found: Buyers = defaultdict(dict)
    rows = Need.objects.filter(kind__isnull=False, taken_away_at=None, opportunity__won_at__isnull=False)
    names = ("kind", "opportunity__person", "opportunity__won_at")
    for kind, person, won_at in rows.order_by("opportunity__won_at").values_list(*names):
        if won_at is not None:
            found[kind or 0][person] = won_at
    return found


def takers() -> dict[tuple[int, int], set[int]]:
    """By kind of need and offer: who had that need and took that offer with it."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = PickedOffer.objects.filter(
        opportunity__won_at__isnull=False,
        opportunity__needs__kind__isnull=False,
        opportunity__needs__taken_away_at=None,
    ).order_by()
    for kind, offer, person in rows.values_list("opportunity__needs__kind", "offer", "opportunity__person"):
        found[kind, offer].add(person)
    return found


def rows_of(bought: Buyers, at: datetime.datetime) -> list[TakenBefore]:
    """Who bought before an offer was there could not take it, and is not counted with it."""
    took = takers()
    began = dict(
        Offer.objects.filter(pk__in={offer for _kind, offer in took}).values_list("pk", "created_at")
    )
    moments = {kind: sorted(people.values()) for kind, people in bought.items()}
    rows = []
    for (kind, offer), persons in sorted(took.items()):
        people = len(moments[kind]) - bisect_left(moments[kind], began[offer])
        some = sum(bought[kind][person] >= began[offer] for person in persons)
        if people >= LEAST_FOR_A_SHARE and some:
            share = counted(some, people)
            rows.append(
                TakenBefore(
                    kind_id=kind,
                    offer_id=offer,
                    took=some,
                    people=people,
                    low=share.low,
                    high=share.high,
                    counted_at=at,
                )
            )
    return rows
