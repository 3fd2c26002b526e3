from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import refusals_on, version_of, way_back
from tandem.sales.hearing.queries import needs_of
from tandem.sales.hearing.views import panel_of
from tandem.sales.matching.actions import LONGEST_DAYS, pick_offer, put_back_offer, say_days
from tandem.sales.matching.models import ReadyIn
from tandem.sales.matching.slots import shown, typed_quantity
from tandem.sales.opportunities.queries import for_page, key_in
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

FOLDER = "sales/matching/"
ON_A_PAGE = 20


def offers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All that has to do with the needs of one opportunity, the best first, each with its reasons."""
    row = get_object_or_404(for_page(pk))
    context = shown(row, request, list(needs_of(row)))
    context["page"] = page_of(request, context["board"].fits, ON_A_PAGE)
    return page(request, FOLDER + "offers.html", context)


def met(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What each need of one opportunity is met by; the page of the opportunity takes it in as a part."""
    row = get_object_or_404(for_page(pk))
    return page(request, FOLDER + "met.html", shown(row, request, list(needs_of(row))), partial="panel")


def pick(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(for_page(pk))
    offer = get_object_or_404(Offer, pk=key_in(request.POST.get("offer", "")))
    quantity = typed_quantity(request.POST.get("quantity", ""))
    line = pick_offer(opportunity=row, offer=offer, quantity=quantity, by=request.user, at=timezone.now())
    words = _("Picked: %(offer)s.") % {"offer": offer}
    return done(request, way_back(request, panel_of(row)), words, undo=line)


def put_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(for_page(pk))
    offer = get_object_or_404(Offer, pk=key_in(request.POST.get("offer", "")))
    line = put_back_offer(opportunity=row, offer=offer, by=request.user, at=timezone.now())
    words = _("%(offer)s is put back.") % {"offer": offer}
    return done(request, way_back(request, panel_of(row)), words, undo=line)


class DaysForm(forms.Form):
    days = forms.IntegerField(
        label=_l("Days from yes until it is ready"),
        help_text=_l("Nought if it can be had at once. Leave it empty if you cannot say."),
        required=False,
        min_value=0,
        max_value=LONGEST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def ready(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How long one offer takes."""
    offer = get_object_or_404(Offer, pk=pk)
    row = ReadyIn.objects.filter(offer=offer).first() or ReadyIn(offer=offer)
    form = DaysForm(request.POST or None, initial={"days": row.days})
    if form.is_valid():
        with refusals_on(form):
            line = say_days(
                offer=offer,
                expected_version=version_of(request),
                days=form.cleaned_data["days"],
                by=request.user,
                at=timezone.now(),
            )
            back = way_back(request, reverse("sales:ready", args=[offer.pk]))
            return done(request, back, _("Saved."), undo=line)
    context = {"offer": offer, "ready": row, "form": form, "may_change": can_change_sales(request.user)}
    return page(request, FOLDER + "ready.html", context, status=422 if form.is_bound else 200)
