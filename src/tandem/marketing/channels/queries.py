from django.db.models import CharField, QuerySet

from tandem.marketing.channels.models import Channel
from tandem.office.statements.kept import Given, kept


@kept()
def every_channel() -> "QuerySet[Channel]":
    return Channel.objects.order_by("name", "id")


@kept(sources=CharField())
def channels_of(sources: Given) -> "QuerySet[Channel]":
    return Channel.objects.filter(source__among=sources)
