from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.campaigns import actions
from tandem.marketing.campaigns.forms import CampaignForm, columns_of
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.pages import tabs
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

FORM = "marketing/campaigns/form.html"
NAMES = ("name", "kind", "starts_on", "ends_on", "goal_enquiries", "about")


def add(request: HttpRequest) -> HttpResponseBase:
    form = CampaignForm(request.POST or None, initial={"kind": "event"})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_campaign(by=request.user, at=timezone.now(), **columns_of(form))
        except Refused as refused:
            form.refuse(refused)
        else:
            url = reverse("marketing:campaign", args=[row.pk])
            return done(request, url, _("%(campaign)s is planned.") % {"campaign": row})
    return asked(request, form, None)


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Campaign, pk=pk)
    form = CampaignForm(request.POST or None, initial={name: getattr(row, name) for name in NAMES})
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.edit_campaign(
                campaign=row,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **columns_of(form),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("marketing:campaign", args=[pk]), _("Saved."), undo=line)
    return asked(request, form, row)


def asked(request: HttpRequest, form: CampaignForm, row: Campaign | None) -> HttpResponseBase:
    context = {"tabs": tabs("campaigns"), "form": form, "campaign": row}
    return page(request, FORM, context, status=422 if request.method == "POST" else 200)
