"""The talk about an opportunity: what happened, what waits, and what it is called in people's rooms."""

from collections.abc import Iterable
from functools import partial

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from tandem.office.statements.kept import Given, kept
from tandem.people.timeline.models import Entry
from tandem.people.works.queries import Work
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import SEARCH_KIND as OPPORTUNITY
from tandem.sales.opportunities.queries import open_opportunities
from tandem.ui.figures import money_words

ENTRIES = 12
OPEN_AT_MOST = 5


def entries_about(opportunity: Opportunity) -> list[Entry]:
    """The newest with this person, but for what is about another opportunity that there is. One query.

    What is about one that went into another, and came back since, has no other page to stand on.
    """
    others = Q(about=OPPORTUNITY) & ~Q(about_id=opportunity.pk) & stands("about_id")
    others |= Q(origin=OPPORTUNITY) & ~Q(origin_id=opportunity.pk) & stands("origin_id")
    rows = Entry.objects.filter(person=opportunity.person_id).exclude(others)
    return list(rows.select_related("by").order_by("-at", "-id")[:ENTRIES])


def stands(column: str) -> Q:
    return Q(Exists(Opportunity.objects.filter(pk=OuterRef(column))))


def work_of(row: Opportunity) -> Work:
    is_open = row.won_at is None and row.lost_at is None
    amount = money_words(row.amount_minor, row.currency) if row.amount_minor is not None else ""
    return Work(
        kind=OPPORTUNITY,
        row_id=row.pk,
        title=row.title,
        url=reverse("sales:opportunity", args=[row.pk]),
        rang_url=reverse("sales:rang", args=[row.pk]),
        plan_url=partial(plan_url, row.pk) if is_open else None,
        planned_on=row.next_step_on,
        version=row.version,
        person_id=row.person_id,
        said={"title": row.title, "amount": amount},
    )


def plan_url(opportunity_id: int, entry_id: int) -> str:
    return reverse("sales:plan_follow_up", args=[opportunity_id, entry_id])


def open_with(person_id: int) -> list[Work]:
    return [work_of(row) for row in newest_open(person=person_id)]


@kept(person=BigIntegerField())
def newest_open(person: Given) -> "QuerySet[Opportunity]":
    return open_opportunities().filter(person=person).order_by("-opened_at", "-pk")[:OPEN_AT_MOST]


def these(ids: Iterable[int]) -> dict[int, Work]:
    return {row.pk: work_of(row) for row in Opportunity.objects.filter(pk__in=list(ids))}
