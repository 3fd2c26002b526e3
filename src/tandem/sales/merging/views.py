from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.changes.forms import refusals_on
from tandem.sales.merging.actions import merge_opportunities
from tandem.sales.merging.forms import MergeForm
from tandem.sales.merging.queries import others_of
from tandem.sales.merging.rules import which_stays
from tandem.sales.merging.words import Worth
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page, key_in
from tandem.ui.pages import done, page


def choose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Which of this person's other opportunities is about the same."""
    row = get_object_or_404(for_page(pk))
    context = {"opportunity": row, "others": others_of(row)}
    return page(request, "sales/merging/choose.html", context)


def together(request: HttpRequest, pk: int, other: int) -> HttpResponseBase:
    """Says what stays and what moves, and puts the two together."""
    here, there = get_object_or_404(for_page(pk)), get_object_or_404(for_page(other))
    kept, gone = which_stays(here, there)
    form = MergeForm(request.POST or None, here=here, other=there)
    if form.is_valid():
        seen = {here.pk: version_seen(request), there.pk: key_in(request.POST.get("other_version", "")) or 0}
        with refusals_on(form):
            line = merge_opportunities(
                kept=kept,
                gone=gone,
                kept_version=seen[kept.pk],
                gone_version=seen[gone.pk],
                worth=form.cleaned_data.get("worth", Worth.KEPT),
                by=request.user,
                at=timezone.now(),
            )
            sentence = _("Put together. “%(title)s” is a part of it now.") % {"title": gone.title}
            return done(request, reverse("sales:opportunity", args=[kept.pk]), sentence, undo=line)
    return asked(request, here, there, form)


def asked(request: HttpRequest, here: Opportunity, there: Opportunity, form: MergeForm) -> HttpResponseBase:
    kept, gone = which_stays(here, there)
    context = {"opportunity": here, "other": there, "kept": kept, "gone": gone, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/merging/together.html", context, status=status)
