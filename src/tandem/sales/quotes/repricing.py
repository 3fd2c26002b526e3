"""A draft under another price list, and what becomes of its lines."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import price_lists
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.quotes.actions import move_on, write_lines
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import usual_prices
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.rules import checked_lines, today_of
from tandem.sales.quotes.sending import must_still_be_draft
from tandem.sales.quotes.words import LineWritten
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


class Why(StrEnum):
    """What becomes of a line: it follows the list, costs the same there, has no price there, or was typed."""

    FOLLOWS = "follows"
    SAME = "same"
    UNKNOWN = "unknown"
    TYPED = "typed"


@dataclass(frozen=True)
class Repriced:
    line: LineWritten
    becomes: LineWritten
    why: Why
    currency: str

    @property
    def name(self) -> str:
        return self.line.words.split("\n")[0]

    @property
    def now(self) -> Amount:
        return Amount(self.line.price_minor, self.currency)

    @property
    def then(self) -> Amount:
        return Amount(self.becomes.price_minor, self.currency)


def repriced(
    version: QuoteVersion, lines: Sequence[LineWritten], to: PriceList | None, at: datetime.datetime
) -> list[Repriced]:
    """Each line as it would stand under another list. A price that the list of the draft never said, neither
    today nor on the day it was begun, was typed by somebody, and stays.
    """
    quote, zone = version.quote, business_zone()
    keys = {line.offer_id for line in lines if line.offer_id}
    today = today_of(at, zone)
    days = {today, today_of(version.created_at, zone)}
    said = [usual_prices(quote, keys, day, version.price_list) for day in days]
    new = usual_prices(quote, keys, today, to)
    return [as_repriced(quote, line, said, new) for line in lines]


def as_repriced(
    quote: Quote, line: LineWritten, said: Sequence[dict[int, Amount]], new: dict[int, Amount]
) -> Repriced:
    key, price = line.offer_id or 0, new.get(line.offer_id or 0)
    if all(key not in known or known[key].minor != line.price_minor for known in said):
        return Repriced(line, line, Why.TYPED, quote.currency)
    if price is None:
        return Repriced(line, line, Why.UNKNOWN, quote.currency)
    why = Why.SAME if price.minor == line.price_minor else Why.FOLLOWS
    return Repriced(line, replace(line, price_minor=price.minor), why, quote.currency)


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
