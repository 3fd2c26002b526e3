from tandem.marketing.channels.models import Channel


def every_channel() -> list[Channel]:
    return list(Channel.objects.order_by("name", "id"))
