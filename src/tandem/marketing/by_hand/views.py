"""Somebody is written down by hand: by phone, at the door, from a card."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.marketing.by_hand.actions import write_down
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.queries import met_in_person_on
from tandem.marketing.cards.reading import read_cards
from tandem.marketing.enquiries.forms import BY_HAND, CaptureForm, CardForm
from tandem.marketing.enquiries.queries import heard_line, heard_of_campaign
from tandem.marketing.enquiries.words import DOOR_ICONS, Door
from tandem.office.business.queries import business_zone
from tandem.office.changes.middleware import changes_nothing
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

# One tap says how they asked and writes them down.
AT_ONCE: dict[Door, Any] = {Door.PHONE: gettext_lazy("By phone"), Door.WALK_IN: gettext_lazy("Walked in")}


def capture(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return capture_page(request, CaptureForm(initial=expected(request)))
    form = CaptureForm(answers_of(request))
    if not form.is_valid():
        return capture_page(request, form, status=422)
    try:
        heard = write_down(answers=form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return capture_page(request, form, status=422)
    sentence = _("Written down: %(person)s.") % {"person": heard}
    url = reverse("marketing:enquiry", args=[heard.pk])
    if "next" in request.POST:
        campaign = f"&campaign={heard.campaign_id}" if heard.campaign_id else "&campaign="
        url = f"{reverse('marketing:capture')}?door={heard.door}{campaign}"
    return done(request, url, sentence, undo=heard_line(heard))


def answers_of(request: HttpRequest) -> QueryDict:
    """What was sent; a button that saves at once tells the door as well."""
    at_once = request.POST.get("at_once", "")
    if at_once not in AT_ONCE:
        return request.POST
    answers = request.POST.copy()
    answers["door"] = at_once
    return answers


@changes_nothing
def card(request: HttpRequest) -> HttpResponseBase:
    """A business card becomes a form that is filled in already; nothing is written down yet."""
    if request.method != "POST":
        return card_page(request, CardForm())
    form = CardForm(request.POST, request.FILES)
    if not form.is_valid():
        return card_page(request, form, status=422)
    try:
        read = read_cards(form.sent())
    except Refused as refused:
        form.refuse(refused)
        return card_page(request, form, status=422)
    if len(read.cards) > 1:
        return page(request, "marketing/cards/cards.html", {"read": read})
    [one] = read.cards
    filled = {"who": one.who[:400], "organisation": one.organisation}
    return capture_page(request, CaptureForm(initial=expected(request) | filled), troubles=read.troubles)


def card_page(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponseBase:
    return page(request, "marketing/cards/card.html", {"form": form}, status=status)


def expected(request: HttpRequest) -> dict[str, Any]:
    """As asked for in the address, else where one stands today: at a fair, people are written down one after
    another. No other campaign is chosen by itself, or it would be given what it did not bring.
    """
    here = [str(fair.pk) for fair in met_in_person_on(timezone.localdate(timezone=business_zone()))]
    campaign = request.GET.get("campaign", here[0] if len(here) == 1 else "")
    door = request.GET.get("door", "")
    if door not in BY_HAND:
        door = Door.EVENT if campaign in here else Door.PHONE
    return {"door": door, "campaign": campaign}


def capture_page(
    request: HttpRequest, form: CaptureForm, status: int = 200, troubles: Sequence[str] = ()
) -> HttpResponseBase:
    campaign = chosen_campaign(form)
    form.ask_first_time()
    context = {
        "form": form,
        "campaign": campaign,
        "so_far": heard_of_campaign(campaign) if campaign else 0,
        "doors": [(door.value, door.label, DOOR_ICONS[door]) for door in BY_HAND],
        "at_once": [(door.value, words, DOOR_ICONS[door]) for door, words in AT_ONCE.items()],
        "door": str(form["door"].value()),
        "troubles": troubles,
    }
    return page(request, "marketing/enquiries/capture.html", context, status=status)


def chosen_campaign(form: CaptureForm) -> Campaign | None:
    value = str(form["campaign"].value() or "")
    return Campaign.objects.filter(pk=int(value)).first() if value.isdecimal() and len(value) < 19 else None
