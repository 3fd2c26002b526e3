"""The clock: quotes that end soon, and those whose last day is over."""

import datetime
from contextlib import suppress

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.words import Stale
from tandem.office.clock import actions as clock
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.sales.opportunities.words import StepKind
from tandem.sales.paper.models import OurPaper
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.links import token_for
from tandem.sales.quotes.mails import promise_reminder
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.queries import ending, near_their_end
from tandem.sales.quotes.rules import today_of
from tandem.sales.quotes.sending import held
from tandem.sales.quotes.steps import ask_of_seller, has_step_by
from tandem.sales.quotes.words import STANDING, QuoteState

# Whatever hour the business keeps, its day ends within the hour.
EVERY = datetime.timedelta(minutes=30)
# One due time is a short transaction: what is left is done at the next.
AT_ONCE = 50


def watch_quotes(*, at: datetime.datetime) -> None:
    """What moves to another opportunity just now (Stale) is left for the next time."""
    today = today_of(at, business_zone())
    for quote in ending(today).order_by("valid_until", "pk")[:AT_ONCE]:
        with suppress(Stale):
            expire(quote, today=today, at=at)
    paper = our_paper()
    until = today + datetime.timedelta(days=paper.remind_days)
    for quote in near_their_end(until).order_by("valid_until", "pk")[:AT_ONCE]:
        with suppress(Stale):
            remind(quote, paper=paper, today=today, at=at)


@transaction.atomic
def expire(quote: Quote, *, today: datetime.date, at: datetime.datetime) -> None:
    """Nobody said yes or no in time. The seller asks, and may send it anew with a later day."""
    fresh = held(quote)
    if fresh.state not in STANDING or fresh.valid_until is None or fresh.valid_until >= today:
        return
    before = fresh.state
    change(fresh, state=QuoteState.EXPIRED, ended_at=at)
    words = _("Ask whether they still want it: %(quote)s ended") % {"quote": fresh}
    ask_of_seller(fresh.opportunity, words, kind=StepKind.CALL, on=today, by=None, at=at)
    record(
        by=None,
        at=at,
        verb="sales.quote.ended",
        row=fresh,
        before={"state": before},
        after={"state": fresh.state},
    )
    announce("sales.quoted", quote_ids=[fresh.pk], at=at)


@transaction.atomic
def remind(quote: Quote, *, paper: OurPaper, today: datetime.date, at: datetime.datetime) -> None:
    """Once a version: a step for the seller, if nothing is planned before the end, and if wanted a mail."""
    fresh = held(quote)
    is_due = fresh.state in STANDING and fresh.reminded_at is None
    if not is_due or fresh.valid_until is None or fresh.valid_until < today or fresh.standing is None:
        return
    change(fresh, reminded_at=at)
    if not has_step_by(fresh.opportunity, fresh.valid_until):
        day = date_format(fresh.valid_until, "j F")
        words = _("Ring before %(quote)s ends on %(day)s") % {"quote": fresh, "day": day}
        ask_of_seller(fresh.opportunity, words, kind=StepKind.CALL, on=today, by=None, at=at)
    if paper.remind_customer and fresh.standing.sent_to:
        promise_reminder(fresh, fresh.standing, token=token_for(fresh, at=at), at=at)


def register() -> None:
    clock.register("sales.quotes.watch", watch_quotes, every=EVERY)
