"""What a campaign must be: it has a name, its days are in order, and its goal is a number of enquiries."""

import datetime
import re
from typing import Any

from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.words import CampaignKind
from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.words import NotAllowed, Refused

MONEY = re.compile(r"[£$€¥]|\b(gbp|eur|usd|pounds?|euros?|dollars?|revenue|turnover)\b", re.IGNORECASE)
SELLING = re.compile(r"\b(sales?|sells?|sold|customers?|orders?|deals?)\b", re.IGNORECASE)
COUNT = re.compile(r"\D*?(?<![-−])(\d[\d\s,.’']*)\D*")
# Threes stand apart, as in 1,200 and 1 200: of 1.5 or “10, 20” nobody knows which number is meant.
WHOLE = re.compile(r"\d+|\d{1,3}([\s,.’']\d{3})+")
LARGEST_GOAL = 1_000_000


def must_change_campaigns(by: Actor) -> None:
    if not can_change_marketing(by):
        raise NotAllowed


def must_be_sound(columns: dict[str, Any], campaign: Campaign | None = None) -> None:
    name = " ".join(columns.get("name", campaign.name if campaign else "").split())
    if not name:
        raise Refused(_("A campaign needs a name, such as “Autumn Home Fair”."), field="name")
    same = Campaign.objects.filter(name__iexact=name)
    if campaign:
        same = same.exclude(pk=campaign.pk)
    if same.exists():
        raise Refused(_("There is a campaign of that name. Add the year, perhaps?"), field="name")
    if columns.get("kind", CampaignKind.OTHER) not in CampaignKind.values:
        raise Refused(_("Pick what kind of campaign it is."), field="kind")
    starts_on: datetime.date | None = columns.get("starts_on", campaign.starts_on if campaign else None)
    ends_on: datetime.date | None = columns.get("ends_on", campaign.ends_on if campaign else None)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("It would end before it begins. Try a later day."), field="ends_on")


def read_goal(typed: str) -> int | None:
    """The goal as a number of enquiries. Money and sales are kindly sent to where they belong."""
    if not typed.strip():
        return None
    if MONEY.search(typed):
        raise Refused(
            _("A campaign’s goal is a number of enquiries, such as 30. The money comes later, from selling."),
            field="goal_enquiries",
        )
    if SELLING.search(typed):
        raise Refused(
            _("A campaign brings enquiries; selling comes later, one to one. How many would be good?"),
            field="goal_enquiries",
        )
    count = COUNT.fullmatch(typed.strip())
    number = count[1].strip(" ,.’'") if count else ""
    digits = re.sub(r"\D", "", number) if WHOLE.fullmatch(number) else ""
    if not digits or not 0 < int(digits) <= LARGEST_GOAL:
        raise Refused(_("Write a number of enquiries, such as 30."), field="goal_enquiries")
    return int(digits)
