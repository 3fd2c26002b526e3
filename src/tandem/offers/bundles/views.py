from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.bundles.actions import put_part, take_out_part
from tandem.offers.bundles.forms import PartForm
from tandem.offers.bundles.models import BundlePart
from tandem.offers.bundles.queries import may_be_parts
from tandem.offers.catalogue.models import Offer
from tandem.office.changes.forms import refusals_on
from tandem.ui.pages import done, page


def part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put an offer into a bundle; one that is in it already gets the new number."""
    row = get_object_or_404(Offer, pk=pk)
    if not row.is_bundle:
        raise Http404
    form = PartForm(request.POST or None, parts=may_be_parts(), initial=as_it_stands(request, row))
    if form.is_valid():
        with refusals_on(form):
            line = put_part(bundle=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            return done(request, row, _("It is in."), undo=line)
    context = {"form": form, "offer": row}
    return page(request, "offers/bundles/part.html", context, status=422 if form.errors else 200)


def as_it_stands(request: HttpRequest, row: Offer) -> dict[str, Any]:
    """What is in the bundle of the offer that `?part=` names."""
    asked = request.GET.get("part", "")
    stands = next((one for one in row.parts.all() if str(one.part_id) == asked), None)
    if stands is None:
        return {"part": asked}
    quantity = f"{stands.quantity.normalize():f}"
    return {"part": stands.part_id, "quantity": quantity, "optional": stands.optional}


def take_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(BundlePart.objects.select_related("bundle", "part"), pk=pk)
    line = take_out_part(part=row, by=request.user, at=timezone.now())
    said = _("%(offer)s is not in it any more.") % {"offer": row.part}
    return done(request, row.bundle, said, undo=line)
