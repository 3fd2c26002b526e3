"""A quote goes to its customer, and is taken back."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.money.currency import written
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone, calendar
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused, Stale
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.mail.actions import one_address
from tandem.office.mail.words import BadHeader
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.actions import value_by_lines
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.opportunities.words import StepKind, ValuedBy
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.links import token_for
from tandem.sales.quotes.mails import promise_quote
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import must_be_within_limits
from tandem.sales.quotes.queries import SEARCH_KIND, written_lines
from tandem.sales.quotes.rules import must_be_draft, must_be_ready, must_stand, today_of
from tandem.sales.quotes.sheet import hash_of, sheet_of
from tandem.sales.quotes.steps import ask_of_seller, has_step_by
from tandem.sales.quotes.words import STANDING, NotStanding, QuoteState, SentBy

# After so many working hours one asks what they think of it: three days of eight.
ASK_AFTER_HOURS = 24


@transaction.atomic
def send_quote(
    *,
    version: QuoteVersion,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    how: str = SentBy.MAIL,
    to: str = "",
    message: str = "",
) -> str:
    """The draft becomes what the customer sees, and what they saw before no longer stands.

    Returns the token of their link. What it says is kept as it is now, with its hash.
    """
    must_change_sales(by)
    quote = held(version.quote)
    opportunity = quote.opportunity
    must_be_open(opportunity)
    must_still_be_draft(version)
    lines = written_lines(version)
    today = today_of(at, business_zone())
    must_be_ready(version, lines, today=today)
    must_be_within_limits(version, lines, by=by, day=today)
    address = checked_address(to) if how == SentBy.MAIL else ""
    shown = sheet_of(quote, version, lines, paper=our_paper(), on=today)
    change(
        version,
        expected_version=expected_version,
        sent_at=at,
        sent_by=by if isinstance(by, User) else None,
        sent_how=SentBy(how),
        sent_to=address,
        shown=shown,
        text_hash=hash_of(shown),
    )
    stand(quote, version)
    token = token_for(quote, at=at)
    if how == SentBy.MAIL:
        promise_quote(quote, version, to=address, message=message, token=token, by=by, at=at)
    tell_of_sending(quote, version, message=message, by=by, at=at)
    record(
        by=by,
        at=at,
        verb="sales.quote.sent",
        row=quote,
        after={"number": version.number, "gross_minor": version.gross_minor, "text_hash": version.text_hash},
    )
    announce("sales.quoted", quote_ids=[quote.pk], at=at)
    return token


def held(quote: Quote) -> Quote:
    """The quote and its opportunity as they stand, held until the end: the opportunity first, always.

    Raises Stale where the quote is of another opportunity by now: two became one, or two again.
    """
    opportunity = Opportunity.objects.select_for_update().filter(pk=quote.opportunity_id).first()
    fresh = Quote.objects.select_for_update().filter(pk=quote.pk).first()
    if fresh is None:
        raise Refused(_("This quote is not there any more."))
    if opportunity is None or fresh.opportunity_id != opportunity.pk:
        raise Stale(fresh, {})
    fresh.opportunity = opportunity
    return fresh


def held_as_seen(quote: Quote) -> Quote:
    """As `held`, for the customer: what moved meanwhile is not what they saw."""
    try:
        return held(quote)
    except (Stale, Refused):
        raise NotStanding from None


def must_still_be_draft(version: QuoteVersion) -> None:
    """As it stands now, held until the end: it may have been sent or thrown away meanwhile."""
    row = QuoteVersion.objects.select_for_update().filter(pk=version.pk).first()
    if row is None:
        raise Refused(_("This draft was thrown away meanwhile."))
    must_be_draft(row)


def stand(quote: Quote, version: QuoteVersion) -> None:
    change(
        quote,
        standing=version,
        state=QuoteState.SENT,
        valid_until=version.valid_until,
        ended_at=None,
        reminded_at=None,
        declined_reason="",
        declined_words="",
    )


def tell_of_sending(
    quote: Quote, version: QuoteVersion, *, message: str, by: Actor, at: datetime.datetime
) -> None:
    """On the timeline, in the worth of the opportunity, and as what comes next."""
    gross = written(Amount(version.gross_minor, quote.currency), whole_if_possible=False)
    note(
        person=quote.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.OUTGOING,
        kind=Kind.EMAIL if version.sent_how == SentBy.MAIL else Kind.MESSAGE,
        title=_("Sent %(quote)s: %(title)s, %(amount)s")
        % {"quote": quote, "title": version.title[:100], "amount": gross},
        words=message,
        origin=SEARCH_KIND,
        origin_id=quote.pk,
    )
    opportunity = quote.opportunity
    value_by_lines(opportunity=opportunity, amount_minor=version.net_minor, by=by, at=at)
    day = today_of(calendar().add_working(at, ASK_AFTER_HOURS), business_zone())
    words = _("Ask what they think of %(quote)s") % {"quote": quote}
    if opportunity.next_step_kind == StepKind.QUOTE or not has_step_by(opportunity, day):
        ask_of_seller(opportunity, words, kind=StepKind.CALL, on=day, by=by, at=at)


def checked_address(to: str) -> str:
    try:
        return one_address(to.strip())
    except BadHeader:
        raise Refused(
            _("This is not one e-mail address. Check it, or hand it over yourself."), field="to"
        ) from None


@transaction.atomic
def withdraw_quote(*, quote: Quote, expected_version: int, by: Actor, at: datetime.datetime) -> None:
    """It is with the customer no longer; their page says so."""
    must_change_sales(by)
    fresh = held(quote)
    must_stand(fresh)
    take_from_them(fresh, expected_version=expected_version, by=by, at=at)
    value_by_what_stands(fresh.opportunity, by=by, at=at)


def take_from_them(
    quote: Quote, *, by: Actor, at: datetime.datetime, expected_version: int | None = None, note: str = ""
) -> None:
    """A standing quote, held by the caller, stands no longer."""
    before = quote.state
    change(quote, expected_version=expected_version, state=QuoteState.WITHDRAWN, ended_at=at)
    record(
        by=by,
        at=at,
        verb="sales.quote.withdrawn",
        row=quote,
        before={"state": before},
        after={"state": quote.state},
        note=note,
    )
    announce("sales.quoted", quote_ids=[quote.pk], at=at)


def value_by_what_stands(opportunity: Opportunity, *, by: Actor, at: datetime.datetime) -> None:
    """An open opportunity that is worth what its quote says is worth what is still with the customer: the one
    sent last, or nothing known. What somebody typed stays.
    """
    if opportunity.valued_by != ValuedBy.LINES or opportunity.won_at or opportunity.lost_at:
        return
    standing = Quote.objects.filter(opportunity=opportunity, state__in=STANDING).select_related("standing")
    last = standing.order_by("-standing__sent_at", "-pk").first()
    amount = last.standing.net_minor if last and last.standing else None
    value_by_lines(opportunity=opportunity, amount_minor=amount, by=by, at=at)
