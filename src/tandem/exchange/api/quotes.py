"""Quotes over the API: read whole, begun from lines or offers, and given out by a link.

Only the customer says yes, on their page; what they said by word of mouth is noted on screen.
"""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field, StringConstraints

from tandem.exchange.api.fields import (
    KEEPABLE,
    Cursor,
    Day,
    Hundredths,
    Key,
    Limit,
    Line,
    Minor,
    Moment,
    Percent,
    Quantity,
    Text,
    Told,
    Versioned,
)
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.quotes_shown import QuoteShown, show, shown, shown_row, the_quote, whole
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.offers.prices.models import PriceList
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Stale
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import begin_quote, save_draft
from tandem.sales.quotes.links import link_of, make_link
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer
from tandem.sales.quotes.picking import times
from tandem.sales.quotes.repricing import change_list
from tandem.sales.quotes.rules import today_of
from tandem.sales.quotes.sending import held, send_quote, withdraw_quote
from tandem.sales.quotes.words import MOST_LINES, Letter, LineWritten, Off, SentBy

router = Router(tags=["Quotes"])
What = Annotated[
    str,
    StringConstraints(max_length=500, pattern=KEEPABLE),
    Field(description="What it is; of an offer, its own words where it is left out"),
]
OffMinor = Annotated[Minor, Field(description="An amount off, in minor units")]
OffPercent = Annotated[Hundredths, Field(description="A share off, in percent; not together with an amount")]
State = Literal["draft", "sent", "opened", "accepted", "declined", "withdrawn", "expired"]


class QuoteLineTold(Told):
    """An offer at its price of the day, or anything in words with a price."""

    offer_id: Key | None = None
    words: What = ""
    price_minor: Annotated[
        Minor | None, Field(description="For one; of an offer, its price in the list where it is left out")
    ] = None
    quantity: Quantity = "1"
    unit: Annotated[str, StringConstraints(max_length=30, pattern=KEEPABLE)] = ""
    tax_percent: Annotated[
        Percent | None, Field(description="Of an offer, its own where it is left out; else nought")
    ] = None
    discount_minor: OffMinor = 0
    discount_percent: OffPercent = "0"
    optional: bool = False


class QuoteTold(Told):
    opportunity_id: Key
    title: Line = ""
    intro: Annotated[Text | None, Field(description="That of our paper where it is left out")] = None
    closing: Annotated[Text | None, Field(description="That of our paper where it is left out")] = None
    valid_until: Day | None = None
    ready_by: Day | None = None
    price_list_id: Annotated[
        Key | None, Field(description="Where it is left out, the list that they buy by")
    ] = None
    discount_minor: OffMinor = 0
    discount_percent: OffPercent = "0"
    lines: Annotated[list[QuoteLineTold], Field(min_length=1, max_length=MOST_LINES)]


class Sent(Versioned):
    draft_version: Annotated[Key, Field(description="`version` of the draft among `versions`")]


@router.get("", response=Page[QuoteShown], url_name="quotes")
def list_quotes(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    state: State | None = None,
    person_id: Key | None = None,
    opportunity_id: Key | None = None,
) -> HttpResponse:
    """Quotes with their versions and lines, the first written down first."""
    sought: dict[str, Any] = {"person": person_id, "opportunity": opportunity_id, "state": state}
    rows = whole().filter(**{name: value for name, value in sought.items() if value})
    if updated_since:
        rows = rows.filter(moved_since("sales.quote", "created_at", updated_since, person="person"))
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


@router.post("", response={201: QuoteShown}, url_name="quotes")
def begin_quote_(request: HttpRequest, body: QuoteTold) -> HttpResponse:
    """Begins a draft. Nobody sees it before it is sent."""

    def act(at: datetime.datetime) -> int:
        rows = Opportunity.objects.select_related("person", "organisation")
        row = rows.filter(pk=body.opportunity_id).first()
        if row is None:
            raise Problem(422, _("There is no such opportunity."))
        quote = begin_quote(opportunity=row, by=request.user, at=at)
        draft = draft_of(quote)
        if body.price_list_id:
            change_list(
                version=draft,
                expected_version=draft.version,
                price_list=the_list(body.price_list_id),
                follow=False,
                by=request.user,
                at=at,
            )
        save_draft(
            version=draft,
            expected_version=draft.version,
            letter=letter_told(body, draft),
            lines=lines_told(body, draft, today_of(at, business_zone())),
            by=request.user,
            at=at,
        )
        return quote.pk

    return written(request, act=act, show=show, status=201)


def draft_of(quote: Quote) -> QuoteVersion:
    row = quote.versions.select_related("price_list").filter(sent_at=None).first()
    if row is None:
        raise Problem(422, _("There is no draft of it to send."))
    row.quote = quote
    return row


def the_list(pk: int) -> PriceList:
    row = PriceList.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(422, _("There is no such price list."))
    return row


def letter_told(body: QuoteTold, draft: QuoteVersion) -> Letter:
    """What is left out stands as a draft begins."""
    return Letter(
        title=body.title.strip() or draft.title,
        intro=draft.intro if body.intro is None else body.intro,
        closing=draft.closing if body.closing is None else body.closing,
        valid_until=body.valid_until or draft.valid_until,
        ready_by=body.ready_by,
        off=Off(percent=Decimal(body.discount_percent), minor=body.discount_minor),
    )


def lines_told(body: QuoteTold, draft: QuoteVersion, day: datetime.date) -> list[LineWritten]:
    return [line for told in body.lines for line in lines_of(told, draft, day)]


def lines_of(told: QuoteLineTold, draft: QuoteVersion, day: datetime.date) -> list[LineWritten]:
    """The line that was told; of a bundle that adds up one for each of its parts."""
    if told.offer_id is None:
        if told.price_minor is None:
            raise Problem(422, _("Each line has an offer_id, or words and a price_minor."))
        return [changed(LineWritten(words=told.words, price_minor=told.price_minor), told)]
    first, *others = lines_of_offer(told.offer_id, draft, day)
    # A bundle that adds up has no line of its own.
    if first.offer_id != told.offer_id:
        must_hold_of_all_parts(told)
        return [changed(line, told) for line in (first, *others)]
    if told.price_minor is not None:
        first = replace(first, price_minor=told.price_minor)
    return [changed(first, told), *(times(one, Decimal(told.quantity)) for one in others)]


def must_hold_of_all_parts(told: QuoteLineTold) -> None:
    """A share off and the choice are the same for each part; a price, words or an amount are of one line."""
    of_one = (told.words, told.unit, told.discount_minor)
    if any(of_one) or told.price_minor is not None or told.tax_percent is not None:
        raise Problem(
            422,
            _(
                "A bundle that costs what its parts do becomes a line for each of them: say price_minor, "
                "words, unit, tax_percent and discount_minor on lines for its parts."
            ),
        )


def changed(line: LineWritten, told: QuoteLineTold) -> LineWritten:
    """The line with what was said of it."""
    tax = line.tax_percent if told.tax_percent is None else Decimal(told.tax_percent)
    return replace(
        times(line, Decimal(told.quantity)),
        words=told.words or line.words,
        unit=told.unit or line.unit,
        tax_percent=tax,
        discount_minor=told.discount_minor,
        discount_percent=Decimal(told.discount_percent),
        optional=told.optional or line.optional,
    )


@router.get("/{int:pk}", response=QuoteShown, url_name="quote")
def get_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote, with every version of it."""
    found = show(pk)
    return answer(found, version=found.version)


def held_as_seen(pk: int, version: int) -> Quote:
    """The quote, held until the end of the transaction; refused where it moved on since it was seen."""
    quote = held(the_quote(pk))
    if quote.version != version:
        raise Stale(quote, {})
    return quote


@router.post("/{int:pk}/send", response=QuoteShown, url_name="quote_send")
def send_quote_(request: HttpRequest, pk: int, body: Sent) -> HttpResponse:
    """The draft becomes what the customer sees, and `link` opens it: nothing is mailed, hand that over."""
    version, made = seen_version(request, body.version), list[str]()

    def act(at: datetime.datetime) -> int:
        quote = held_as_seen(pk, version)
        draft = draft_of(quote)
        token = send_quote(
            version=draft, expected_version=body.draft_version, how=SentBy.HAND, by=request.user, at=at
        )
        made.append(link_of(token))
        return pk

    return written(request, act=act, show=shower(made), row=pk)


@router.post("/{int:pk}/link", response=QuoteShown, url_name="quote_link")
def make_link_(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """Another link to the page of its customer. Those that were given out before stay open."""
    version, made = seen_version(request, body.version), list[str]()

    def act(at: datetime.datetime) -> int:
        quote = held_as_seen(pk, version)
        if quote.standing_id is None:
            raise Problem(422, _("It was not sent yet, so there is nothing to open."))
        made.append(make_link(quote=quote, by=request.user, at=at))
        return pk

    return written(request, act=act, show=shower(made), row=pk)


def shower(made: list[str]) -> Any:
    """Shows the quote with the link that was just made, where one was."""
    return lambda pk: shown_row(the_quote(pk), made[0] if made else None)


@router.post("/{int:pk}/withdraw", response=QuoteShown, url_name="quote_withdraw")
def withdraw_quote_(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """It is with the customer no longer; their page says so."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        withdraw_quote(quote=the_quote(pk), expected_version=version, by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)
