"""A quote that begins with what was picked for them."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.office.search.actions import index
from tandem.sales.matching.models import PickedOffer
from tandem.sales.matching.queries import picked_of
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import begin_quote, write_lines
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer
from tandem.sales.quotes.queries import documents
from tandem.sales.quotes.rules import checked_lines, today_of
from tandem.sales.quotes.words import LineWritten

FINEST = Decimal("0.001")


@transaction.atomic
def begin_with_picked(
    *, opportunity: Opportunity, by: Actor, at: datetime.datetime
) -> tuple[Quote, list[str]]:
    """A draft with a line for what was picked, as many as were picked, at the price of the day; and for
    what could not be put in a sentence that says why.
    """
    quote = begin_quote(opportunity=opportunity, by=by, at=at)
    version = quote.versions.select_related("price_list").get()
    version.quote = quote
    lines, left_out = lines_of_picked(picked_of(opportunity), version, today_of(at, business_zone()))
    if lines:
        write_lines(version, lines)
        index(documents([quote]))
    return quote, left_out


def lines_of_picked(
    picked: Sequence[PickedOffer], version: QuoteVersion, day: datetime.date
) -> tuple[list[LineWritten], list[str]]:
    lines: list[LineWritten] = []
    left_out: list[str] = []
    for row in picked:
        try:
            own = [times(line, row.quantity) for line in lines_of_offer(row.offer_id, version, day)]
            lines = checked_lines([*lines, *own])
        except Refused as refused:
            told = {"offer": row.offer, "why": refused.sentence}
            left_out.append(_("%(offer)s is left out. %(why)s") % told)
    return lines, left_out


def times(line: LineWritten, quantity: Decimal) -> LineWritten:
    """So many of a bundle are so many times each of its parts."""
    return replace(line, quantity=(line.quantity * quantity).quantize(FINEST, rounding=ROUND_HALF_UP))
