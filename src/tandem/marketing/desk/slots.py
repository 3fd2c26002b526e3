"""What marketing adds to pages of others: a person's enquiries, and what is to be done today."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.arrivals.queries import files_of
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.queries import untold
from tandem.marketing.debrief.slots import how_it_went
from tandem.marketing.debrief.words import ASKED_FOR
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.ui.moments import day_words
from tandem.ui.slots import Content, Item, Panel

SHOWN_OF_A_PERSON = 5
SOON = datetime.timedelta(days=7)
OVER_SHOWN, COMING_SHOWN = 3, 2


def enquiries_of_person(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    shown = asked_by(person=person.pk)
    if not shown:
        return []
    context = {"enquiries": shown[:SHOWN_OF_A_PERSON], "more": len(shown) > SHOWN_OF_A_PERSON}
    return [Panel("marketing/enquiries/of_person.html", context)]


@kept(person=BigIntegerField())
def asked_by(person: Given) -> "QuerySet[Enquiry]":
    """The newest first, and one more than is shown."""
    rows = Enquiry.objects.filter(person=person).select_related("channel").order_by("-heard_at", "-pk")
    return rows[: SHOWN_OF_A_PERSON + 1]


def files_of_enquiry(request: HttpRequest | None, *, enquiry: Enquiry, **others: Any) -> Sequence[Content]:
    files = files_of(enquiry)
    return [Panel("marketing/arrivals/of_enquiry.html", {"files": files})] if files else []


def nurtured_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """Declined ones whose day to come back is here."""
    if desk == "sales":
        return []
    today = timezone.localdate(timezone=business_zone())
    due = to_ask_again(today=today)
    name_all(enquiry.person for enquiry in due)
    return [
        Item(
            title=_("Ask %(person)s again") % {"person": enquiry},
            url=reverse("marketing:enquiry", args=[enquiry.pk]),
            why=_("Sales said: %(reason)s. You wanted to come back to it.")
            % {"reason": enquiry.declined_reason},
            when=day_words(enquiry.nurture_until, today) if enquiry.nurture_until else "",
            icon="hand-heart",
            desk="marketing",
            order=30,
            minutes=10,
        )
        for enquiry in due
    ]


@kept(today=DateField())
def to_ask_again(today: Given) -> "QuerySet[Enquiry]":
    rows = Enquiry.objects.filter(state=State.DECLINED, nurture_until__lte=today).select_related("person")
    return rows.order_by("nurture_until", "pk")[:3]


def campaigns_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """Events to be told of, and campaigns that begin within a week. One query."""
    if desk == "sales":
        return []
    today = timezone.localdate(timezone=business_zone())
    near = coming_or_untold(today=today, soon=today + SOON, since=today - ASKED_FOR)
    over = [campaign for campaign in near if campaign.ends_on and campaign.ends_on < today]
    over.sort(key=lambda campaign: (campaign.ends_on, campaign.pk))
    next_up = [campaign for campaign in near if campaign.starts_on and campaign.starts_on > today]
    return [
        *(how_it_went(campaign, today) for campaign in over[:OVER_SHOWN]),
        *(get_ready(campaign, today) for campaign in next_up[:COMING_SHOWN]),
    ]


@kept(today=DateField(), soon=DateField(), since=DateField())
def coming_or_untold(today: Given, soon: Given, since: Given) -> "QuerySet[Campaign]":
    coming, over = Q(starts_on__gt=today, starts_on__lte=soon), untold(today, since).values("pk")
    return Campaign.objects.filter(coming | Q(pk__in=over)).order_by("starts_on", "name")


def get_ready(campaign: Campaign, today: datetime.date) -> Item:
    return Item(
        title=_("Get ready for %(campaign)s") % {"campaign": campaign},
        url=reverse("marketing:campaign", args=[campaign.pk]),
        why=goal_words(campaign.goal_enquiries),
        when=day_words(campaign.starts_on, today) if campaign.starts_on else "",
        icon=campaign.icon,
        desk="marketing",
        order=60,
        minutes=30,
    )


def goal_words(goal: int | None) -> str:
    if not goal:
        return _("How many enquiries would be good? Set a goal.")
    words = ngettext(
        "Goal: %(goal)d enquiry. Selling comes later, one to one.",
        "Goal: %(goal)d enquiries. Selling comes later, one to one.",
        goal,
    )
    return words % {"goal": goal}
