"""What is done with a next step: plan it, do it and plan the one after it, put it off."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import refusals_on, way_back
from tandem.sales.opportunities.actions import plan_step, step_done
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page, key_in
from tandem.sales.opportunities.words import StepKind
from tandem.sales.steps import actions
from tandem.sales.steps.forms import DoneForm, StepForm
from tandem.ui.moments import day_words
from tandem.ui.pages import done, page

FOLDER = "sales/steps/"


def put_off(request: HttpRequest) -> HttpResponseBase:
    """From a row of a list: `to` is the opportunity and its version, as "12.3"."""
    parts = [key_in(part) for part in request.POST.get("row", "").split(".")]
    if len(parts) != 2 or None in parts:
        raise Http404
    key, version = parts
    row = get_object_or_404(for_page(key or 0))
    now = timezone.now()
    line = actions.put_off(opportunity=row, expected_version=version or 0, by=request.user, at=now)
    today = now.astimezone(business_zone()).date()
    said = {"step": row.next_step, "day": day_words(row.next_step_on or today, today)}
    back = way_back(request, reverse("sales:today"))
    return done(request, back, _("“%(step)s”: %(day)s.") % said, undo=line)


def step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Plans the next step, or changes it."""
    row = get_object_or_404(for_page(pk))
    planned = {"words": row.next_step, "on": row.next_step_on, "time": row.next_step_time}
    form = StepForm(request.POST or None, initial={**planned, "kind": row.next_step_kind or StepKind.CALL})
    if form.is_valid():
        with refusals_on(form):
            seen, now = version_seen(request), timezone.now()
            line = plan_step(
                opportunity=row, expected_version=seen, by=request.user, at=now, **form.cleaned_data
            )
            said = _("Planned: %(step)s") % {"step": row.next_step}
            return done(request, back_to(request, row), said, undo=line)
    return asked(request, "step.html", row, form)


def done_step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What came of it, and in the same motion what comes next."""
    row = get_object_or_404(for_page(pk))
    form = DoneForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            line = step_done(
                opportunity=row,
                expected_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
                words=form.cleaned_data["outcome"],
                minutes=form.cleaned_data["minutes"],
                next_step=form.step,
            )
            return done(request, back_to(request, row), done_words(row), undo=line)
    return asked(request, "done.html", row, form)


def done_words(row: Opportunity) -> str:
    if not row.next_step:
        return _("Done, and written down. No next step is planned yet.")
    return _("Done, and written down. Next: %(step)s") % {"step": row.next_step}


def back_to(request: HttpRequest, row: Opportunity) -> str:
    """Where the form was opened from; the page of the opportunity where that is not known, or is the form."""
    whole = reverse("sales:opportunity", args=[row.pk])
    back = way_back(request, whole)
    return whole if back.startswith(request.path) else back


def asked(request: HttpRequest, template: str, row: Opportunity, form: Any) -> HttpResponseBase:
    context = {"opportunity": row, "form": form, "back": back_to(request, row)}
    status = 422 if form.is_bound else 200
    return page(request, FOLDER + template, context, status=status, partial="dialog")
