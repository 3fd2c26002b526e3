"""What people with the same need took: counted anew each night, so that a page reads a small table.

Only the business's own sales count, and of those only opportunities that were won and whose needs a person
had sorted. Of fewer than twenty people nothing is kept: half of them may then be anything from three to seven
in ten, which is no advice.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tandem.offers.catalogue.models import Offer
from tandem.sales.hearing.models import Need
from tandem.sales.matching.models import PickedOffer, TakenBefore
from tandem.sales.matching.rules import counted
from tandem.ui.figures import LEAST_FOR_A_SHARE

# Rows read at once: a half-read query would keep writers waiting.
PART = 5_000


@dataclass
class Bought:
    """By kind of need: when each person who had it bought last; and who took which offer with it."""

    people: dict[int, dict[int, datetime.datetime]] = field(default_factory=lambda: defaultdict(dict))
    took: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))


def count_taken(*, at: datetime.datetime) -> None:
    """Makes the table anew. It reads and reckons first, so that the transaction is short."""
    rows = rows_of(bought(), at)
    with transaction.atomic():
        TakenBefore.objects.all().delete()
        TakenBefore.objects.bulk_create(rows)


def bought() -> Bought:
    picked: dict[int, set[int]] = defaultdict(set)
    won = PickedOffer.objects.filter(opportunity__won_at__isnull=False)
    for _pk, opportunity, offer in in_parts(won, "opportunity", "offer"):
        picked[opportunity].add(offer)
    found = Bought()
    needs = Need.objects.filter(kind__isnull=False, taken_away_at=None, opportunity__won_at__isnull=False)
    columns = ("kind", "opportunity", "opportunity__person", "opportunity__won_at")
    for _pk, kind, opportunity, person, won_at in in_parts(needs, *columns):
        found.people[kind][person] = max(won_at, found.people[kind].get(person, won_at))
        for offer in picked.get(opportunity, ()):
            found.took[kind, offer].add(person)
    return found


def in_parts(rows: "QuerySet[Any]", *columns: str) -> Iterator[tuple[Any, ...]]:
    """Key and columns of every row, so many at a time by the key."""
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", *columns)[:PART]):
        yield from part
        last = part[-1][0]


def rows_of(found: Bought, at: datetime.datetime) -> list[TakenBefore]:
    """Who bought before an offer was there could not take it, and is not counted with it."""
    offers = {offer for _kind, offer in found.took}
    began = dict(Offer.objects.filter(pk__in=offers).values_list("pk", "created_at"))
    moments = {kind: sorted(people.values()) for kind, people in found.people.items()}
    rows = []
    for (kind, offer), persons in sorted(found.took.items()):
        people = len(moments[kind]) - bisect_left(moments[kind], began[offer])
        some = sum(found.people[kind][person] >= began[offer] for person in persons)
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
