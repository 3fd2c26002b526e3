import datetime
from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.models import CapturePhone, Caught
from tandem.marketing.capture.words import MOST_INTERESTS, PURPOSE
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import heard_of_campaign
from tandem.office.accounts.rules import can_capture
from tandem.office.tokens.queries import find

# What people asked about lately tells what they will ask about; older enquiries are not looked at.
LATELY = 300
LONGEST_BUTTON = 40


def phone_with(token: str, *, at: datetime.datetime) -> CapturePhone | None:
    """The phone that holds this token, while its user may still write down enquiries."""
    found = find(token, purpose=PURPOSE, at=at) if token else None
    if found is None:
        return None
    phone = CapturePhone.objects.select_related("user", "campaign").filter(pk=found.subject_id or 0).first()
    return phone if phone and can_capture(phone.user) else None


def signed_in_phones(*, at: datetime.datetime) -> "QuerySet[CapturePhone]":
    phones = CapturePhone.objects.filter(signed_out_at=None, expires_at__gt=at)
    return phones.select_related("user", "campaign")


def caught_as(enquiry: Enquiry) -> Caught | None:
    return Caught.objects.filter(enquiry=enquiry).select_related("phone", "phone__user").first()


def interests_for(campaign: Campaign) -> list[str]:
    """What people asked about at this campaign, the most frequent first, then lately anywhere."""
    newest = Enquiry.objects.order_by("-heard_at", "-id").values_list("interest", flat=True)
    here, everywhere = newest.filter(campaign=campaign)[:LATELY], newest[:LATELY]
    unlike: dict[str, str] = {}
    for interest in (*by_frequency(list(here)), *by_frequency(list(everywhere))):
        unlike.setdefault(interest.casefold(), interest)
    return list(unlike.values())[:MOST_INTERESTS]


def by_frequency(interests: list[str]) -> list[str]:
    # What is longer is no button for a thumb.
    counted = Counter(interest for interest in interests if 0 < len(interest) <= LONGEST_BUTTON)
    return [interest for interest, _number in counted.most_common(MOST_INTERESTS)]


def goal_words(campaign: Campaign) -> str:
    if not campaign.goal_enquiries:
        return ""
    words = ngettext("of %(goal)s enquiry", "of %(goal)s enquiries", campaign.goal_enquiries)
    return words % {"goal": campaign.goal_enquiries}


def coach_words(campaign: Campaign) -> str:
    """What makes the day a success, where one stands and talks to people. Never a sale."""
    if not campaign.is_met_in_person or not campaign.goal_enquiries:
        return ""
    words = ngettext(
        "%(goal)s good enquiry makes this a success.",
        "%(goal)s good enquiries make this a success.",
        campaign.goal_enquiries,
    )
    return words % {"goal": campaign.goal_enquiries}


def told_to_phone(campaign: Campaign) -> dict[str, Any]:
    """What the page on the phone shows of the campaign, as JSON; kept there for when there is no signal."""
    return {
        "name": campaign.name,
        "kind": str(campaign.get_kind_display()),
        "goal": campaign.goal_enquiries or 0,
        "goal_words": goal_words(campaign),
        "so_far": heard_of_campaign(campaign),
        "interests": interests_for(campaign),
        "in_person": campaign.is_met_in_person,
        "coach": coach_words(campaign),
        "url": reverse("marketing:campaign", args=[campaign.pk]),
    }
