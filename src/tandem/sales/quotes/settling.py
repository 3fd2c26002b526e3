"""What becomes of quotes when their opportunity ends without them."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.office.tokens.actions import revoke
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.sending import held, take_from_them
from tandem.sales.quotes.words import PURPOSE, STANDING

CLOSED = Q(opportunity__won_at__isnull=False) | Q(opportunity__lost_at__isnull=False)


def settle(*, at: datetime.datetime, opportunity_ids: list[int]) -> None:
    """Follows `sales.won`, `sales.lost` and `sales.merged`: no quote of what is closed is with anybody. The
    one that was accepted does not stand any more by then, so it stays as it is.

    Whoever announces these holds the opportunity, so nobody says yes meanwhile.
    """
    settled = Quote.objects.select_for_update(of=("self",)).filter(
        CLOSED, state__in=STANDING, opportunity__in=opportunity_ids
    )
    for quote in settled.order_by("pk"):
        take_from_them(quote, by=None, at=at, note=_("Settled otherwise"))


def forget_quotes(*, at: datetime.datetime, person_id: int) -> None:
    """Follows `people.erased`: nobody reads on about somebody who was erased, or says yes in their name."""
    for quote in Quote.objects.filter(person=person_id):
        revoke(purpose=PURPOSE, subject_id=quote.pk, at=at)
        fresh = held(quote)
        if fresh.state in STANDING:
            take_from_them(fresh, by=None, at=at)
