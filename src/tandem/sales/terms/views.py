from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import price_lists
from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import refusals_on
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.sales.terms.actions import keep_list
from tandem.sales.terms.forms import TermsForm
from tandem.sales.terms.queries import Buyer, kept_list, list_of
from tandem.ui.pages import done, page
from tandem.ui.slots import Panel


def of_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    return asked(request, get_object_or_404(persons(), pk=pk))


def of_organisation(request: HttpRequest, pk: int) -> HttpResponseBase:
    return asked(request, get_object_or_404(Organisation, pk=pk))


def asked(request: HttpRequest, buyer: Buyer) -> HttpResponseBase:
    theirs = list_of_organisation(buyer)
    form = TermsForm(request.POST or None, initial={"price_list": kept_list(buyer)}, theirs=theirs)
    if form.is_valid():
        chosen = form.cleaned_data["price_list"]
        with refusals_on(form):
            keep_list(buyer=buyer, price_list=chosen, by=request.user, at=timezone.now())
            holds = chosen or theirs
            if holds is None or holds.is_default:
                said = _("%(who)s buys by the usual prices. What is written already stays.")
            else:
                said = _("%(who)s buys by “%(list)s” from the next quote on. What is written already stays.")
            return done(request, buyer, said % {"who": buyer, "list": holds})
    context = {"form": form, "buyer": buyer}
    return page(request, "sales/terms/terms.html", context, status=422 if form.errors else 200)


def list_of_organisation(buyer: Buyer) -> PriceList | None:
    """By which a person buys who has no list of their own."""
    works = buyer.organisation_id if isinstance(buyer, Person) else None
    return list_of(None, works) if works else None


def organisation_panel(
    request: HttpRequest | None, *, organisation: Organisation, **context: Any
) -> list[Panel]:
    """Beside an organisation: by which list all of them buy, where there is more than the usual one."""
    kept = kept_list(organisation)
    may_change = can_change_sales(getattr(request, "user", None))
    if kept is None and not (may_change and price_lists().filter(is_default=False).exists()):
        return []
    shown = {"kept": kept, "organisation": organisation, "may_change": may_change}
    return [Panel("sales/terms/side.html", shown)]
