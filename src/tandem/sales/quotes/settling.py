"""What becomes of quotes when their opportunity ends without them."""

import datetime

from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.office.statements.kept import Given, kept
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
    for quote in standing_of_closed(opportunities=opportunity_ids):
        take_from_them(quote, by=None, at=at, note=_("Settled otherwise"))


@kept(opportunities=BigIntegerField())
def standing_of_closed(opportunities: Given) -> "QuerySet[Quote]":
    rows = Quote.objects.select_for_update(of=("self",)).order_by("pk")
    return rows.filter(CLOSED, state__in=STANDING, opportunity__among=opportunities)


def forget_quotes(*, at: datetime.datetime, person_id: int) -> None:
    """Follows `people.erased`: nobody reads on about somebody who was erased, or says yes in their name."""
    for quote in Quote.objects.filter(person=person_id):
        revoke(purpose=PURPOSE, subject_id=quote.pk, at=at)
        fresh = held(quote)
        if fresh.state in STANDING:
            take_from_them(fresh, by=None, at=at)
