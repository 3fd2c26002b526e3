import copy
from dataclasses import dataclass

from tandem.office.business.queries import the_business
from tandem.office.files.models import StoredFile
from tandem.office.languages.words import LANGUAGES, language_of_country
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.words import LOGO_KINDS, TEXTS, Logo, tax_name_in


def our_paper() -> OurPaper:
    """What was set; the usual where nothing was."""
    found = OurPaper.objects.filter(pk=1).first()
    return found or OurPaper(pk=1, language=language_of_country(the_business().country))


@dataclass(frozen=True)
class Spoken:
    """Our paper in one language. `paper` is a copy to read; `usual` names the texts that there are only in
    the usual language, so that these are taken.
    """

    paper: OurPaper
    usual: tuple[str, ...] = ()


def spoken(paper: OurPaper, language: str) -> Spoken:
    if language == paper.language:
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
        if code != paper.language
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
