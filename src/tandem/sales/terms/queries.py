"""By which price list somebody buys."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tandem.offers.prices.models import PriceList
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.terms.models import Terms

Buyer = Person | Organisation


def of_buyer(buyer: Buyer) -> Q:
    return Q(person=buyer.pk) if isinstance(buyer, Person) else Q(organisation=buyer.pk)


def kept_list(buyer: Buyer) -> PriceList | None:
    """The list that was kept for this buyer, also one that is retired. None for the usual prices."""
    row = Terms.objects.filter(of_buyer(buyer)).select_related("price_list").first()
    return row.price_list if row else None


def list_of(person_id: int, organisation_id: int | None) -> PriceList | None:
    """The list that holds for them today: the person's own, else that of their organisation, as far as it is
    in use; None for the usual one. One query.
    """
    who = Q(person=person_id)
    if organisation_id is not None:
        who |= Q(organisation=organisation_id)
    newest: dict[bool, PriceList | None] = {}
    for row in Terms.objects.filter(who).select_related("price_list"):
        newest.setdefault(row.person_id is not None, row.price_list)
    for is_own in (True, False):
        found = newest.get(is_own)
        if found is not None and found.retired_at is None and not found.is_default:
            return found
    return None


def with_terms(rows: "QuerySet[Opportunity]") -> "QuerySet[Opportunity]":
    """Opportunities, each with `own_list`, the name of the list that is kept for its person, and `has_lists`,
    whether there is another than the usual one. No question more.
    """
    newest = Terms.objects.filter(person=OuterRef("person")).order_by("-at", "-pk")
    others = PriceList.objects.filter(is_default=False, retired_at=None)
    return rows.annotate(own_list=Subquery(newest.values("price_list__name")[:1]), has_lists=Exists(others))


def list_for(opportunity: Opportunity) -> PriceList | None:
    return list_of(opportunity.person_id, opportunity.organisation_id)
