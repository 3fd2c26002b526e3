import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateTimeField, F, Max, QuerySet, Window
from django.db.models.functions import RowNumber

from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.sales.needs.models import UnmetNeed

SUGGESTED = 30
MOST_TOLD = 20


@dataclass(frozen=True)
class Wanted:
    """One need: as it was written last, how many times of all that was told, when last and by whom."""

    words: str
    number: int
    whole: int
    last: datetime.datetime
    person: Person


def wanted_between(since: datetime.datetime, until: datetime.datetime, *, at_most: int) -> list[Wanted]:
    """What people asked for that we do not offer, the most wanted first. One query, and one for the names of
    those who have none.
    """
    newest = most_wanted(since=since, until=until)[:at_most]
    name_all(need.person for need in newest)
    return [Wanted(need.words, need.number, need.whole, need.last, need.person) for need in newest]


@kept(since=DateTimeField(), until=DateTimeField())
def most_wanted(since: Given, until: Given) -> "QuerySet[Any, Any]":
    alike = [F("key")]
    rows = UnmetNeed.objects.filter(told_at__gte=since, told_at__lt=until).annotate(
        number=Window(Count("pk"), partition_by=alike),
        whole=Window(Count("pk")),
        last=Window(Max("told_at"), partition_by=alike),
        place=Window(RowNumber(), partition_by=alike, order_by="-pk"),
    )
    return rows.filter(place=1).select_related("person").order_by("-number", "-last", "key")[:MOST_TOLD]


def known_needs() -> list[str]:
    """To be offered while one types: the most wanted of all first, as they were written last."""
    rows = UnmetNeed.objects.order_by().values("key").annotate(number=Count("pk"), newest=Max("pk"))
    most = list(rows.order_by("-number", "key").values_list("newest", flat=True)[:SUGGESTED])
    words = UnmetNeed.objects.in_bulk(most)
    return [words[key].words for key in most]
