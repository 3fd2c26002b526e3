"""The page *What changed*, from one answer: its finding, its figures, its tables and its argument."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.figure import Figure
from tandem.together.evidence.words import Document
from tandem.together.verdict.argument import Argument, argument_of
from tandem.together.verdict.drawing import channels_figure, sum_words, waterfall_of, way_of
from tandem.together.verdict.equation import shown
from tandem.together.verdict.phrases import odds_words, percent_change, share_with_range
from tandem.together.verdict.promises import Start
from tandem.together.verdict.reading import (
    MOVED,
    Purse,
    Side,
    probability_of,
    purse_of,
    sides_of,
    span_of,
    span_words,
    verdict_word,
)
from tandem.together.verdict.words import (
    DESK_WORDS,
    NAMES,
    Said,
    asking_words,
    buying_words,
    few_asked,
    is_the_first,
    not_yet_words,
    title_of_change,
    verdict_of,
    why_we_cannot_say,
)
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

COUNTED_ONLY = 2  # of the expected rows: how many customers, of how many


@dataclass(frozen=True)
class Factor:
    """One row of the table of both periods; ranges stand below the numbers."""

    name: str
    before: str
    after: str
    before_range: str = ""
    after_range: str = ""


@dataclass(frozen=True)
class Sureness:
    """One row of the odds: a driver, or a desk with `whole`."""

    name: str
    desk: str
    change: str
    words: str
    whole: bool = False


@dataclass(frozen=True)
class Changed:
    title: str
    kicker: str
    before: str
    after: str
    said: Said
    waterfall: Figure | None
    waterfall_sub: str
    waterfall_note: str
    factors: list[Factor]
    channels: Figure | None
    sureness: list[Sureness]
    argument: Argument
    caveats: list[str]
    not_yet: str


def changed_of(answer: Document, today: datetime.date, start: Start | None = None) -> Changed:
    before = words_of(answer["change"]["before"], today, without=_("then"))
    after = words_of(answer["change"]["after"], today, without=_("now"))
    waterfall = None if is_few(answer) else waterfall_of(answer, today)
    cut = waterfall.note if waterfall else ""
    return Changed(
        title=title_of_change(answer),
        kicker=kicker_of(answer, before, after),
        before=before,
        after=after,
        said=happened(answer),
        waterfall=waterfall,
        waterfall_sub=" ".join(filter(None, (counted_words(answer), cut))),
        waterfall_note=adding_up(answer) if waterfall else "",
        factors=factors_of(answer),
        channels=None if is_few(answer) else channels_figure(answer),
        sureness=sureness_of(answer),
        argument=argument_of(answer, start),
        caveats=answer["caveats"],
        not_yet=not_yet_words(answer, today),
    )


def kicker_of(answer: Document, before: str, after: str) -> str:
    """“August to October, compared with May to July”; a business of one day has nothing beside it."""
    if not span_of(answer["change"]["before"]):
        return after
    return _("%(after)s, compared with %(before)s") % {"after": after, "before": before}


def is_few(answer: Document) -> bool:
    """Its steps are percentages: none is told where fewer than twenty asked in a period, or nobody bought."""
    asked = min(answer["change"][name]["enquiries"] for name in ("before", "after"))
    return asked < LEAST_FOR_A_SHARE or not answer["enquiries"]["won"]


def words_of(counted: Document, today: datetime.date, *, without: str) -> str:
    span = span_of(counted)
    return span_words(span, today) if span else without


def happened(answer: Document) -> Said:
    """Beside the waterfall: where it happened, and the sentence that goes with it."""
    verdict = verdict_of(answer)
    first = {
        "marketing": _("It happened before people asked."),
        "sales": _("It happened after people had asked."),
        "both": _("It happened at both desks."),
        "neither": _("Nothing here moved by more than a little."),
        "cannot_tell": _("We cannot say yet where it happened."),
    }.get(
        verdict.desk,
        _("There is nothing before it yet to compare with.")
        if is_the_first(answer)
        else _("Too few asked to say where it happened.")
        if few_asked(answer)
        else _("Too few bought to say where it happened."),
    )
    rest = (
        why_we_cannot_say(answer)
        if verdict.sure is None
        else " ".join(filter(None, (asking_words(answer), buying_words(answer))))
    )
    return Said(first, rest, verdict.desk, verdict.sure)


def counted_words(answer: Document) -> str:
    """“460 enquiries then, 500 now, 152 of them still open and counted by age.”"""
    before, after = answer["change"]["before"], answer["change"]["after"]
    then = ngettext("%(count)s enquiry then", "%(count)s enquiries then", before["enquiries"])
    said = {
        "then": then % {"count": number_words(before["enquiries"])},
        "now": number_words(after["enquiries"]),
        "open": number_words(after["open"]),
    }
    if not after["open"]:
        return _("%(then)s, %(now)s now; none of them is still open.") % said
    sentence = ngettext(
        "%(then)s, %(now)s now, %(open)s of them still open and counted by its age.",
        "%(then)s, %(now)s now, %(open)s of them still open and counted by age.",
        after["open"],
    )
    return sentence % said


def adding_up(answer: Document) -> str:
    """How to read the bars, and that they add up."""
    if way_of(answer) is None:
        return ""
    sentences = [
        _(
            "Percentages follow one another, so they multiply; the bars are drawn so that they add up: "
            "%(sum)s."
        )
        % {"sum": sum_words(answer)}
    ]
    sides = sides_of(answer)
    if sides and sides[0].span.days != sides[1].span.days:
        days = {"days": number_words(sides[1].span.days)}
        sentences.append(
            _("The periods are not equally long, so the earlier one is told as if it had %(days)s days.")
            % days
        )
    sentences.append(_("First sales only: what customers buy again stands beside it."))
    return " ".join(sentences)


def factors_of(answer: Document) -> list[Factor]:
    counted = answer["change"]["before"], answer["change"]["after"]
    rows = [
        Factor(name, *(number_words(one[key]) for one in counted))
        for name, key in (
            (_("Enquiries"), "enquiries"),
            (_("Customers so far"), "won"),
            (_("Still open"), "open"),
        )
    ]
    sides = sides_of(answer)
    expected = expected_rows(*sides, purse_of(answer)) if sides else []
    # Money expected of a handful would be a bare guess.
    return rows + (expected[:COUNTED_ONLY] if is_few(answer) else expected)


def expected_rows(before: Side, after: Side, purse: Purse) -> list[Factor]:
    sides = before, after
    likely = [likely_range(side) for side in sides]
    shares = [share_with_range(side.conversion, side.enquiries) for side in sides]
    sales = [(sale_words(side, purse), purse.range(side.value)) for side in sides]
    revenues = [(revenue_words(side, purse), purse.range(side.revenue)) for side in sides]
    names = _("Customers in the end"), _("Become customers"), _("First sale"), _("Expected revenue")
    return [
        Factor(name, one[0], other[0], one[1], other[1])
        for name, (one, other) in zip(names, (likely, shares, sales, revenues), strict=True)
    ]


def likely_range(side: Side) -> tuple[str, str]:
    """What is likely in the end; without a range where there is none, as hardly one is open any more."""
    low, high = side.likely_ends
    if not side.open or low == high:
        return number_words(low) if low or not side.open else _("hardly anybody"), ""
    said = {"low": number_words(low), "high": number_words(high)}
    about = (
        _("about %(number)s") % {"number": number_words(side.likely)} if side.likely else _("hardly anybody")
    )
    return about, _("%(low)s to %(high)s") % said


def sale_words(side: Side, purse: Purse) -> str:
    equation = shown(side)
    return purse.exact(equation.value) if equation else purse.words(side.value.estimate)


def revenue_words(side: Side, purse: Purse) -> str:
    equation = shown(side)
    return purse.exact(equation.revenue) if equation else purse.words(side.revenue.estimate)


def sureness_of(answer: Document) -> list[Sureness]:
    """Each driver and each desk with its odds; nothing where nothing was worked out, or of too few."""
    if not answer["more"]["change"] or is_few(answer):
        return []
    rows = []
    for desk, told in answer["change"]["desks"].items():
        for driver in answer["change"]["drivers"]:
            if driver["desk"] == desk:
                rows.append(surely(answer, driver["driver"], str(NAMES[driver["driver"]]), desk, driver))
        rows.append(
            surely(answer, desk, _("%(desk)s in all") % {"desk": DESK_WORDS[desk]}, desk, told, whole=True)
        )
    return rows


def surely(
    answer: Document, name: str, words: str, desk: str, told: Document, *, whole: bool = False
) -> Sureness:
    if told["effect"] is None:
        return Sureness(words, desk, "–", _("nobody wrote that down"), whole)
    sentence = sure_sentence(answer, name, told["effect"])
    return Sureness(words, desk, percent_change(told["effect"]), sentence, whole)


def sure_sentence(answer: Document, name: str, effect: float) -> str:
    """“9 in 10 that it fell”, “8 in 10 that it is about the same”, or the odds that are not enough."""
    word = verdict_word(answer, name)
    if word == "steady":
        odds = odds_words(probability_of(answer, name, "steady"))
        return _("%(odds)s that it is about the same") % {"odds": odds}
    what = word if word in MOVED else ("fell" if effect < 0 else "rose")
    said = {"odds": odds_words(probability_of(answer, name, what))}
    sentence = _("%(odds)s that it fell") % said if what == "fell" else _("%(odds)s that it rose") % said
    return sentence if word in MOVED else _("%(odds)s: not enough to say so") % {"odds": sentence}
