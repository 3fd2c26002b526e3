from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import can_change_offers
from tandem.offers.pages import today
from tandem.offers.prices.actions import add_list, rename_list, set_price, switch_list, withdraw_price
from tandem.offers.prices.forms import ListForm, PriceForm
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.prices.queries import counted_lists, offer_on, price_lists
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on, version_of
from tandem.ui.pages import done, page

FOLDER = "offers/prices/"


def price(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new price from a day on."""
    row = get_object_or_404(Offer.objects.select_related("tax"), pk=pk)
    form = PriceForm(
        request.POST or None, business=the_business(), lists=price_lists(), initial={"valid_from": today()}
    )
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            line = set_price(
                offer=row,
                price_minor=given["price"],
                valid_from=given["valid_from"],
                price_list=given.get("price_list"),
                by=request.user,
                at=timezone.now(),
            )
            return done(request, row, _("The price is set."), undo=line)
    context = {"form": form, "offer": row, "priced": offer_on(row, today())}
    return page(request, FOLDER + "price.html", context, status=422 if form.errors else 200)


def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Price.objects.select_related("offer"), pk=pk)
    line = withdraw_price(price=row, today=today(), by=request.user, at=timezone.now())
    return done(request, row.offer, _("That price will not come."), undo=line)


def shown_lists(
    request: HttpRequest, *, form: ListForm | None = None, wrong: PriceList | None = None
) -> HttpResponseBase:
    """The page of price lists; `form` belongs to the list that was `wrong`, or to the new one."""
    context = {
        "rows": counted_lists(),
        "form": form,
        "wrong": wrong,
        "new": form if form and wrong is None else ListForm(),
        "may_change": can_change_offers(request.user),
    }
    return page(request, FOLDER + "lists.html", context, status=422 if form else 200)


def lists(request: HttpRequest) -> HttpResponseBase:
    return shown_lists(request)


def list_add(request: HttpRequest) -> HttpResponseBase:
    form = ListForm(request.POST)
    if form.is_valid():
        with refusals_on(form, otherwise="name"):
            row = add_list(name=form.cleaned_data["name"], by=request.user, at=timezone.now())
            return done(request, "offers:lists", _("“%(name)s” is a price list now.") % {"name": row})
    return shown_lists(request, form=form)


def list_rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(PriceList, pk=pk)
    form = ListForm(request.POST)
    if form.is_valid():
        name, seen = form.cleaned_data["name"], version_of(request)
        with refusals_on(form, otherwise="name"):
            rename_list(price_list=row, expected_version=seen, name=name, by=request.user, at=timezone.now())
            return done(request, "offers:lists", _("Saved."))
    return shown_lists(request, form=form, wrong=row)


def list_switch(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(PriceList, pk=pk)
    on, seen = request.POST.get("on") == "yes", version_of(request)
    switch_list(price_list=row, expected_version=seen, on=on, by=request.user, at=timezone.now())
    said = _("“%(name)s” holds again.") if on else _("“%(name)s” is retired. Its prices are kept.")
    return done(request, "offers:lists", said % {"name": row})
