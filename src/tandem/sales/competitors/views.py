from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.competitors.actions import rename_competitor
from tandem.offers.competitors.forms import NameForm
from tandem.offers.competitors.models import Competitor
from tandem.office.accounts.rules import can_change_marketing, can_change_sales
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import refusals_on
from tandem.sales.competitors.queries import board
from tandem.sales.opportunities.forms import version_seen
from tandem.ui.pages import done, page


def competitors(request: HttpRequest) -> HttpResponseBase:
    user = request.user
    context = {
        "board": board(now=timezone.now(), zone=business_zone()),
        "may_change": can_change_sales(user) or can_change_marketing(user),
    }
    return page(request, "sales/competitors/competitors.html", context)


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    competitor = get_object_or_404(Competitor, pk=pk)
    form = NameForm(request.POST or None, initial={"name": competitor.name})
    if form.is_valid():
        with refusals_on(form):
            line = rename_competitor(
                competitor=competitor,
                expected_version=version_seen(request),
                name=form.cleaned_data["name"],
                by=request.user,
                at=timezone.now(),
            )
            return done(request, "sales:competitors", _("Saved."), undo=line)
    context = {"competitor": competitor, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/competitors/rename.html", context, status=status)
