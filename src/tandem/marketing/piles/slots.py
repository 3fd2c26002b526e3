"""The way to last month's piles, from the Marketing desk."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.marketing.piles.finding import things_words, time_words
from tandem.marketing.piles.queries import piles_of
from tandem.marketing.piles.words import month_before
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_capture
from tandem.office.business.queries import business_zone
from tandem.ui.slots import Content, Panel


def last_month(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    user = request.user if request is not None else None
    if not isinstance(user, User) or not can_capture(user):
        return []
    piles = piles_of(user, month_before(timezone.localdate(timezone=business_zone())))
    context = {
        "piles": [(pile.name, things_words(pile), time_words(pile)) for pile in piles if pile.rows],
    }
    return [Panel("marketing/piles/on_desk.html", context)]
