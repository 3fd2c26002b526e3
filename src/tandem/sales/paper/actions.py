import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.files.actions import store
from tandem.office.journal.actions import record
from tandem.office.languages.words import LANGUAGES, checked_language
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.pictures import size_of
from tandem.sales.paper.queries import begun_with, language_of_paper
from tandem.sales.paper.words import (
    COLOUR,
    LARGEST_LOGO,
    LEAST_CONTRAST,
    LOGO_KINDS,
    LONGEST_DAYS,
    TEXTS,
    contrast_with_white,
    same_words,
    tax_name_in,
)

COLUMNS = frozenset(
    {
        "language", "tagline", "address", "email", "phone", "website", "foot", "colour", "intro", "closing",
        "tax_name", "usual_tax_percent", "good_for_days", "remind_days", "remind_customer", "note_opened",
    }
)  # fmt: skip


@transaction.atomic
def set_paper(
    *,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    logo: "UploadedFile[bytes] | None" = None,
    without_logo: bool = False,
    **columns: Any,
) -> OurPaper:
    """How documents look from now on. What was sent keeps the paper of its day, and so an old logo stays."""
    if not can_manage(by):
        raise NotAllowed
    if unknown := set(columns) - COLUMNS:
        raise TypeError(f"set_paper does not change {sorted(unknown)}")
    must_be_readable(columns.get("colour"))
    checked_language(columns.get("language", ""))
    for name in ("good_for_days", "remind_days"):
        if not 0 <= columns.get(name, 1) <= LONGEST_DAYS:
            raise Refused(_("Days are a number from 0 to 365."), field=name)
    if not 0 <= columns.get("usual_tax_percent", 0) <= 100:
        raise Refused(_("A tax lies between 0 and 100%."), field="usual_tax")
    paper, _is_new = OurPaper.objects.get_or_create(pk=1, defaults=begun_with())
    columns |= turned_to(columns.get("language", ""), paper, columns, by=by, at=at)
    if logo is not None:
        if size_of(logo.read()) is None:
            raise Refused(
                _("We cannot read this picture. Try a PNG or JPEG, not larger than 4,000 pixels."),
                field="logo",
            )
        logo.seek(0)
        stored = store(logo, by=by, at=at, largest=LARGEST_LOGO, kinds=LOGO_KINDS)
        columns["logo"] = stored
    elif without_logo:
        columns["logo"] = None
    changed = change(paper, expected_version=expected_version, **columns)
    if changed:
        before, after = changed.before, changed.after
        record(by=by, at=at, verb="sales.paper.set", row=paper, before=before, after=after)
    return paper


def turned_to(
    language: str, paper: OurPaper, columns: dict[str, Any], *, by: Actor, at: datetime.datetime
) -> dict[str, str]:
    """What changes with the usual language: our texts so far are kept as those of the old one, and those that
    there are in the new one take their place, where nobody wrote others just now.
    """
    was = language_of_paper(paper)
    if language in ("", was):
        return {}
    ours = {name: getattr(paper, name) for name in (*TEXTS, "tax_name")}
    write_words(was, ours, by=by, at=at)
    own = PaperWords.objects.filter(language=language).first() or PaperWords()
    new = {name: getattr(own, name) for name in TEXTS}
    new["tax_name"] = own.tax_name or tax_name_in(language, paper.tax_name)
    return {
        name: words
        for name, words in new.items()
        if words and same_words(columns.get(name, ours[name]), ours[name])
    }


def write_words(
    language: str,
    texts: dict[str, str],
    *,
    by: Actor,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> None:
    row, _is_new = PaperWords.objects.get_or_create(language=language)
    seen = row.version if expected_version is None else expected_version
    changed = change(row, expected_version=seen, **texts)
    if changed:
        before, after = changed.before, changed.after
        record(by=by, at=at, verb="sales.paper.worded", row=row, before=before, after=after)


def must_be_readable(colour: str | None) -> None:
    if colour is None:
        return
    if not COLOUR.fullmatch(colour):
        raise Refused(_("Pick a colour."), field="colour")
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise Refused(_("This colour is hard to read on white paper. Pick a darker one."), field="colour")


@transaction.atomic
def set_words(
    *, language: str, expected_version: int, by: Actor, at: datetime.datetime, **texts: str
) -> None:
    """Our own texts in one more language; what is blank comes from the paper as it is."""
    if not can_manage(by):
        raise NotAllowed
    if unknown := set(texts) - {*TEXTS, "tax_name"}:
        raise TypeError(f"set_words does not change {sorted(unknown)}")
    if language not in LANGUAGES:
        raise Refused(_("Pick one of these languages."), field="language")
    write_words(language, texts, by=by, at=at, expected_version=expected_version)
