import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tandem.offers.tax.queries import standard_rate_on
from tandem.office.business.queries import business_zone, the_business
from tandem.office.files.models import StoredFile
from tandem.office.languages.words import LANGUAGES, language_of_country, one_of_ours
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.words import (
    LOGO_KINDS,
    TAX_NAMES,
    TAX_NAMES_OF_COUNTRIES,
    TEXTS,
    Logo,
    same_words,
    tax_name_in,
)


def our_paper() -> OurPaper:
    """What was set; the usual where nothing was."""
    found = OurPaper.objects.filter(pk=1).first()
    return found or OurPaper(pk=1, **begun_with())


def begun_with() -> dict[str, Any]:
    """What follows from the country of the business and the rates of today, until the owner says otherwise.
    Where we know no rate no line is taxed by itself.
    """
    country = the_business().country
    language = language_of_country(country)
    today = timezone.localdate(timezone=business_zone())
    return {
        "language": language,
        "tax_name": TAX_NAMES_OF_COUNTRIES.get(country, TAX_NAMES[language]),
        "usual_tax_percent": standard_rate_on(today) or Decimal(0),
    }


def language_of_paper(paper: OurPaper) -> str:
    """The usual one, if our documents speak it still."""
    return one_of_ours(paper.language)


@dataclass(frozen=True)
class Spoken:
    """Our paper in one language. `paper` is a copy to read; `usual` names the texts that there are only in
    the usual language, so that these are taken.
    """

    paper: OurPaper
    usual: tuple[str, ...] = ()


def spoken(paper: OurPaper, language: str) -> Spoken:
    if language in (paper.language, language_of_paper(paper)):
        return Spoken(paper)
    own = PaperWords.objects.filter(language=language).first() or PaperWords()
    said, usual = copy.copy(paper), []
    for name in TEXTS:
        if words := getattr(own, name):
            setattr(said, name, words)
        elif getattr(paper, name):
            usual.append(name)
    said.tax_name = own.tax_name or tax_name_in(language, paper.tax_name)
    return Spoken(said, tuple(usual))


@dataclass(frozen=True)
class Worded:
    """One more language, and whether there are texts of ours in it."""

    code: str
    name: str
    is_worded: bool


def other_languages(paper: OurPaper) -> list[Worded]:
    have = {row.language: row for row in PaperWords.objects.all()}
    return [
        Worded(code, str(name), code in have and any(getattr(have[code], text) for text in TEXTS))
        for code, name in LANGUAGES.items()
        if code != language_of_paper(paper)
    ]


def left_in(paper: OurPaper, was: str) -> list[str]:
    """Texts from the language that was usual before, taken along as there were none in the paper’s own."""
    rows = {row.language: row for row in PaperWords.objects.filter(language__in=(was, paper.language))}
    old, own = (rows.get(code) or PaperWords() for code in (was, paper.language))
    return [
        str(words)
        for name, words in TEXTS.items()
        if getattr(paper, name)
        and not getattr(own, name)
        and same_words(getattr(paper, name), getattr(old, name))
    ]


def logo_of(file_id: int | None) -> Logo | None:
    """The picture that a document was made with; None where it is not there any more."""
    stored = StoredFile.objects.filter(pk=file_id, kind__in=LOGO_KINDS).first() if file_id else None
    if stored is None:
        return None
    try:
        return Logo(stored.kind, stored.path.read_bytes())
    except FileNotFoundError:
        return None
