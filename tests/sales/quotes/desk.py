"""Quotes made by the real actions, for tests: a draft of the picture, and one that is with its customer."""

import datetime
import secrets
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core import signing
from django.test import Client

from tandem.office.accounts.models import User
from tandem.people.persons.actions import edit_person, match_or_add
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import begin_quote, save_draft
from tandem.sales.quotes.links import token_for
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.public import SALT
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import Letter, LineWritten, SentBy, Yes
from tests.sales.shop import NOW, an_opportunity

CHAIRS = LineWritten(
    words="Dining chair, seat and back", quantity=Decimal(6), price_minor=14_000, tax_percent=Decimal(20)
)
WOOL = LineWritten(
    words="Wool, stain-guarded", quantity=Decimal(5), unit="m", price_minor=4_800, tax_percent=Decimal(20)
)
DELIVERY = LineWritten(words="Collect and deliver", price_minor=6_000, tax_percent=Decimal(20))
WEBBING = LineWritten(words="New webbing", price_minor=3_500, tax_percent=Decimal(20), optional=True)
LINES = [CHAIRS, WOOL, DELIVERY, WEBBING]
LAST_DAY = datetime.date(2026, 11, 20)
# Not over wherever these tests are run: the page looks at the clock.
TO_COME = NOW.date().replace(year=2100)
LETTER = Letter(
    title="Six dining chairs, ready for Christmas",
    intro="You asked for chairs that survive the dog.",
    closing="Half when we collect.",
    valid_until=LAST_DAY,
    ready_by=datetime.date(2026, 12, 18),
)


def tom(email: str = "tom@example.org") -> Person:
    """The same Tom, however often."""
    contact = Contact(name="Tom Ellery", emails=(email,) if email else ())
    return match_or_add(contact=contact, by=None, at=NOW).person


def a_draft(
    opportunity: Opportunity | None = None,
    *,
    lines: list[LineWritten] | None = None,
    by: User | None = None,
    at: datetime.datetime = NOW,
    **letter: Any,
) -> QuoteVersion:
    quote = begin_quote(opportunity=opportunity or an_opportunity(tom()), by=by, at=at)
    version = quote.versions.get()
    save_draft(
        version=version,
        expected_version=version.version,
        letter=replace(LETTER, **letter),
        lines=LINES if lines is None else lines,
        by=by,
        at=at,
    )
    return fresh_version(version)


def fresh_version(version: QuoteVersion) -> QuoteVersion:
    return QuoteVersion.objects.select_related("quote", "quote__person", "quote__opportunity").get(
        pk=version.pk
    )


def sent_quote(
    opportunity: Opportunity | None = None,
    *,
    how: str = SentBy.HAND,
    to: str = "",
    by: User | None = None,
    at: datetime.datetime = NOW,
    **draft: Any,
) -> Quote:
    version = a_draft(opportunity, by=by, at=at, **draft)
    send_quote(version=version, expected_version=version.version, how=how, to=to, by=by, at=at)
    return fresh(version.quote)


def fresh(quote: Quote) -> Quote:
    related = ("person", "opportunity", "standing")
    return Quote.objects.select_related(*related).get(pk=quote.pk)


def a_yes(
    quote: Quote, *, chosen: frozenset[int] = frozenset(), name: str = "Tom Ellery", **more: Any
) -> Yes:
    version = quote.standing
    assert version is not None
    gross = 136_800 + (4_200 if 4 in chosen else 0)
    values = {"version_id": version.pk, "text_hash": version.text_hash, "gross_minor": gross, **more}
    return Yes(name=name, chosen=chosen, address="192.0.2.7", **values)


def link_to(quote: Quote) -> str:
    return f"/d/{token_for(quote, at=NOW)}"


def page_key() -> str:
    """As a page of the quote carries it."""
    return signing.Signer(salt=SALT).sign(secrets.token_urlsafe(24))


def yes_form(quote: Quote, **more: Any) -> dict[str, Any]:
    version = quote.standing
    assert version is not None
    form = {"wording": version.pk, "text": version.text_hash, "total": 136_800, "name": "Tom Ellery"}
    return {**form, **more}


def stranger() -> Client:
    """Nobody who is signed in, from a machine that the checks of Django do not know."""
    return Client(enforce_csrf_checks=True)


def speaker(language: str) -> Opportunity:
    """Something for somebody who is written to in that language."""
    person = tom()
    edit_person(person=person, expected_version=person.version, by=None, at=NOW, language=language)
    return an_opportunity(person)


def in_language(language: str, **more: Any) -> Quote:
    return sent_quote(speaker(language), valid_until=TO_COME, **more)
