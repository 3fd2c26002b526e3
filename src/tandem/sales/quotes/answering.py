"""What the customer does with a quote: says yes or no, asks; and what we answer.

Whoever changes a quote holds the opportunity first and then the quote (`sending.held`), so that of many who
come at once one is first, and the others find what that one left.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_unless_there
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.actions import win
from tandem.sales.opportunities.words import StepKind
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.paper.numbers import exact
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.links import token_for
from tandem.sales.quotes.mails import promise_agreed, promise_answer, promise_news
from tandem.sales.quotes.models import Acceptance, Quote, QuoteQuestion, QuoteVersion
from tandem.sales.quotes.queries import SEARCH_KIND
from tandem.sales.quotes.rules import plain_words, stands, today_of
from tandem.sales.quotes.sending import held_as_seen
from tandem.sales.quotes.sheet import hash_of, lines_in, sums_in, totals_of
from tandem.sales.quotes.speaking import speaking
from tandem.sales.quotes.steps import ask_of_seller
from tandem.sales.quotes.sums import ordered, taken
from tandem.sales.quotes.words import (
    LONGEST_NAME,
    LONGEST_QUESTION,
    STANDING,
    WHY_NOT,
    NotStanding,
    QuoteState,
    Yes,
)

# A customer asks a few things; a hundred are somebody else.
MOST_QUESTIONS = 20


@transaction.atomic
def accept_quote(*, quote: Quote, yes: Yes, by: Actor, at: datetime.datetime) -> Acceptance:
    """They agree to the version that they saw, with what they chose of it. Once, whoever comes how often.

    By a seller (`by`) it is what the customer said, and may come late. Raises NotStanding where what they saw
    is not what stands.
    """
    must_change_sales(by)
    name = " ".join(plain_words(yes.name).split())[:LONGEST_NAME]
    if not name:
        raise Refused(_("Please write your name, so that we know who said yes."), field="name")
    fresh = held_as_seen(quote)
    version = must_be_what_they_saw(fresh, yes, by=by, at=at)
    lines = lines_in(version.shown)
    chosen = frozenset(place for place in yes.chosen if 0 < place <= len(lines) and lines[place - 1].optional)
    sums = sums_in(version.shown, lines, chosen)
    if sums.gross.minor != yes.gross_minor:
        raise NotStanding
    text = agreed_text(version, chosen)
    change(fresh, state=QuoteState.ACCEPTED, ended_at=at)
    order = win(
        opportunity=fresh.opportunity,
        expected_version=fresh.opportunity.version,
        amount_minor=sums.net.minor,
        lines=ordered(taken(lines, chosen), sums),
        by=by,
        at=at,
    )
    acceptance = Acceptance.objects.create(
        version=version,
        order=order,
        name=name,
        address=yes.address[:64],
        by=by if isinstance(by, User) else None,
        at=at,
        chosen=sorted(chosen),
        text=text,
        text_hash=hash_of(text),
        net_minor=sums.net.minor,
        tax_minor=sums.tax.minor,
        gross_minor=sums.gross.minor,
    )
    tell_of_yes(fresh, acceptance, by=by, at=at)
    announce("sales.quoted", quote_ids=[fresh.pk], at=at)
    return acceptance


def must_be_what_they_saw(quote: Quote, yes: Yes, *, by: Actor, at: datetime.datetime) -> QuoteVersion:
    late = isinstance(by, User) and quote.state == QuoteState.EXPIRED
    if quote.state not in STANDING and not late:
        raise NotStanding
    if quote.valid_until is None or (
        quote.valid_until < today_of(at, business_zone()) and not isinstance(by, User)
    ):
        raise NotStanding
    version = quote.standing
    if version is None or version.pk != yes.version_id or version.text_hash != yes.text_hash:
        raise NotStanding
    if quote.opportunity.won_at is not None or quote.opportunity.lost_at is not None:
        raise NotStanding
    return version


def agreed_text(version: QuoteVersion, chosen: frozenset[int]) -> dict[str, Any]:
    """What was agreed, whole: the version as it was shown, without what was not chosen."""
    lines = lines_in(version.shown)
    kept = [
        {**one, "optional": False}
        for place, one in enumerate(version.shown["lines"], start=1)
        if not one["optional"] or place in chosen
    ]
    with speaking(version.shown):
        totals = totals_of(version.shown, lines, chosen)
    return {**version.shown, "lines": kept, "totals": totals}


def tell_of_yes(quote: Quote, acceptance: Acceptance, *, by: Actor, at: datetime.datetime) -> None:
    version = acceptance.version
    amount = exact(Amount(acceptance.gross_minor, quote.currency))
    theirs = not isinstance(by, User)
    note(
        person=quote.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INCOMING,
        # A decision, and no word that waits for an answer of ours.
        kind=Kind.NOTE,
        title=_("Accepted %(quote)s, %(amount)s") % {"quote": quote, "amount": amount},
        words=_("As %(name)s, on the page.") % {"name": acceptance.name} if theirs else "",
        origin=SEARCH_KIND,
        origin_id=quote.pk,
    )
    record(
        by=by,
        at=at,
        verb="sales.quote.accepted",
        row=quote,
        after={
            "number": version.number,
            "gross_minor": acceptance.gross_minor,
            "text_hash": acceptance.text_hash,
        },
        note=acceptance.name,
    )
    promise_news(quote, "accepted", key=f"accepted:{version.pk}", row_id=acceptance.pk, at=at)
    to = version.sent_to or first_address(quote)
    if to:
        promise_agreed(acceptance, to=to, token=token_for(quote, at=at), at=at)


def first_address(quote: Quote) -> str:
    held_address = quote.person.emails.first()
    return held_address.address if held_address else ""


@transaction.atomic
def decline_quote(
    *, quote: Quote, version_id: int, reason: str, words: str, by: Actor, at: datetime.datetime
) -> None:
    """They say no to this quote. The opportunity stays open: the seller decides what comes of it."""
    must_change_sales(by)
    if reason not in dict(WHY_NOT):
        raise Refused(_("Please pick what fits best. It helps us."), field="reason")
    fresh = held_as_seen(quote)
    if not stands(fresh) or fresh.standing_id != version_id:
        raise NotStanding
    said = plain_words(words).strip()[:LONGEST_QUESTION]
    before = fresh.state
    change(fresh, state=QuoteState.DECLINED, ended_at=at, declined_reason=reason, declined_words=said)
    why = str(dict(WHY_NOT)[reason])
    note(
        person=fresh.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INCOMING,
        # What is to be done about it is the next step.
        kind=Kind.NOTE,
        title=_("Said no to %(quote)s: %(why)s") % {"quote": fresh, "why": why},
        words=said,
        theirs=bool(said),
        origin=SEARCH_KIND,
        origin_id=fresh.pk,
    )
    what = _("Ask why they said no to %(quote)s") % {"quote": fresh}
    today = today_of(at, business_zone())
    ask_of_seller(fresh.opportunity, what, kind=StepKind.CALL, on=today, by=by, at=at)
    record(
        by=by,
        at=at,
        verb="sales.quote.declined",
        row=fresh,
        before={"state": before},
        after={"state": fresh.state, "declined_reason": reason},
    )
    promise_news(fresh, "declined", key=f"declined:{version_id}:{fresh.version}", row_id=version_id, at=at)
    announce("sales.quoted", quote_ids=[fresh.pk], at=at)


@transaction.atomic
def ask_question(
    *, quote: Quote, version_id: int, key: str, words: str, by: Actor, at: datetime.datetime
) -> bool:
    """They want to know something first. The same page asks once; says whether this was the first time."""
    must_change_sales(by)
    said = plain_words(words).strip()
    if not said:
        raise Refused(_("Please write what you would like to know."), field="words")
    if len(said) > LONGEST_QUESTION:
        raise Refused(_("That is more than fits here. Please shorten it, or ring us."), field="words")
    fresh = held_as_seen(quote)
    asked = QuoteQuestion(quote=fresh, version_asked_id=version_id, key=key, words=said, asked_at=at)
    if QuoteQuestion.objects.filter(quote=fresh, answered_at=None).count() >= MOST_QUESTIONS:
        raise Refused(_("We have many questions of yours to answer already. Please ring us."))
    if not insert_unless_there(asked, "key"):
        return False
    question = QuoteQuestion.objects.get(key=key)
    note(
        person=fresh.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INCOMING,
        kind=Kind.MESSAGE,
        title=_("Asked about %(quote)s") % {"quote": fresh},
        words=said,
        theirs=True,
        origin=SEARCH_KIND,
        origin_id=fresh.pk,
    )
    what = _("Answer the question about %(quote)s") % {"quote": fresh}
    today = today_of(at, business_zone())
    ask_of_seller(fresh.opportunity, what, kind=StepKind.EMAIL, on=today, by=by, at=at)
    record(by=by, at=at, verb="sales.quote.asked", row=fresh)
    promise_news(fresh, "asked", key=f"asked:{question.pk}", row_id=question.pk, at=at)
    return True


@transaction.atomic
def answer_question(
    *, question: QuoteQuestion, expected_version: int, words: str, by: Actor, at: datetime.datetime
) -> None:
    """What we say to it: on their page, on the timeline, and by mail where we know their address."""
    must_change_sales(by)
    said = plain_words(words).strip()
    if not said:
        raise Refused(_("Write what you answer."), field="words")
    if question.answered_at is not None:
        raise Refused(_("This question is answered already."))
    quote = question.quote
    change(
        question,
        expected_version=expected_version,
        answer=said[:LONGEST_QUESTION],
        answered_at=at,
        answered_by=by if isinstance(by, User) else None,
    )
    to = (quote.standing.sent_to if quote.standing else "") or first_address(quote)
    note(
        person=quote.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.OUTGOING,
        kind=Kind.EMAIL if to else Kind.MESSAGE,
        title=_("Answered the question about %(quote)s") % {"quote": quote},
        words=said,
        origin=SEARCH_KIND,
        origin_id=quote.pk,
    )
    record(by=by, at=at, verb="sales.quote.answered", row=quote)
    if to:
        promise_answer(question, to=to, token=token_for(quote, at=at), by=by, at=at)


def note_opened(*, quote: Quote, at: datetime.datetime) -> None:
    """The customer opened it, where the owner wants that to be noted. Once a version."""
    if quote.state != QuoteState.SENT or not our_paper().note_opened:
        return
    with transaction.atomic():
        first = Quote.objects.filter(pk=quote.pk, state=QuoteState.SENT, standing=quote.standing_id)
        # Nothing that a seller has open is out of date by this: the version stays.
        if first.update(state=QuoteState.OPENED):
            QuoteVersion.objects.filter(pk=quote.standing_id or 0, opened_at=None).update(opened_at=at)
            record(by=None, at=at, verb="sales.quote.opened", row=quote)
