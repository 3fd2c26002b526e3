from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.arrivals import actions, queries
from tandem.marketing.arrivals.forms import DropForm
from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.arrivals.words import Outcome
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

SHOWN_AT_ONCE = 20


def kept_aside(request: HttpRequest) -> HttpResponseBase:
    dropped = request.GET.get("show") == "dropped"
    rows = queries.with_files(
        Arrival.objects.filter(outcome=Outcome.DROPPED if dropped else Outcome.ASIDE)
    ).order_by("-received_at", "-pk")
    context = {
        "tabs": tabs("enquiries"),
        "page": page_of(request, rows, SHOWN_AT_ONCE),
        "dropped": dropped,
        "may_change": can_change_marketing(request.user),
        "form": DropForm(initial={"reason": _("No enquiry")}),
    }
    return page(request, "marketing/arrivals/kept_aside.html", context)


def let_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    arrival = get_object_or_404(Arrival, pk=pk)
    line = actions.let_in(arrival=arrival, by=request.user, at=timezone.now())
    return done(
        request, reverse("marketing:enquiry", args=[arrival.enquiry_id]), _("Let in: heard."), undo=line
    )


def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    arrival = get_object_or_404(Arrival, pk=pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        raise Refused(form.errors["reason"][0])
    reason = form.cleaned_data["reason"]
    line = actions.drop(arrival=arrival, reason=reason, by=request.user, at=timezone.now())
    sentence = _("Dropped. It is forgotten after 90 days.")
    return done(request, reverse("marketing:kept_aside"), sentence, undo=line)
