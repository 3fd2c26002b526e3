from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.catalogue.actions import bring_back, retire
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.queries import listed
from tandem.offers.catalogue.rules import can_change_offers, can_see_costs
from tandem.offers.catalogue.words import OfferKind
from tandem.offers.pages import today
from tandem.offers.shelf.actions import add_to_shelf, change_on_shelf
from tandem.offers.shelf.forms import OfferForm
from tandem.offers.shelf.queries import rows_of, sheet_of
from tandem.offers.tax.queries import tax_choices
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on, version_of
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

FOLDER = "offers/shelf/"


def offers(request: HttpRequest) -> HttpResponseBase:
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "show")}
    kind = asked["kind"] if asked["kind"] in OfferKind.values else ""
    shown = page_of(request, listed(words=asked["q"], kind=kind, retired=asked["show"] == "retired"))
    with_costs = can_see_costs(request.user)
    context = {
        "shown": shown,
        "rows": rows_of(shown.object_list, today(), with_costs=with_costs),
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": OfferKind.choices,
        "may_change": can_change_offers(request.user),
        "with_costs": with_costs,
        "business": the_business(),
    }
    return page(request, FOLDER + "offers.html", context, partial="rows")


def offer(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Offer.objects.select_related("tax"), pk=pk)
    with_costs = can_see_costs(request.user)
    context = {
        "offer": row,
        "sheet": sheet_of(row, today(), with_costs=with_costs),
        "business": the_business(),
        "may_change": can_change_offers(request.user),
        "with_costs": with_costs,
    }
    return page(request, FOLDER + "offer.html", context)


def form_for(request: HttpRequest, row: Offer | None, *, bundle: bool, **initial: Any) -> OfferForm:
    choices = tax_choices(today())
    usual = choices[0][0] if choices else ""
    return OfferForm(
        request.POST or None,
        business=the_business(),
        tax=choices,
        offer=row,
        bundle=bundle,
        initial={"tax": usual, **initial},
    )


def add(request: HttpRequest) -> HttpResponseBase:
    """A single offer, or with `?kind=bundle` a bundle."""
    bundle = OfferKind.BUNDLE in (request.GET.get("kind"), request.POST.get("kind"))
    form = form_for(request, None, bundle=bundle)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            row = add_to_shelf(
                told=form.told(),
                price_minor=given.get("price"),
                cost_minor=given.get("cost"),
                today=today(),
                by=request.user,
                at=timezone.now(),
            )
            said = _("Now put its parts in.") if bundle else _("%(offer)s is on offer.") % {"offer": row}
            return done(request, row, said)
    return asked_for(request, form, None)


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Offer.objects.select_related("tax"), pk=pk)
    stands = {name: getattr(row, name) for name in ("name", "kind", "words", "unit", "code")}
    stands |= {"tax": row.tax.key if row.tax else "", "adds_up": "yes" if row.adds_up else ""}
    stands["needs"] = row.needs_met.filter(need__retired_at=None).values_list("need", flat=True)
    form = form_for(request, row, bundle=row.is_bundle, **stands)
    if form.is_valid():
        seen, at = version_of(request), timezone.now()
        with refusals_on(form):
            line = change_on_shelf(offer=row, told=form.told(), expected_version=seen, by=request.user, at=at)
            return done(request, row, _("Saved."), undo=line)
    return asked_for(request, form, row)


def asked_for(request: HttpRequest, form: OfferForm, row: Offer | None) -> HttpResponseBase:
    context = {"form": form, "offer": row, "bundle": form.bundle, "business": the_business()}
    return page(request, FOLDER + "form.html", context, status=422 if form.errors else 200)


def retire_offer(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Offer, pk=pk)
    line = retire(offer=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    said = _("%(offer)s is not offered any more. What was sold of it stays.") % {"offer": row}
    return done(request, row, said, undo=line)


def bring_offer_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Offer, pk=pk)
    line = bring_back(offer=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    return done(request, row, _("%(offer)s is on offer again.") % {"offer": row}, undo=line)
