from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.coach.actions import hush as hush_advice
from tandem.marketing.coach.recognising import first_goal_in
from tandem.marketing.debrief import actions, queries
from tandem.marketing.debrief.forms import DebriefForm, StepsForm
from tandem.marketing.debrief.models import Debrief, FollowUp
from tandem.marketing.pages import tabs
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import version_of, way_back
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

NAMES = ("talked", "tried_to_sell", "asked", "minutes", "words")


def debrief(request: HttpRequest, pk: int) -> HttpResponseBase:
    campaign = get_object_or_404(Campaign, pk=pk)
    told = queries.debrief_of(campaign)
    initial = {name: getattr(told, name) for name in NAMES} if told else {}
    form = DebriefForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = version_of(request) if "version" in request.POST else None
        try:
            actions.tell(
                campaign=campaign,
                by=request.user,
                at=timezone.now(),
                expected_version=version,
                **form.cleaned_data,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, *what_comes_next(campaign))
    context = {"tabs": tabs("campaigns"), "campaign": campaign, "form": form, "debrief": told}
    context["over"] = queries.is_over(campaign, timezone.localdate(timezone=business_zone()))
    if told is None or told.advice_hushed_at is None:
        context["goal"] = first_goal_in(notes=[str(form["words"].value() or "")])
    status = 422 if request.method == "POST" else 200
    return page(request, "marketing/debrief/debrief.html", context, status=status)


def hush(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Nothing is said of the goal in its words any more."""
    told = get_object_or_404(Debrief, campaign=pk)
    line = hush_advice(row=told, by=request.user, at=timezone.now())
    return done(request, reverse("marketing:campaign", args=[pk]), _("As you like."), undo=line)


def what_comes_next(campaign: Campaign) -> tuple[str, str]:
    """To the people who were met, while they remember it; with nobody to follow up back to the campaign."""
    if queries.met_at(campaign).enquiries:
        return reverse("marketing:follow_ups", args=[campaign.pk]), _(
            "Written down. Now: what comes next, for whom?"
        )
    return reverse("marketing:campaign", args=[campaign.pk]), _("Written down.")


def plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    campaign = get_object_or_404(Campaign, pk=pk)
    met = queries.met_at(campaign)
    today = timezone.localdate(timezone=business_zone())
    form = StepsForm(request.POST or None, enquiries=met.enquiries, day=queries.usual_day(campaign, today))
    if request.method == "POST" and form.is_valid():
        try:
            planned = actions.plan_follow_ups(
                campaign=campaign, steps=form.steps(), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            words = ngettext("%d step is planned.", "%d steps are planned.", len(planned)) % len(planned)
            return done(request, reverse("marketing:campaign", args=[pk]), words)
    context = {"tabs": tabs("campaigns"), "campaign": campaign, "form": form, "met": met}
    status = 422 if request.method == "POST" else 200
    return page(request, "marketing/debrief/follow_ups.html", context, status=status)


def done_with(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(FollowUp.objects.select_related("person"), pk=pk)
    line = actions.finish(row=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    back = way_back(request, reverse("marketing:campaign", args=[row.campaign_id]))
    return done(
        request, back, _("Done. It stands on the timeline of %(person)s.") % {"person": row.person}, undo=line
    )
