from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.campaigns import actions
from tandem.marketing.campaigns.forms import CampaignForm, columns_of
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.coach.actions import hush as hush_advice
from tandem.marketing.coach.recognising import first_goal_in
from tandem.marketing.pages import tabs
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

FORM = "marketing/campaigns/form.html"
NAMES = ("name", "kind", "starts_on", "ends_on", "what_for", "goal_enquiries", "about")


def add(request: HttpRequest) -> HttpResponseBase:
    form = CampaignForm(request.POST or None, initial={"kind": "event", **offered(request)})
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
    stands = {name: getattr(row, name) for name in NAMES}
    form = CampaignForm(request.POST or None, initial={**stands, **offered(request)})
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


def hush(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Nothing is said of its goal any more."""
    row = get_object_or_404(Campaign, pk=pk)
    line = hush_advice(row=row, by=request.user, at=timezone.now())
    return done(request, reverse("marketing:campaign", args=[pk]), _("As you like."), undo=line)


def offered(request: HttpRequest) -> dict[str, str]:
    """What another page proposes to begin with, by the address: a name, a kind, a goal."""
    names = {"name": "name", "kind": "kind", "goal": "goal_enquiries"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


def asked(request: HttpRequest, form: CampaignForm, row: Campaign | None) -> HttpResponseBase:
    context: dict[str, Any] = {"tabs": tabs("campaigns"), "form": form, "row": row}
    if row is None or row.advice_hushed_at is None:
        words = {name: str(form[name].value() or "") for name in NAMES}
        context["goal"] = first_goal_in(
            asked_for=[words["what_for"], words["goal_enquiries"] if form.errors else ""],
            notes=[words["name"], words["about"]],
        )
    return page(request, FORM, context, status=422 if request.method == "POST" else 200)
