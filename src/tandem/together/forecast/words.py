"""What may be said of the coming weeks: with ranges, with what was right before, and without promises."""

import datetime
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.together.evidence.queries import HitRate
from tandem.together.evidence.words import Document
from tandem.together.verdict.reading import Purse, Range
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

MEASURES: dict[str, Promise] = {
    "enquiries": gettext_lazy("Enquiries"),
    "customers": gettext_lazy("Customers"),
    "revenue": gettext_lazy("First sales"),
}
NEAR = 4


def day_words(day: str, today: datetime.date) -> str:
    """“5 October”; with the year where it is another."""
    told = datetime.date.fromisoformat(day)
    return date_format(told, "j F" if told.year == today.year else "j F Y")


def amount_words(measure: str, value: float, purse: Purse) -> str:
    if measure == "revenue":
        return purse.words(max(value, 0.0))
    return number_words(round(value)) if value >= 1 or value <= 0 else _("under 1")


def range_words(measure: str, one: Range, purse: Purse) -> str:
    if measure == "revenue":
        return purse.range(one)
    ends = {"low": number_words(round(one.low)), "high": number_words(round(one.high))}
    return _("%(low)s to %(high)s") % ends


def title_of_forecast(totals: dict[str, Range]) -> str:
    """“In the next 4 weeks about 26 people will ask, and about 8 will buy”; nobody is told of “about 0”."""
    ask = round(totals["enquiries"].estimate)
    people = ngettext("about %(ask)s person will ask", "about %(ask)s people will ask", ask)
    who = people % {"ask": number_words(ask)} if ask else _("hardly anybody will ask")
    if "customers" not in totals:
        return _("In the next %(weeks)s weeks %(who)s") % {"weeks": NEAR, "who": who}
    buy = round(totals["customers"].estimate)
    buying = _("about %(buy)s will buy") % {"buy": number_words(buy)} if buy else _("hardly anybody will buy")
    said = {"weeks": NEAR, "who": who, "buying": buying}
    return _("In the next %(weeks)s weeks %(who)s, and %(buying)s") % said


def open_part_words(told: Document, totals: dict[str, Range]) -> str:
    """How much of the customers comes from enquiries that are open already."""
    if told["customers"] is None or "customers" not in totals:
        return ""
    whole = round(totals["customers"].estimate)
    part = min(round(told["customers"]), whole)
    if whole < 2:
        return ""
    said = {"part": number_words(part), "whole": number_words(whole), "new": number_words(whole - part)}
    if part == whole:
        return _("These %(whole)s customers come from enquiries that are open now.") % said
    if not part:
        return _("These %(whole)s customers come from people who have not asked yet.") % said
    return (
        _(
            "Of these %(whole)s customers about %(part)s come from enquiries that are open now, "
            "and %(new)s from people who have not asked yet."
        )
        % said
    )


def level_words(told: Document | None, today: datetime.date) -> str:
    """That the past before some week was another one, and is not what comes."""
    if not told:
        return ""
    said = {"day": day_words(told["week"], today), "ratio": ratio_words(told["ratio"])}
    return (
        _(
            "Since the week of %(day)s %(ratio)s enquiries come as before. The forecast goes on from there, "
            "and its range is wider."
        )
        % said
    )


def ratio_words(ratio: float) -> str:
    """“about 1.8 times as many”, “about half as many”."""
    if 0.45 <= ratio <= 0.55:
        return _("about half as many")
    if ratio < 1:
        return _("about %(percent)s%% as many") % {"percent": round(ratio * 100)}
    return _("about %(ratio)s times as many") % {"ratio": number_words(round(ratio, 1))}


def basis_words(told: Document) -> str:
    if told["basis"] == "few_weeks":
        return _("Few weeks are known yet, so the ranges are wide on purpose.")
    return _("The ranges come from how far off such forecasts were in the past.")


def back_test_words(told: Document | None) -> str:
    """“17 of the last 21 were inside.”"""
    if not told or not told["windows"]:
        return ""
    said = {"hits": number_words(told["hits"]), "windows": number_words(told["windows"])}
    return (
        _("%(hits)s of the last %(windows)s were inside, had we told them at the time; 8 in 10 is the aim.")
        % said
    )


def too_narrow_words(back_test: Document | None) -> str:
    """Which ranges held the truth less than half the time, looking back: nobody should plan with them.

    Nothing of fewer than twenty windows.
    """
    rates = [
        one
        for one in (back_test or {}).get("rates", [])
        if one["windows"] >= LEAST_FOR_A_SHARE and one["hits"] * 2 < one["windows"]
    ]
    if not rates:
        return ""
    rough = _("Such a range is too narrow here: take it as a rough guess.")
    return " ".join([*map(seldom_words, rates), rough])


def seldom_words(rate: Document) -> str:
    """“Customers over 13 weeks came inside only 6 times in 22.”"""
    said = {
        "measure": MEASURES[rate["measure"]],
        "weeks": rate["weeks"],
        "hits": number_words(rate["hits"]),
        "windows": number_words(rate["windows"]),
    }
    if not rate["hits"]:
        return _("%(measure)s over %(weeks)s weeks never came inside in %(windows)s times.") % said
    sentence = ngettext(
        "%(measure)s over %(weeks)s weeks came inside only once in %(windows)s times.",
        "%(measure)s over %(weeks)s weeks came inside only %(hits)s times in %(windows)s.",
        rate["hits"],
    )
    return sentence % said


def lately_words(measure: str, weeks: Sequence[float], purse: Purse) -> str:
    """What the coming weeks are held against: “The last 13 weeks brought 117, that is 9 a week.”"""
    if not weeks:
        return ""
    whole = sum(weeks)
    said = {
        "weeks": number_words(len(weeks)),
        "whole": amount_words(measure, whole, purse),
        "weekly": amount_words(measure, whole / len(weeks), purse),
    }
    if whole <= 0:
        return (
            ngettext("The week before brought none.", "The last %(weeks)s weeks brought none.", len(weeks))
            % said
        )
    sentence = ngettext(
        "The week before brought %(whole)s.",
        "The last %(weeks)s weeks brought %(whole)s, that is %(weekly)s a week.",
        len(weeks),
    )
    return sentence % said


def kept_words(rates: Sequence[HitRate], first: str, today: datetime.date) -> str:
    """How often what this page had said came true; the first word counts."""
    near = next((rate for rate in rates if (rate.measure, rate.weeks) == ("enquiries", NEAR)), None)
    if near is None:
        over = datetime.date.fromisoformat(first) + datetime.timedelta(weeks=NEAR)
        said = {"day": day_words(over.isoformat(), today)}
        return (
            _("Each forecast is kept. The first that can be held against what came is over on %(day)s.")
            % said
        )
    sentence = ngettext(
        "Of the forecasts kept here, %(hits)s of %(forecasts)s was inside.",
        "Of the forecasts kept here, %(hits)s of %(forecasts)s were inside.",
        near.forecasts,
    )
    return sentence % {"hits": number_words(near.hits), "forecasts": number_words(near.forecasts)}
