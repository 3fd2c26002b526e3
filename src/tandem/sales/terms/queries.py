"""By which price list somebody buys."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from tandem.offers.prices.models import PriceList
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.terms.models import Terms

Buyer = Person | Organisation


def of_buyer(buyer: Buyer) -> Q:
    return Q(person=buyer.pk) if isinstance(buyer, Person) else Q(organisation=buyer.pk)


def kept_list(buyer: Buyer) -> PriceList | None:
    """The list that was kept for this buyer, also one that is retired. None where none is: they buy as their
    organisation does, else by the usual prices. A person may buy by the usual ones all the same.
    """
    row = Terms.objects.filter(of_buyer(buyer)).select_related("price_list").first()
    return row.price_list if row else None


def list_of(person_id: int | None, organisation_id: int | None) -> PriceList | None:
    """The list that holds for them today: the person's own, else that of their organisation, as far as it is
    in use; None for the usual one, which may be the person's own too. One query.
    """
    # Nobody is nobody: a row of a person has no organisation, and the other way round.
    who = Q(person=person_id or 0) | Q(organisation=organisation_id or 0)
    newest: dict[bool, PriceList | None] = {}
    for row in Terms.objects.filter(who).select_related("price_list"):
        newest.setdefault(row.person_id is not None, row.price_list)
    for is_own in (True, False):
        found = newest.get(is_own)
        if found is not None and found.retired_at is None:
            return None if found.is_default else found
    return None


def with_terms(rows: "QuerySet[Opportunity]") -> "QuerySet[Opportunity]":
    """Opportunities, each with `their_list`, the name of the list by which its person buys today, nothing for
    the usual one, and `has_lists`, whether there is another than that. No question more.
    """
    others = PriceList.objects.filter(is_default=False, retired_at=None)
    usual = PriceList.objects.filter(is_default=True).values("name")[:1]
    kept = Coalesce(
        name_kept(Terms.objects.filter(person=OuterRef(OuterRef("person")))),
        name_kept(Terms.objects.filter(organisation=OuterRef(OuterRef("person__organisation")))),
    )
    return rows.annotate(their_list=NullIf(kept, Subquery(usual)), has_lists=Exists(others))


def name_kept(terms: "QuerySet[Terms]") -> Subquery:
    """The name of the list in the newest of these terms, as far as it is in use."""
    newest = terms.order_by("-at", "-pk").values("price_list")[:1]
    return Subquery(PriceList.objects.filter(pk=Subquery(newest), retired_at=None).values("name")[:1])


def list_for(opportunity: Opportunity) -> PriceList | None:
    return list_of(opportunity.person_id, opportunity.organisation_id)
