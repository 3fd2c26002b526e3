"""A quote while it is written: begun, saved, given a new version, thrown away."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tandem.money.tax import Prices
from tandem.offers.prices.models import PriceList
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index, remove
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.paper.queries import our_paper, spoken
from tandem.sales.quotes.models import Quote, QuoteLine, QuoteVersion
from tandem.sales.quotes.offering import known_offers
from tandem.sales.quotes.pricing import repriced
from tandem.sales.quotes.queries import SEARCH_KIND, documents, next_number, usual_method, written_lines
from tandem.sales.quotes.rules import checked_letter, checked_lines, today_of
from tandem.sales.quotes.sending import held, must_still_be_draft
from tandem.sales.quotes.speaking import in_another, language_for, set_language, speak_as_sent
from tandem.sales.quotes.sums import sums_of, taken
from tandem.sales.quotes.words import Letter, LineWritten, Off
from tandem.sales.terms.queries import list_for


@transaction.atomic
def begin_quote(
    *,
    opportunity: Opportunity,
    by: Actor,
    at: datetime.datetime,
    like: QuoteVersion | None = None,
) -> Quote:
    """A draft for this opportunity; with `like`, the words and lines of another quote to begin with, at the
    prices of the list that they buy by.
    """
    must_change_sales(by)
    must_be_open(opportunity)
    take_turn(Turn.NUMBERING_QUOTES)
    method = usual_method()
    quote = Quote.objects.create(
        number=next_number(),
        opportunity=opportunity,
        person=opportunity.person,
        organisation=opportunity.organisation,
        currency=opportunity.currency,
        language=language_for(opportunity, our_paper()),
        prices=method.prices,
        rounded_per=method.rounded_per,
        rounding=method.rounding,
        created_at=at,
    )
    if like is not None:
        must_be_alike(quote, like.quote)
    price_list = list_for(opportunity)
    version = add_version(quote, 1, first_words(quote, like, at), price_list=price_list, at=at)
    if like is not None:
        moved = repriced(like, written_lines(like), price_list, at)
        write_lines(version, checked_lines([one.becomes for one in moved]))
    # From now on somebody works on it: an import that brought the opportunity leaves it here.
    Opportunity.objects.filter(pk=opportunity.pk).update(version=F("version") + 1)
    opportunity.version += 1
    record(by=by, at=at, verb="sales.quote.begun", row=quote, after={"opportunity": opportunity.pk})
    index(documents([quote]))
    return quote


def must_be_alike(quote: Quote, like: Quote) -> None:
    """An amount means the same in both: in one currency, and with tax in both or in neither."""
    if like.currency != quote.currency:
        raise Refused(_("That quote is in another currency. Nothing was begun."))
    if like.prices != quote.prices:
        if like.prices == Prices.NET:
            said = _("Prices in that quote are without tax, and yours are with tax now. Nothing was begun.")
        else:
            said = _("Prices in that quote are with tax, and yours are without tax now. Nothing was begun.")
        raise Refused(said)


def first_words(quote: Quote, like: QuoteVersion | None, at: datetime.datetime) -> Letter:
    """What comes off the whole was agreed with one customer, so it does not go along to another."""
    paper = spoken(our_paper(), quote.language).paper
    today = today_of(at, business_zone())
    until = today + datetime.timedelta(days=paper.good_for_days)
    if like is None:
        title = quote.opportunity.title
        return Letter(title=title, intro=paper.intro, closing=paper.closing, valid_until=until)
    off = like.off if like.quote.person_id == quote.person_id else Off()
    letter = Letter(title=like.title, intro=like.intro, closing=like.closing, valid_until=until, off=off)
    return in_another(letter, like.quote.language, quote.language)


def add_version(
    quote: Quote, number: int, letter: Letter, *, price_list: PriceList | None, at: datetime.datetime
) -> QuoteVersion:
    return QuoteVersion.objects.create(
        quote=quote,
        number=number,
        title=letter.title.strip()[:200],
        intro=letter.intro,
        closing=letter.closing,
        valid_until=letter.valid_until,
        ready_by=letter.ready_by,
        price_list=price_list,
        discount_minor=letter.off.minor,
        discount_percent=letter.off.kept_percent,
        created_at=at,
    )


@transaction.atomic
def save_draft(
    *,
    version: QuoteVersion,
    expected_version: int,
    letter: Letter,
    lines: Sequence[LineWritten],
    by: Actor,
    at: datetime.datetime,
    language: str = "",
) -> JournalLine | None:
    """The words and lines of a draft, whole. A version that was sent is never changed."""
    must_change_sales(by)
    if language not in ("", version.quote.language):
        # This changes the quote, and whoever does takes that before its draft: so nobody waits in a ring.
        version.quote = held(version.quote)
    # Two who save the same lines wait for each other, as lines have no version of their own.
    must_still_be_draft(version)
    checked_letter(letter)
    lines = known_offers(checked_lines(lines))
    letter, is_other = set_language(version.quote, language, letter, by=by, at=at)
    before = written_lines(version)
    changed = change(
        version,
        expected_version=expected_version,
        title=letter.title.strip()[:200],
        intro=letter.intro.strip(),
        closing=letter.closing.strip(),
        valid_until=letter.valid_until,
        ready_by=letter.ready_by,
        discount_minor=letter.off.minor,
        discount_percent=letter.off.kept_percent,
    )
    if before != lines:
        write_lines(version, lines)
    elif not changed and not is_other:
        return None
    else:
        write_sums(version, lines)
    if not changed:
        move_on(version)
    index(documents([version.quote]))
    told: dict[str, Any] = changed.after | {"lines": len(lines), "gross_minor": version.gross_minor}
    return record(
        by=by, at=at, verb="sales.quote.written", row=version.quote, before=changed.before, after=told
    )


def move_on(version: QuoteVersion) -> None:
    """Lines or the language alone are a change too: whoever saw the older ones is told."""
    QuoteVersion.objects.filter(pk=version.pk).update(version=F("version") + 1)
    version.version += 1


def write_lines(version: QuoteVersion, lines: Sequence[LineWritten]) -> None:
    """These lines and no others, and what they come to."""
    QuoteLine.objects.filter(version=version).delete()
    QuoteLine.objects.bulk_create(
        QuoteLine(
            version=version,
            position=place,
            words=line.words.strip(),
            quantity=line.quantity,
            unit=line.unit.strip()[:30],
            price_minor=line.price_minor,
            tax_percent=line.tax_percent,
            discount_minor=line.discount_minor,
            discount_percent=line.discount_percent,
            optional=line.optional,
            offer_id=line.offer_id,
        )
        for place, line in enumerate(lines, start=1)
    )
    write_sums(version, lines)


def write_sums(version: QuoteVersion, lines: Sequence[LineWritten]) -> None:
    quote = version.quote
    sums = sums_of(taken(lines), currency=quote.currency, method=quote.method, off=version.off)
    version.net_minor, version.tax_minor, version.gross_minor = (
        sums.net.minor,
        sums.tax.minor,
        sums.gross.minor,
    )
    version.save(update_fields=["net_minor", "tax_minor", "gross_minor"])


@transaction.atomic
def new_version(*, quote: Quote, by: Actor, at: datetime.datetime) -> QuoteVersion:
    """A draft with the words and lines of the newest version. Until it is sent, the customer keeps that."""
    must_change_sales(by)
    # Whoever changes a quote takes the opportunity first, then the quote: so nobody waits in a ring.
    must_be_open(held(quote).opportunity)
    newest = quote.versions.order_by("-number").first()
    if newest is None or newest.sent_at is None:
        raise Refused(_("A new version is begun already. Go on with that one."))
    today = today_of(at, business_zone())
    until = newest.valid_until
    if until is None or until < today:
        until = today + datetime.timedelta(days=our_paper().good_for_days)
    letter = Letter(
        title=newest.title,
        intro=newest.intro,
        closing=newest.closing,
        valid_until=until,
        ready_by=newest.ready_by,
        off=newest.off,
    )
    version = add_version(quote, newest.number + 1, letter, price_list=newest.price_list, at=at)
    write_lines(version, written_lines(newest))
    record(by=by, at=at, verb="sales.quote.begun_anew", row=quote, after={"number": version.number})
    return version


@transaction.atomic
def throw_away(*, version: QuoteVersion, expected_version: int, by: Actor, at: datetime.datetime) -> bool:
    """The draft is gone; of a quote that was never sent, the quote too. Says whether the quote stays."""
    must_change_sales(by)
    quote = held(version.quote)
    must_still_be_draft(version)
    change(version, expected_version=expected_version)
    if quote.standing_id is not None:
        version.delete()
        record(by=by, at=at, verb="sales.quote.draft_dropped", row=quote)
        speak_as_sent(quote, by=by, at=at)
        return True
    record(by=by, at=at, verb="sales.quote.dropped", row=quote, note=version.title)
    remove(SEARCH_KIND, [quote.pk])
    quote.delete()
    return False
