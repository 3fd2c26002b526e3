"""What the page of a quote shows: its track, its paper, its sums while they are typed."""

import base64
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.sales.paper.numbers import exact
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.forms import LETTER, LetterForm, LinesForm
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.rules import today_of
from tandem.sales.quotes.sheet import lines_in, method_in, off_in, sheet_of, totals_of, whole_words
from tandem.sales.quotes.sums import left_of
from tandem.sales.quotes.words import LineWritten, QuoteState

PAGES_SHOWN = 3
NO_LINES: list[LineWritten] = []


@dataclass(frozen=True)
class Stop:
    name: str
    done: bool
    now: bool


def track_of(quote: Quote, *, is_drafted: bool) -> list[Stop]:
    """Draft, sent, opened if that is noted, and how it ended."""
    state = QuoteState.DRAFT if is_drafted else QuoteState(quote.state)
    way = [QuoteState.DRAFT, QuoteState.SENT]
    if our_paper().note_opened or state == QuoteState.OPENED:
        way.append(QuoteState.OPENED)
    ends = (QuoteState.DECLINED, QuoteState.WITHDRAWN, QuoteState.EXPIRED)
    way.append(state if state in ends else QuoteState.ACCEPTED)
    here = way.index(state)
    stops = [Stop(str(one.label), place < here, place == here) for place, one in enumerate(way)]
    if way[-1] == QuoteState.ACCEPTED:
        stops.append(Stop(_("Order"), False, False))
    return stops


def sheet_now(quote: Quote, version: QuoteVersion, lines: list[LineWritten]) -> dict[str, Any]:
    """What a version says: as it was sent, or as a draft would today."""
    if version.sent_at is not None:
        shown: dict[str, Any] = version.shown
        return shown
    day = today_of(timezone.now(), business_zone())
    return sheet_of(quote, version, lines, paper=our_paper(), on=day)


def sheet_of_version(quote: Quote, version: QuoteVersion) -> dict[str, Any]:
    return sheet_now(quote, version, NO_LINES if version.sent_at else written_lines(version))


@dataclass(frozen=True)
class Look:
    """The paper as it is seen beside the lines, and the letters that no font here has."""

    pages: int
    missing: list[str]
    drawn: list[str]

    @property
    def shown(self) -> range:
        return range(1, min(self.pages, PAGES_SHOWN) + 1)


def look_at(shown: dict[str, Any], *, drawn: bool = False) -> Look | None:
    """None where what was typed was erased. With `drawn`, the first pages are in it as pictures."""
    if not shown:
        return None
    # typst takes a while to import, and only what makes a document needs it.
    from tandem.sales.quotes.printing import missing_in, pages_of  # noqa: PLC0415

    pages = pages_of(shown)
    pictures = [as_picture(page) for page in pages[:PAGES_SHOWN]] if drawn else []
    return Look(len(pages), sorted(missing_in(shown)), pictures)


def as_picture(page: bytes) -> str:
    """In a picture nothing of a drawing can run or be fetched."""
    return f"data:image/svg+xml;base64,{base64.b64encode(page).decode('ascii')}"


@dataclass(frozen=True)
class Typed:
    """A draft as it stands in the form: what each row comes to, by its place, and the whole."""

    amounts: dict[int, int]
    totals: dict[str, Any]
    whole_words: str


def typed_sums(quote: Quote, lines: list[LineWritten], places: list[int], shown: dict[str, Any]) -> Typed:
    amounts = {
        place: left_of(line, quote.currency, quote.method).minor
        for place, line in zip(places, lines, strict=True)
    }
    return Typed(amounts, totals_of(shown, lines), whole_words(off_in(shown)))


def draft_changed(version: QuoteVersion, form: LetterForm) -> QuoteVersion:
    """The version in hand with what was typed, not kept."""
    version.discount_percent, version.discount_minor = form.off.percent, form.off.minor
    for name in LETTER:
        setattr(
            version, name, form.cleaned_data.get(name) or (None if name.endswith(("until", "_by")) else "")
        )
    return version


def rows_shown(formset: LinesForm, amounts: dict[int, int]) -> list[dict[str, Any]]:
    last = len(formset.forms) - 1
    return [
        {"form": form, "place": place, "amount": amounts.get(place), "is_new": place == last}
        for place, form in enumerate(formset.forms)
    ]


def wishes_of(version: QuoteVersion) -> list[tuple[str, str]]:
    """The lines that are left to the customer, by their place."""
    shown = version.shown
    if not shown:
        return []
    return [
        (str(place), f"{line.words}, {exact(left_of(line, shown['currency'], method_in(shown)))}")
        for place, line in enumerate(lines_in(shown), start=1)
        if line.optional
    ]
