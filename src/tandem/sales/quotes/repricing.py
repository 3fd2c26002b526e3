"""A draft under another price list."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import price_lists
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.quotes.actions import move_on, write_lines
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.pricing import repriced
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.rules import checked_lines
from tandem.sales.quotes.sending import must_still_be_draft
from tandem.sales.terms.actions import must_be_in_use


def lists_for(version: QuoteVersion) -> list[PriceList]:
    """The lists that a draft may be under, its own as well if that was retired; none where there is but the
    usual one.
    """
    rows = list(price_lists())
    own = version.price_list
    if own is not None and own not in rows:
        rows.append(own)
    return rows if len(rows) > 1 else []


@transaction.atomic
def change_list(
    *,
    version: QuoteVersion,
    expected_version: int,
    price_list: PriceList | None,
    follow: bool,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """What is picked for this draft from now on costs what it does in that list. With `follow` the prices of
    its lines do too, but those that somebody typed. None where neither the list nor a line is another then.
    """
    must_change_sales(by)
    must_still_be_draft(version)
    must_be_in_use(price_list)
    wanted = None if price_list is None or price_list.is_default else price_list
    lines, before = written_lines(version), version.price_list
    becomes = [one.becomes for one in repriced(version, lines, wanted, at)] if follow else lines
    changed = change(version, expected_version=expected_version, price_list=wanted)
    if not changed and becomes == lines:
        return None
    if becomes != lines:
        write_lines(version, checked_lines(becomes))
    if not changed:
        move_on(version)
    return record(
        by=by,
        at=at,
        verb="sales.quote.list_changed",
        row=version.quote,
        before={"price_list": str(before or _("Usual prices"))},
        after={"price_list": str(wanted or _("Usual prices")), "gross_minor": version.gross_minor},
    )
