from collections.abc import Iterable

from django.db.models import BigIntegerField, Max, QuerySet

from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import need_kinds
from tandem.offers.needs.words import need_key as kind_key
from tandem.office.statements.kept import Given, kept
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.words import LONGEST_SAID
from tandem.sales.needs.words import tidy_need
from tandem.sales.opportunities.models import Opportunity

SHOWN_OF_A_PERSON = 5


def needs_of(opportunity: Opportunity) -> "QuerySet[Need]":
    """What stands of the needs of one opportunity, as they were heard."""
    return Need.objects.filter(opportunity=opportunity, taken_away_at=None).select_related("kind")


def for_page(pk: int) -> "QuerySet[Need]":
    return Need.objects.select_related("kind", "opportunity__person").filter(pk=pk, taken_away_at=None)


@kept(person=BigIntegerField())
def needs_of_person(person: Given) -> "QuerySet[Need]":
    """What somebody needed, whatever it was for, the last thing first."""
    rows = Need.objects.filter(opportunity__person=person, taken_away_at=None)
    return rows.select_related("opportunity").order_by("-heard_at", "-pk")[:SHOWN_OF_A_PERSON]


def kind_said(words: str) -> NeedKind | None:
    """The kind whose own words they are: then nobody needs to sort it."""
    return need_kinds().filter(key=kind_key(tidy_need(words, LONGEST_SAID))).first()


def sorted_before(keys: Iterable[str]) -> dict[str, int]:
    """By words (as they are compared): the kind that people sorted them to last. One query, none for none."""
    said = set(keys)
    if not said:
        return {}
    rows = Need.objects.filter(key__in=said, kind__isnull=False).order_by()
    newest = rows.values("key").annotate(newest=Max("pk")).values("newest")
    return dict(Need.objects.filter(pk__in=newest).order_by("pk").values_list("key", "kind"))
