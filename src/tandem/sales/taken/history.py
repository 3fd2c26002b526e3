"""What people with the same need took: counted anew each night, so that a page reads a small table.

Only the business's own sales count, and of those only opportunities that were won and whose needs a person
had sorted. What they took is what stands in the quote that they said yes to, without what they did not tick;
where no quote went to them, it is what was picked for them. Of fewer than twenty people nothing is kept: half
of them may then be anything from three to seven in ten, which is no advice.
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
from tandem.sales.quotes.models import Quote, QuoteLine
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
    taken = taken_by_opportunity()
    found = Bought()
    needs = Need.objects.filter(kind__isnull=False, taken_away_at=None, opportunity__won_at__isnull=False)
    columns = ("kind", "opportunity", "opportunity__person", "opportunity__won_at")
    for _pk, kind, opportunity, person, won_at in in_parts(needs, *columns):
        found.people[kind][person] = max(won_at, found.people[kind].get(person, won_at))
        for offer in taken.get(opportunity, ()):
            found.took[kind, offer].add(person)
    return found


def taken_by_opportunity() -> dict[int, set[int]]:
    """By opportunity that was won: which offers they took."""
    taken: dict[int, set[int]] = defaultdict(set)
    lines = QuoteLine.objects.filter(
        offer__isnull=False,
        version__acceptance__order__taken_back_at=None,
        version__quote__opportunity__won_at__isnull=False,
        version__acceptance__isnull=False,
    )
    columns = ("version__quote__opportunity", "offer", "optional", "position", "version__acceptance__chosen")
    for _pk, opportunity, offer, optional, position, chosen in in_parts(lines, *columns):
        if not optional or position in chosen:
            taken[opportunity].add(offer)
    won = PickedOffer.objects.filter(opportunity__won_at__isnull=False)
    without_quote = won.exclude(
        opportunity__in=Quote.objects.filter(standing__isnull=False).values("opportunity")
    )
    for _pk, opportunity, offer in in_parts(without_quote, "opportunity", "offer"):
        taken[opportunity].add(offer)
    return taken


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
