"""What one does with a waiting enquiry. Each POST ends on the page where one goes on."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.agreement.actions import ensure_agreement
from tandem.handover.passing import actions
from tandem.handover.passing.forms import DeclineForm, JoinForm, OwnerForm, TicksForm, pipeline_picked
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import line_of, ticks_of
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.sales.opportunities.models import Opportunity
from tandem.ui.pages import done, page


def found(pk: int) -> Enquiry:
    return get_object_or_404(
        Enquiry.objects.select_related("person", "channel", "campaign", "organisation"), pk=pk
    )


def waiting_for_sales(pk: int) -> Passing:
    """The newest passing of an enquiry: whoever comes late is told what became of it."""
    rows = Passing.objects.filter(enquiry=pk).exclude(decision=Decision.TAKEN_BACK)
    newest = rows.select_related("enquiry__person", "enquiry__channel", "enquiry__campaign", "agreement")
    passing = newest.order_by("-passed_at", "-pk").first()
    if passing is None:
        raise Refused(_("Marketing took this one back. Nothing was changed."))
    return passing


def ticked(request: HttpRequest, enquiry: Enquiry) -> TicksForm:
    """The form with its ticks saved."""
    at = timezone.now()
    form = TicksForm(request.POST, ticks=ticks_of(enquiry, ensure_agreement(at=at)))
    if not form.is_valid():
        raise Refused(_("Answer yes, no or not asked, in a few words. Nothing was changed."))
    actions.save_ticks(enquiry=enquiry, ticks=form.answers(), by=request.user, at=at)
    return form


def tick(request: HttpRequest, pk: int) -> HttpResponseBase:
    ticked(request, found(pk))
    return done(request, reverse("handover:waiting", args=[pk]), _("Saved."))


def pass_and_accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    enquiry = found(pk)
    owner = ticked(request, enquiry).cleaned_data["owner"]
    opportunity = actions.pass_and_accept(
        enquiry=enquiry,
        expected_version=version_of(request),
        owner=owner,
        pipeline=pipeline_picked(request),
        by=request.user,
        at=timezone.now(),
    )
    sentence = _("Passed and accepted. What comes next?")
    return done(request, reverse("sales:opportunity", args=[opportunity.pk]), sentence)


def accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    passing = waiting_for_sales(pk)
    opportunity = actions.accept(
        passing=passing,
        expected_version=version_of(request),
        pipeline=pipeline_picked(request),
        by=request.user,
        at=timezone.now(),
    )
    url = reverse("sales:opportunity", args=[opportunity.pk])
    return done(request, url, _("Accepted. What comes next?"), undo=line_of(passing.enquiry, "accepted"))


def decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    passing = waiting_for_sales(pk)
    form = DeclineForm(request.POST or None, passing=passing)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        line = actions.decline(
            passing=passing, expected_version=version_of(request), by=request.user, at=timezone.now(), **told
        )
        sentence = _("%(person)s goes back to marketing: %(reason)s.")
        said = sentence % {"person": passing.enquiry, "reason": told["reason"]}
        return done(request, reverse("handover:inbox"), said, undo=line)
    context = {"passing": passing, "enquiry": passing.enquiry, "form": form}
    status = 422 if request.method == "POST" else 200
    return page(request, "handover/passing/decline.html", context, status=status, partial="dialog")


def assign(request: HttpRequest, pk: int) -> HttpResponseBase:
    form = OwnerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say who takes it on. Nothing was changed."))
    owner = form.cleaned_data["owner"]
    actions.assign(passing=waiting_for_sales(pk), owner=owner, by=request.user, at=timezone.now())
    sentence = _("%(name)s answers now.") % {"name": owner}
    return done(request, reverse("handover:waiting", args=[pk]), sentence)


def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    form = JoinForm(request.POST)
    if not form.is_valid():
        raise Refused(_("This form was incomplete. Nothing was changed."))
    opportunity = get_object_or_404(Opportunity, pk=form.cleaned_data["opportunity"])
    actions.join(enquiry=found(pk), opportunity=opportunity, by=request.user, at=timezone.now())
    sentence = _("It belongs to “%(title)s” now.") % {"title": opportunity}
    return done(request, reverse("sales:opportunity", args=[opportunity.pk]), sentence)
