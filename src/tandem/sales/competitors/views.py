from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.offers.competitors.actions import join_competitor, rename_competitor
from tandem.offers.competitors.forms import NameForm, SameForm
from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.queries import standing_competitors
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
    """What it is called, and whether it is another one by a second name."""
    competitor = get_object_or_404(standing_competitors(), pk=pk)
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
    return of_one(request, competitor, form, SameForm(gone=competitor), 422 if form.is_bound else 200)


def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is another one by a second name."""
    gone = get_object_or_404(Competitor, pk=pk)
    form = SameForm(request.POST, gone=gone)
    if form.is_valid():
        with refusals_on(form):
            kept = form.cleaned_data["kept"]
            line = join_competitor(
                gone=gone,
                kept=kept,
                expected_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
            )
            said = _("“%(gone)s” counts as “%(kept)s” from now on.") % {"gone": gone, "kept": kept}
            return done(request, "sales:competitors", said, undo=line)
    return of_one(request, gone, NameForm(initial={"name": gone.name}), form, 422)


def of_one(
    request: HttpRequest, competitor: Competitor, form: NameForm, same: SameForm, status: int
) -> HttpResponseBase:
    context = {
        "competitor": competitor,
        "form": form,
        "same": same,
        "others": standing_competitors().exclude(pk=competitor.pk).exists(),
        "also": list(competitor.also_called.values_list("name", flat=True)),
    }
    return page(request, "sales/competitors/rename.html", context, status=status)
