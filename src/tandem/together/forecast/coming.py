"""The page *Forecast*, from one answer and from the forecasts that were kept."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.classes import Tone
from tandem.charts.fan import fan
from tandem.charts.figure import Figure
from tandem.charts.weeks import Coming, FanWords, Past, Shift
from tandem.together.evidence.queries import HitRate
from tandem.together.evidence.words import Document
from tandem.together.forecast.words import (
    MEASURES,
    NEAR,
    amount_words,
    back_test_words,
    basis_words,
    day_words,
    kept_words,
    lately_words,
    level_words,
    open_part_words,
    range_words,
    title_of_forecast,
    too_narrow_words,
)
from tandem.together.verdict.reading import Purse, Range, purse_of, range_of
from tandem.ui.figures import number_words

LATELY = 13  # weeks that were, to hold the coming ones against
TONES: dict[str, Tone] = {"enquiries": "m", "customers": "s", "revenue": "t"}


@dataclass(frozen=True)
class Total:
    """One measure over so many weeks; `still_open` is the part from enquiries that are open now."""

    value: str
    range: str
    still_open: str


@dataclass(frozen=True)
class Hits:
    """How often one measure was inside: of kept forecasts, and looking back over the past."""

    name: str
    kept: str
    looked_back: str


@dataclass(frozen=True)
class Forecast:
    title: str
    sentences: list[str]
    open_part: str
    level_change: str
    totals: list[tuple[str, list[Total | None]]]
    figures: list[Figure]
    hits: list[Hits]
    kept: str
    too_narrow: str


def forecast_of(answer: Document, rates: Sequence[HitRate], today: datetime.date) -> Forecast | None:
    """None where nobody can say what comes."""
    told = answer["more"]["forecast"]
    totals = totals_of(answer, NEAR)
    if not told or not told["weeks"] or "enquiries" not in totals:
        return None
    purse = purse_of(answer)
    figures = [fan_of(told, measure, purse, today) for measure in MEASURES]
    return Forecast(
        title=title_of_forecast(totals),
        sentences=list(filter(None, (basis_words(told), back_test_words(told["back_test"])))),
        open_part=open_part_words(told["open"].get(str(NEAR), {"customers": None}), totals),
        level_change=level_words(told["level_change"], today),
        totals=[(str(name), cells_of(answer, measure, purse)) for measure, name in MEASURES.items()],
        figures=[figure for figure in figures if figure],
        hits=hits_of(told["back_test"], rates),
        kept=kept_words(rates, told["weeks"][0]["start"], today),
        too_narrow=too_narrow_words(told["back_test"]),
    )


def totals_of(answer: Document, weeks: int) -> dict[str, Range]:
    entry = next((one for one in answer["forecast"] if one["weeks"] == weeks), None)
    found = {measure: range_of(entry[measure]) for measure in MEASURES} if entry else {}
    return {measure: one for measure, one in found.items() if one}


def cells_of(answer: Document, measure: str, purse: Purse) -> list[Total | None]:
    """Over 4 and over 13 weeks; None where it cannot be told."""
    return [total_of(answer, entry, measure, purse) for entry in answer["forecast"]]


def total_of(answer: Document, entry: Document, measure: str, purse: Purse) -> Total | None:
    one = range_of(entry[measure])
    if one is None:
        return None
    part = answer["more"]["forecast"]["open"].get(str(entry["weeks"]), {}).get(measure)
    return Total(
        amount_words(measure, one.estimate, purse),
        range_words(measure, one, purse),
        "" if part is None else amount_words(measure, min(part, one.estimate), purse),
    )


def fan_of(told: Document, measure: str, purse: Purse, today: datetime.date) -> Figure | None:
    """Past weeks and those to come; None where the measure cannot be told."""
    weeks = [(week, range_of(week[measure])) for week in told["weeks"]]
    known = [(week, one) for week, one in weeks if one]
    if not known:
        return None
    labels = Labels()
    past = [
        Past(
            day_words(week["start"], today),
            week[measure],
            amount_words(measure, week[measure], purse),
            labels.of(week["start"]),
            ("", ""),
        )
        for week in told["past"]
    ]
    coming = [coming_of(week, one, measure, purse, labels, today) for week, one in known]
    return fan(
        past,
        coming,
        key=f"fan-{measure}",
        title=fan_title(measure, known[0][1], known[-1][1], purse),
        head=(_("Week of"), str(MEASURES[measure]), _("Range"), _("From open ones")),
        words=fan_words(measure, known[-1][1], purse),
        shift=shift_of(told, measure),
        tone=TONES[measure],
        note=lately_words(measure, [week[measure] for week in told["past"][-LATELY:]], purse),
    )


class Labels:
    """The month below the first of its weeks."""

    def __init__(self) -> None:
        self.last = ""

    def of(self, start: str) -> str:
        month = start[:7]
        if month == self.last:
            return ""
        self.last = month
        return date_format(datetime.date.fromisoformat(start), "M")


def coming_of(
    week: Document, one: Range, measure: str, purse: Purse, labels: Labels, today: datetime.date
) -> Coming:
    part = week.get(f"{measure}_open") or 0.0
    low = min(max(one.low, 0.0), one.high)
    return Coming(
        day_words(week["start"], today),
        max(one.estimate, 0.0),
        low,
        max(one.high, low),
        max(part, 0.0),
        amount_words(measure, one.estimate, purse),
        labels.of(week["start"]),
        (
            range_words(measure, one, purse),
            "–" if measure == "enquiries" else amount_words(measure, part, purse),
        ),
    )


def fan_title(measure: str, first: Range, last: Range, purse: Purse) -> str:
    """“About 6 customers a week”, “From about 6 customers a week to 1”, “Under 1 customer a week”."""
    begins, ends = (amount_words(measure, one.estimate, purse) for one in (first, last))
    moves = begins != ends and abs(last.estimate - first.estimate) > first.estimate / 10
    said = {"weekly": weekly_words(measure, first.estimate, begins), "last": ends}
    if measure == "revenue":
        sentence = (
            _("From %(weekly)s to %(last)s from first sales") if moves else _("%(weekly)s from first sales")
        )
    else:
        sentence = _("From %(weekly)s to %(last)s") if moves else _("%(weekly)s")
    title = sentence % said
    return title[:1].upper() + title[1:]


def weekly_words(measure: str, value: float, written: str) -> str:
    """“about £3,850 a week”, “about 1 customer a week”, “under 1 customer a week”."""
    if measure == "revenue":
        return _("about %(amount)s a week") % {"amount": written}
    number = round(value)
    words = {
        "enquiries": ngettext("%(number)s enquiry a week", "%(number)s enquiries a week", max(number, 1)),
        "customers": ngettext("%(number)s customer a week", "%(number)s customers a week", max(number, 1)),
    }[measure]
    if number < 1:
        return words % {"number": _("under 1")}
    return _("about %(weekly)s") % {"weekly": words % {"number": written}}


def fan_words(measure: str, last: Range, purse: Purse) -> FanWords:
    return FanWords(
        was=_("was"),
        coming=_("to come"),
        end=_("%(range)s a week") % {"range": range_words(measure, last, purse)},
        still_open=_("from enquiries open now"),
        new=_("from new ones"),
        range=_("range, 8 in 10"),
    )


def shift_of(told: Document, measure: str) -> Shift | None:
    change = told["level_change"]
    starts = [week["start"] for week in told["past"]]
    if measure != "enquiries" or not change or change["week"] not in starts:
        return None
    return Shift(starts.index(change["week"]), _("another level"))


def hits_of(back_test: Document | None, rates: Sequence[HitRate]) -> list[Hits]:
    """One row for each measure and length of which anything is known."""
    looked = {(one["measure"], one["weeks"]): one for one in (back_test or {}).get("rates", [])}
    kept = {(rate.measure, rate.weeks): rate for rate in rates}
    rows = []
    for measure, name in MEASURES.items():
        for weeks in (NEAR, 13):
            back, rate = looked.get((measure, weeks)), kept.get((measure, weeks))
            if back or rate:
                said = {"measure": name, "weeks": weeks}
                rows.append(
                    Hits(
                        _("%(measure)s, %(weeks)s weeks") % said,
                        of_words(rate.hits, rate.forecasts) if rate else "–",
                        of_words(back["hits"], back["windows"]) if back else "–",
                    )
                )
    return rows


def of_words(hits: int, whole: int) -> str:
    return _("%(hits)s of %(whole)s") % {"hits": number_words(hits), "whole": number_words(whole)}
