from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.conversation.queries import is_time_to_talk
from tandem.handover.conversation.rules import may_write
from tandem.ui.slots import Content, Item


def talk_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """In the first working days of a month, at both desks, until it was done."""
    if request is None or not may_write(request.user) or not is_time_to_talk(now=timezone.now()):
        return []
    return [
        Item(
            title=_("Take two minutes together"),
            url=reverse("handover:conversation"),
            why=_("Three facts of last month, and one question for each of you."),
            icon="messages-square",
            desk="handover",
            order=30,
            minutes=2,
        )
    ]
