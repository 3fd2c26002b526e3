"""What one does with a proposal: agree, send it back, withdraw it. Each POST ends on the agreement's page."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.agreeing.forms import SendBackForm
from tandem.handover.agreement import proposing, queries
from tandem.handover.agreement.models import Proposal
from tandem.handover.agreement.rules import can_answer
from tandem.office.changes.forms import version_of
from tandem.ui.pages import SeeOther, done, page

PAGE = "handover:agreement"


def found(pk: int) -> Proposal:
    return get_object_or_404(queries.proposals(), pk=pk)


def agree(request: HttpRequest, pk: int) -> HttpResponseBase:
    made = proposing.agree_to(
        proposal=found(pk), expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    sentence = _("Version %(number)d is agreed, with both names. Enquiries from now on go by it.")
    return done(request, PAGE, sentence % {"number": made.number})


def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    proposal = found(pk)
    if request.method != "POST" and not can_answer(proposal, request.user):
        return SeeOther(reverse(PAGE))
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        line = proposing.send_back(
            proposal=proposal,
            expected_version=version_of(request),
            answer=form.cleaned_data["answer"],
            by=request.user,
            at=timezone.now(),
        )
        return done(request, PAGE, _("Sent back, with your word. What was agreed stays."), undo=line)
    context = {"proposal": proposal, "form": form}
    status = 422 if request.method == "POST" else 200
    return page(request, "handover/agreeing/send_back.html", context, status=status, partial="dialog")


def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    line = proposing.withdraw(
        proposal=found(pk), expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    return done(request, PAGE, _("Withdrawn. What was agreed stays."), undo=line)
