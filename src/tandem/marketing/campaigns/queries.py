import datetime
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.words import MET_IN_PERSON
from tandem.office.search.words import Document
from tandem.office.statements.kept import kept


@kept()
def every_campaign() -> "QuerySet[Campaign]":
    return Campaign.objects.order_by("-starts_on", "name")


def running_on(day: datetime.date) -> "QuerySet[Campaign]":
    """Campaigns with a beginning that has come and no end that has passed; the one that began last comes
    first.
    """
    begun = Campaign.objects.filter(starts_on__lte=day)
    return begun.filter(Q(ends_on=None) | Q(ends_on__gte=day)).order_by("-starts_on", "name")


def met_in_person_on(day: datetime.date) -> "QuerySet[Campaign]":
    """Where one stands and talks to people on this day, between a beginning and an end."""
    return running_on(day).filter(kind__in=MET_IN_PERSON, ends_on__gte=day)


def still_to_come(day: datetime.date) -> "QuerySet[Campaign]":
    return Campaign.objects.filter(starts_on__gt=day).order_by("starts_on", "name")


def document_of(campaign: Campaign) -> Document:
    return Document(
        kind="marketing.campaign",
        row_id=campaign.pk,
        title=campaign.name,
        detail=str(campaign.get_kind_display()),
        text=" ".join(filter(None, (campaign.what_for, campaign.about))),
        url=reverse("marketing:campaign", args=[campaign.pk]),
        at=campaign.created_at,
    )


def every_document() -> Iterator[Document]:
    return map(document_of, Campaign.objects.iterator(chunk_size=500))
