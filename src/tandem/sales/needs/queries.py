import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.sales.needs.models import UnmetNeed

SUGGESTED = 30


@dataclass(frozen=True)
class Wanted:
    """One need: as it was written last, how many times, when last and by whom."""

    words: str
    number: int
    last: datetime.datetime
    person: Person


def told_between(since: datetime.datetime, until: datetime.datetime) -> "QuerySet[UnmetNeed]":
    return UnmetNeed.objects.filter(told_at__gte=since, told_at__lt=until)


def wanted_between(since: datetime.datetime, until: datetime.datetime, *, at_most: int) -> list[Wanted]:
    """What people asked for that we do not offer, the most wanted first. Three queries at most."""
    rows = told_between(since, until).order_by().values("key")
    counted = rows.annotate(number=Count("pk"), last=Max("told_at"), newest=Max("pk"))
    most = list(counted.order_by("-number", "-last", "key")[:at_most])
    newest = UnmetNeed.objects.select_related("person").in_bulk([row["newest"] for row in most])
    name_all(need.person for need in newest.values())
    return [
        Wanted(newest[row["newest"]].words, row["number"], row["last"], newest[row["newest"]].person)
        for row in most
    ]


def known_needs() -> list[str]:
    """To be offered while one types: the most wanted of all first, as they were written last."""
    rows = UnmetNeed.objects.order_by().values("key").annotate(number=Count("pk"), newest=Max("pk"))
    most = list(rows.order_by("-number", "key").values_list("newest", flat=True)[:SUGGESTED])
    words = UnmetNeed.objects.in_bulk(most)
    return [words[key].words for key in most]
