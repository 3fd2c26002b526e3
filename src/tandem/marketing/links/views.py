import math
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.links import actions, queries
from tandem.marketing.links.forms import LinkForm
from tandem.marketing.links.jobs import count_opening
from tandem.marketing.links.models import Place, TrackedLink
from tandem.marketing.links.words import OF_ALL, OF_ONE
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.business.queries import the_business
from tandem.office.business.reach import unreachable_now
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.office.limits.actions import wait_for
from tandem.office.limits.queries import address_of
from tandem.ui.pages import done, page

FORM = "marketing/links/form.html"
NAMES = ("name", "target", "source", "medium", "tag", "content", "term")


def follow(request: HttpRequest, code: str) -> HttpResponseBase:
    """Public: to the stored address, and nowhere that the asker names."""
    if busy := too_many(request, "l"):
        return busy
    found = get_object_or_404(TrackedLink, code=code.lower())
    now = timezone.now()
    count_opening(request, found, at=now)
    return led_to(queries.where_it_leads(found, at=now))


def too_many(request: HttpRequest, door: str) -> HttpResponse | None:
    """A page that knocks again by itself where more come than any fair or mailing brings."""
    wait = wait_for(door, address_of(request), own=OF_ONE, whole=OF_ALL, at=timezone.now())
    if not wait:
        return None
    seconds = math.ceil(wait)
    context = {"business": the_business(), "seconds": max(2, seconds)}
    answer = page(request, "marketing/links/many.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    # Django would write a line for each: a flood must not fill the disk with them.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def led_to(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    # Each opening is counted, so that no browser may answer by itself; no search engine lists the code.
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(TrackedLink.objects.select_related("campaign"), pk=pk)
    context = {
        "tabs": tabs("campaigns"),
        "link": row,
        "address": queries.link_address(row),
        "opened": queries.opened_links([row]).get(row.pk, 0),
        "trouble": unreachable_now(),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/links/link.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    campaign = get_object_or_404(Campaign, pk=pk)
    usual = queries.usual_tags(campaign)
    initial = {"source": usual.source, "medium": usual.medium, "tag": usual.campaign}
    form = LinkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_link(campaign=campaign, by=request.user, at=timezone.now(), **form.columns())
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("marketing:link", args=[row.pk]), _("The link is ready."))
    return asked(request, form, campaign)


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(TrackedLink.objects.select_related("campaign"), pk=pk)
    form = LinkForm(request.POST or None, initial={name: getattr(row, name) for name in NAMES})
    if request.method == "POST" and form.is_valid():
        version = version_of(request)
        try:
            line = actions.edit_link(
                link=row, expected_version=version, by=request.user, at=timezone.now(), **form.columns()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("marketing:link", args=[pk]), _("Saved."), undo=line)
    return asked(request, form, row.campaign, row)


def asked(
    request: HttpRequest, form: LinkForm, campaign: Campaign, row: TrackedLink | None = None
) -> HttpResponseBase:
    context: dict[str, Any] = {"tabs": tabs("campaigns"), "form": form, "campaign": campaign, "link": row}
    return page(request, FORM, context, status=422 if request.method == "POST" else 200)


def put_away(request: HttpRequest, pk: int) -> HttpResponseBase:
    return put_row_away(request, get_object_or_404(TrackedLink, pk=pk))


def put_row_away(request: HttpRequest, row: TrackedLink | Place) -> HttpResponseBase:
    line = actions.put_away(row=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    sentence = _("%(name)s is off the list. What is out there goes on leading.") % {"name": row}
    return done(request, reverse("marketing:campaign", args=[row.campaign_id]), sentence, undo=line)
