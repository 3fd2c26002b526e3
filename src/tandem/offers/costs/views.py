from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.actions import set_cost
from tandem.offers.costs.forms import CostForm
from tandem.offers.pages import today
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on
from tandem.ui.pages import done, page


def cost(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an offer costs the business from a day on."""
    row = get_object_or_404(Offer, pk=pk)
    currency = the_business().currency
    form = CostForm(request.POST or None, currency=currency, initial={"valid_from": today()})
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            set_cost(
                offer=row,
                cost_minor=given["cost"],
                valid_from=given["valid_from"],
                by=request.user,
                at=timezone.now(),
            )
            return done(request, row, _("Kept. Only who sells sees it."))
    context = {"form": form, "offer": row}
    return page(request, "offers/costs/cost.html", context, status=422 if form.errors else 200)
