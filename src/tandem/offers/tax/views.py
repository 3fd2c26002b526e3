from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.pages import today
from tandem.offers.tax.actions import add_code, begin_with_country, rename_code, set_rate, withdraw_rate
from tandem.offers.tax.forms import CodeForm, MethodForm, NameForm, RateForm
from tandem.offers.tax.models import TaxCode, TaxRate
from tandem.offers.tax.queries import dated_rates, every_rate, tax_codes
from tandem.offers.tax.rules import can_change_tax
from tandem.offers.tax.starter import starter_codes
from tandem.office.business.actions import save_business
from tandem.office.business.models import Business
from tandem.office.business.places import countries
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on, version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

FOLDER = "offers/tax/"


def tax(request: HttpRequest) -> HttpResponseBase:
    """The rates of each code by day, and how prices are typed and rounded."""
    business, rates, day = the_business(), every_rate(), today()
    rows = [{"code": code, "rates": dated_rates(rates.by_code.get(code.pk, ()), day)} for code in tax_codes()]
    context = {
        "rows": rows,
        "business": business,
        "country": countries().get(business.country, business.country),
        "starter": starter_codes(business.country) if not rows else [],
        "method": MethodForm(initial={"prices": business.prices, "rounded_per": business.rounded_per}),
        "may_change": can_change_tax(request.user),
    }
    return page(request, FOLDER + "tax.html", context)


def begin(request: HttpRequest) -> HttpResponseBase:
    begin_with_country(by=request.user, at=timezone.now())
    return done(request, "offers:tax", _("These are the rates. Have your accountant look at them once."))


def asked(request: HttpRequest, form: Any, code: TaxCode | None, template: str) -> HttpResponseBase:
    context = {"form": form, "code": code}
    return page(request, FOLDER + template, context, status=422 if form.errors else 200)


def add(request: HttpRequest) -> HttpResponseBase:
    form = CodeForm(request.POST or None, initial={"valid_from": today()})
    if form.is_valid():
        with refusals_on(form):
            row = add_code(by=request.user, at=timezone.now(), **form.cleaned_data)
            return done(request, "offers:tax", _("“%(name)s” can be chosen now.") % {"name": row})
    return asked(request, form, None, "code.html")


def rate(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(TaxCode, pk=pk)
    form = RateForm(request.POST or None, initial={"valid_from": today()})
    if form.is_valid():
        with refusals_on(form):
            line = set_rate(code=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            return done(request, "offers:tax", _("The rate is set."), undo=line)
    return asked(request, form, row, "rate.html")


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(TaxCode, pk=pk)
    form = NameForm(request.POST or None, initial={"name": row.name})
    if form.is_valid():
        name, seen = form.cleaned_data["name"], version_of(request)
        with refusals_on(form):
            rename_code(code=row, expected_version=seen, name=name, by=request.user, at=timezone.now())
            return done(request, "offers:tax", _("Saved."))
    return asked(request, form, row, "rename.html")


def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(TaxRate.objects.select_related("code"), pk=pk)
    line = withdraw_rate(rate=row, today=today(), by=request.user, at=timezone.now())
    return done(request, "offers:tax", _("That rate will not come."), undo=line)


def method(request: HttpRequest) -> HttpResponseBase:
    """How prices are typed and tax is rounded, from now on."""
    form = MethodForm(request.POST)
    if not form.is_valid():
        raise Refused(_("This form was incomplete. Nothing was changed."))
    seen = version_of(request) if Business.objects.filter(pk=1).exists() else None
    save_business(expected_version=seen, by=request.user, at=timezone.now(), **form.cleaned_data)
    return done(request, "offers:tax", _("Saved."))
