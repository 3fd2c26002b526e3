"""The language of a quote: whose it is, how it is changed, and what of our own texts there is in it."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.journal.actions import record
from tandem.office.languages.words import LANGUAGES, checked_language, one_of_ours
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.paper.models import OurPaper
from tandem.sales.paper.queries import our_paper, spoken
from tandem.sales.paper.words import TEXTS
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.words import Letter

# Those that begin a draft; one may write others in their place.
IN_THE_DRAFT = ("intro", "closing")


def language_for(opportunity: Opportunity, paper: OurPaper) -> str:
    """What the person is written to in, else their organisation, else what is usual."""
    organisation = opportunity.organisation
    theirs = opportunity.person.language or (organisation.language if organisation else "")
    return theirs or paper.language


def language_of(shown: dict[str, Any]) -> str:
    """What was sent keeps its language."""
    return one_of_ours(shown.get("language", ""))


@contextmanager
def speaking(shown: dict[str, Any]) -> Iterator[None]:
    """As the customer of a version reads it, with times as the clock of the business shows them."""
    with translation.override(language_of(shown)), timezone.override(business_zone()):
        yield


def speaking_ours() -> translation.override:
    """For what we keep and read ourselves, whatever the page speaks."""
    return translation.override(settings.LANGUAGE_CODE)


def set_language(
    quote: Quote, language: str, letter: Letter, *, by: Actor, at: datetime.datetime
) -> tuple[Letter, bool]:
    """The quote speaks it from now on, in the transaction of whoever saves its draft. Says whether it did not
    before, and gives the letter with our own texts in it, where they stand as they began.
    """
    was = quote.language
    if checked_language(language) in ("", was):
        return letter, False
    change(quote, language=language)
    before, after = {"language": was}, {"language": language}
    record(by=by, at=at, verb="sales.quote.spoken", row=quote, before=before, after=after)
    return in_another(letter, was, language), True


def in_another(letter: Letter, was: str, language: str) -> Letter:
    """The same letter, with our own texts of one language put into those of another."""
    if language == was:
        return letter
    paper = our_paper()
    old, new = spoken(paper, was).paper, spoken(paper, language).paper
    ours = {
        name: getattr(new, name)
        for name in IN_THE_DRAFT
        if getattr(letter, name).strip() == getattr(old, name).strip()
    }
    return replace(letter, **ours)


@dataclass(frozen=True)
class Unsaid:
    """Texts of ours that a quote says in the usual language, as there are none in its own."""

    language: str
    usual: str
    texts: list[str]


def unsaid_in(quote: Quote, version: QuoteVersion) -> Unsaid | None:
    """What of a draft is in our usual language still: on the paper, and in the letter as it began."""
    paper = our_paper()
    if quote.language == paper.language:
        return None
    usual = spoken(paper, quote.language).usual
    missing = [
        str(words)
        for name, words in TEXTS.items()
        if (is_usual(version, paper, name) if name in IN_THE_DRAFT else name in usual)
    ]
    if not missing:
        return None
    return Unsaid(str(LANGUAGES[one_of_ours(quote.language)]), str(LANGUAGES[paper.language]), missing)


def is_usual(version: QuoteVersion, paper: OurPaper, name: str) -> bool:
    words = getattr(version, name).strip()
    return bool(words) and words == getattr(paper, name).strip()
