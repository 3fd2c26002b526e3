"""The links that open a quote for its customer: random, kept as a digest only, and shut when we say so."""

import datetime

from django.db import transaction
from django.urls import reverse

from tandem.office.accounts.rules import Actor
from tandem.office.journal.actions import record
from tandem.office.tokens.actions import issue, revoke
from tandem.office.tokens.queries import find
from tandem.office.users.queries import address
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.words import PURPOSE


def token_for(quote: Quote, *, at: datetime.datetime) -> str:
    """One more key to the quote: it cannot be read again, so each mail has its own."""
    return issue(purpose=PURPOSE, at=at, subject_id=quote.pk)


def link_of(token: str) -> str:
    return address(reverse("document:quote", args=[token]))


def quote_behind(token: str, *, at: datetime.datetime) -> Quote | None:
    """The quote that a link opens; None where it opens none, or none that was sent."""
    row = find(token, purpose=PURPOSE, at=at)
    if row is None:
        return None
    related = ("person", "organisation", "opportunity", "opportunity__owner", "standing", "standing__sent_by")
    return (
        Quote.objects.select_related(*related).filter(pk=row.subject_id or 0, standing__isnull=False).first()
    )


@transaction.atomic
def make_link(*, quote: Quote, by: Actor, at: datetime.datetime) -> str:
    """A link to hand over oneself; it is shown this once."""
    must_change_sales(by)
    token = token_for(quote, at=at)
    record(by=by, at=at, verb="sales.quote.link_made", row=quote)
    return link_of(token)


@transaction.atomic
def shut_links(*, quote: Quote, by: Actor, at: datetime.datetime) -> int:
    """No link that was given out opens the quote any more."""
    must_change_sales(by)
    number = revoke(purpose=PURPOSE, subject_id=quote.pk, at=at)
    record(by=by, at=at, verb="sales.quote.links_shut", row=quote, after={"links": number})
    return number
