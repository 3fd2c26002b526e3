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
from tandem.sales.paper.queries import Spoken, language_of_paper, our_paper, spoken
from tandem.sales.paper.words import TEXTS, same_words
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.words import Letter

# Those that begin a draft; one may write others in their place.
IN_THE_DRAFT = ("intro", "closing")


def language_for(opportunity: Opportunity, paper: OurPaper) -> str:
    """What the person is written to in, else their organisation, else what is usual."""
    organisation = opportunity.organisation
    of_firm = organisation.language if organisation else ""
    return one_of_ours(opportunity.person.language, of_firm, paper.language)


def language_now(quote: Quote) -> str:
    """That of a quote; the usual one where it has one that our documents do not speak any more."""
    return quote.language if quote.language in LANGUAGES else language_of_paper(our_paper())


def language_of(shown: dict[str, Any]) -> str:
    """What was sent keeps its language."""
    return one_of_ours(shown.get("language", ""))


def tongue_of(shown: dict[str, Any]) -> str:
    """The same, with the country where numbers are written otherwise there."""
    return str(shown.get("tongue", "")) or language_of(shown)


@contextmanager
def speaking(shown: dict[str, Any]) -> Iterator[None]:
    """As the customer of a version reads it, with times as the clock of the business shows them."""
    with translation.override(tongue_of(shown)), timezone.override(business_zone()):
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
    speak(quote, language, by=by, at=at)
    return in_another(letter, was, language), True


def speak(quote: Quote, language: str, *, by: Actor, at: datetime.datetime) -> None:
    changed = change(quote, language=language)
    if changed:
        before, after = changed.before, changed.after
        record(by=by, at=at, verb="sales.quote.spoken", row=quote, before=before, after=after)


def speak_as_sent(quote: Quote, *, by: Actor, at: datetime.datetime) -> None:
    """A draft that was to speak another language is gone: the language of what the customer has stays."""
    if quote.standing is not None and quote.standing.shown:
        speak(quote, language_of(quote.standing.shown), by=by, at=at)


def in_another(letter: Letter, was: str, language: str) -> Letter:
    """The same letter, with our own texts of one language put into those of another."""
    if language == was:
        return letter
    paper = our_paper()
    old, new = spoken(paper, was).paper, spoken(paper, language).paper
    ours = {
        name: getattr(new, name)
        for name in IN_THE_DRAFT
        if same_words(getattr(letter, name), getattr(old, name))
    }
    return replace(letter, **ours)


def stayed_in(version: QuoteVersion, letter: Letter) -> list[str]:
    """Which words around the lines a draft kept as they were written, when it went into another language.
    They may be ours of an earlier day, and nothing tells whose they are; those of today are not meant.
    """
    said = spoken(our_paper(), version.quote.language).paper
    return [
        str(TEXTS[name])
        for name in IN_THE_DRAFT
        if (words := getattr(version, name))
        and same_words(words, getattr(letter, name))
        and not same_words(words, getattr(said, name))
    ]


@dataclass(frozen=True)
class Unsaid:
    """Texts of ours that a quote says in the usual language, as there are none in its own."""

    language: str
    usual: str
    texts: list[str]


def unsaid_in(quote: Quote, version: QuoteVersion) -> Unsaid | None:
    """What of a draft is in our usual language still: on the paper, and in the letter as it began."""
    paper = our_paper()
    language = one_of_ours(quote.language, paper.language)
    if language == language_of_paper(paper):
        return None
    said = spoken(paper, language)
    missing = [
        str(words)
        for name, words in TEXTS.items()
        if (is_usual(version, paper, said, name) if name in IN_THE_DRAFT else name in said.usual)
    ]
    if not missing:
        return None
    return Unsaid(str(LANGUAGES[language]), str(LANGUAGES[language_of_paper(paper)]), missing)


def is_usual(version: QuoteVersion, paper: OurPaper, said: Spoken, name: str) -> bool:
    """The words of the paper stand there, and are not what it says in the language of the quote as well."""
    words = getattr(version, name)
    if not words.strip() or not same_words(words, getattr(paper, name)):
        return False
    return name in said.usual or not same_words(words, getattr(said.paper, name))
