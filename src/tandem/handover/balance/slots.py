"""The warning, where the desks begin their day and at the handover."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.handover.agreement.rules import can_propose
from tandem.handover.balance.notices import notice
from tandem.handover.balance.words import Leaning
from tandem.ui.slots import Content, Panel


def balance(request: HttpRequest | None, *, desk: str = "handover", **others: Any) -> Sequence[Content]:
    """Nothing in balance. Without an agreed capacity only the handover offers to agree on one."""
    told = notice(now=timezone.now())
    if told.leaning == Leaning.BALANCED or (told.leaning == Leaning.NOT_AGREED and desk != "handover"):
        return []
    user = request.user if request else None
    return [
        Panel("handover/balance/notice.html", {"notice": told, "desk": desk, "may_agree": can_propose(user)})
    ]
