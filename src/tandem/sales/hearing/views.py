from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import need_kinds
from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import refusals_on, version_of, way_back
from tandem.sales.hearing.actions import call_unmet, change_need, hear_need, sort_need, take_away
from tandem.sales.hearing.forms import ChangeForm, HearForm
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.queries import for_page, kind_said, needs_of
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page as opportunity_for_page
from tandem.sales.opportunities.queries import key_in
from tandem.ui.pages import done, page

FOLDER = "sales/hearing/"


def found(pk: int) -> Need:
    return get_object_or_404(for_page(pk))


def panel_of(opportunity: Opportunity) -> str:
    return reverse("sales:met", args=[opportunity.pk])


def needs(request: HttpRequest, pk: int) -> HttpResponseBase:
    """While one is on the phone: one field, three buttons, and what was heard so far."""
    row = get_object_or_404(opportunity_for_page(pk))
    form = HearForm(request.POST or None, currency=row.currency)
    if form.is_valid():
        with refusals_on(form):
            columns = form.columns()
            kind = kind_said(columns["words"])
            _need, line = hear_need(opportunity=row, kind=kind, by=request.user, at=timezone.now(), **columns)
            return done(request, way_back(request, request.path), _("Written down. What else?"), undo=line)
    context = {
        "opportunity": row,
        "form": form,
        "needs": needs_of(row),
        "kinds": need_kinds(),
        "may_change": can_change_sales(request.user),
    }
    return page(request, FOLDER + "needs.html", context, status=422 if form.is_bound else 200)


def need(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    form = ChangeForm(request.POST or None, need=row)
    if form.is_valid():
        with refusals_on(form):
            line = change_need(
                need=row,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **form.columns(),
            )
            return done(request, panel_of(row.opportunity), _("Saved."), undo=line)
    context = {"need": row, "opportunity": row.opportunity, "form": form}
    return page(request, FOLDER + "need.html", context, status=422 if form.is_bound else 200)


def sort(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Which kind it is, by its key; or that we do not offer it."""
    row, seen, at = found(pk), version_of(request), timezone.now()
    back = way_back(request, panel_of(row.opportunity))
    if request.POST.get("kind") == "unmet":
        line = call_unmet(need=row, expected_version=seen, by=request.user, at=at)
        return done(request, back, _("Noted. Marketing sees how often it is asked for."), undo=line)
    kind = get_object_or_404(NeedKind, pk=key_in(request.POST.get("kind", "")), retired_at=None)
    line = sort_need(need=row, expected_version=seen, kind=kind, by=request.user, at=at)
    return done(request, back, _("Sorted: “%(kind)s”.") % {"kind": kind}, undo=line)


def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    line = take_away(need=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    return done(request, panel_of(row.opportunity), _("Taken away."), undo=line)
