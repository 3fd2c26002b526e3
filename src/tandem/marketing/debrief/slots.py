"""What is to be done today after an event, and beside a person what was planned for them."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.models import FollowUp
from tandem.marketing.debrief.queries import due_follow_ups
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.ui.moments import day_words
from tandem.ui.slots import Content, Item, Panel

SHOWN_OF_A_PERSON = 5


def how_it_went(campaign: Campaign, today: datetime.date) -> Item:
    """To be told of an event that is over."""
    over = day_words(campaign.ends_on, today) if campaign.ends_on else ""
    return Item(
        title=_("How did %(campaign)s go?") % {"campaign": campaign},
        url=reverse("marketing:debrief", args=[campaign.pk]),
        why=_("Four numbers and a word or two, while you remember."),
        when=_("over since %(day)s") % {"day": over} if over else "",
        icon=campaign.icon,
        desk="marketing",
        order=35,
        minutes=5,
    )


def follow_ups_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    if desk == "sales":
        return []
    today = timezone.localdate(timezone=business_zone())
    return [
        Item(
            title=f"{row.person}: {row.what}",
            url=reverse("marketing:campaign", args=[row.campaign_id]) + "#next",
            why=_("You met at %(campaign)s.") % {"campaign": row.campaign},
            when=day_words(row.due_on, today),
            icon="hand-heart",
            desk="marketing",
            urgent=row.due_on < today,
            order=25,
            minutes=10,
        )
        for row in due_follow_ups(today=today)
    ]


@kept(person=BigIntegerField())
def planned_for(person: Given) -> "QuerySet[FollowUp]":
    rows = FollowUp.objects.filter(person=person, done_at=None).select_related("campaign")
    return rows[:SHOWN_OF_A_PERSON]


def follow_ups_of_person(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    rows = planned_for(person=person.pk)
    if not rows:
        return []
    may_change = request is not None and can_change_marketing(request.user)
    return [Panel("marketing/debrief/of_person.html", {"follow_ups": rows, "may_change": may_change})]
