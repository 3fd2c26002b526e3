from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.changes.forms import refusals_on
from tandem.sales.entering.actions import enter
from tandem.sales.entering.forms import EnterForm
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.opportunities.queries import for_page, missing
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind
from tandem.ui.pages import done, page


def way_in(request: HttpRequest, pk: int, stage: int) -> HttpResponseBase:
    """The small form before a stage: it asks for what is not true yet, and nothing else."""
    row = get_object_or_404(for_page(pk))
    to = get_object_or_404(Stage.objects.select_related("pipeline"), pk=stage, kind=StageKind.OPEN)
    asked = missing(row, to)
    form = EnterForm(request.POST or None, missing=asked, currency=row.currency)
    if form.is_valid():
        with refusals_on(form):
            line = enter(
                opportunity=row,
                expected_version=version_seen(request),
                stage=to,
                answers=form.answers,
                without=form.cleaned_data["without"],
                by=request.user,
                at=timezone.now(),
            )
            sentence = _("Moved to “%(stage)s”.") % {"stage": to}
            return done(request, reverse("sales:opportunity", args=[pk]), sentence, undo=line)
    if form.is_bound:
        # As it stands: what was answered is not kept where the move was refused.
        row = get_object_or_404(for_page(pk))
    context = {"opportunity": row, "stage": to, "missing": asked, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/entering/enter.html", context, status=status)
