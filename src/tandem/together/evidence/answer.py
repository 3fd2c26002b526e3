"""The answer: one JSON document, for the application and for `tandem analyse` (contracts/analysis.md)."""

import datetime

from tandem.maths.beginning import Beginning
from tandem.maths.breaks import Break
from tandem.maths.curve import Curve
from tandem.maths.lag import LagPosterior
from tandem.maths.not_yet import NotYet
from tandem.together.evidence.arrays import Loaded
from tandem.together.evidence.counting import Counts, counts_of, ends_of
from tandem.together.evidence.estimating import Estimates, estimates_of
from tandem.together.evidence.monthly import Month
from tandem.together.evidence.periods import Span
from tandem.together.evidence.sentences import caveats_of
from tandem.together.evidence.told import always, checked, day, interval, number, rounded
from tandem.together.evidence.told_change import change_more, change_told
from tandem.together.evidence.told_forecast import forecast_more, forecast_told
from tandem.together.evidence.told_sellers import sellers_more, sellers_told
from tandem.together.evidence.words import SCHEMA, Document, Names, Question, Terms


def answer_of(
    question: Question, terms: Terms, loaded: Loaded, before: Span | None, after: Span | None
) -> Document:
    """Every key of the contract, and `more`; null where something cannot be known."""
    enquiries, names = loaded.enquiries, loaded.names
    whole = counts_of(enquiries)
    found = estimates_of(enquiries, (before, after), level=question.level, day_is_over=terms.day_is_over)
    answer: Document = {
        "schema": SCHEMA,
        "as_of": terms.as_of.isoformat(),
        "currency": terms.currency or None,
        "level": question.level,
        "rows": rows_of(whole),
        "enquiries": {"total": whole.total, "won": whole.won, "lost": whole.lost, "open": whole.open},
        "lag_days": lag_told(found.lag),
        "conversion": {"naive": whole.naive, **always(found.conversions.whole.conversion)},
        "channels": channels_of(loaded, found),
        "sellers": sellers_told(found.sellers, names),
        "change": change_told(found.change, enquiries, before, after),
        "forecast": forecast_told(found.forecast),
        "more": more_of(question, terms, loaded, found),
    }
    caveats = list(caveats_of(answer, ends_of(enquiries)))
    more = answer.pop("more")
    answer |= {"caveats": caveats, "more": more}
    checked(answer)
    return answer


def lag_told(lag: LagPosterior | None) -> Document:
    if lag is None:
        return {"family": None, "median": None, "p90": None}
    return {"family": lag.family, "median": number(lag.median), "p90": number(lag.p90)}


def rows_of(whole: Counts) -> Document:
    """What became of the rows of a file, which `tandem analyse` tells; in the application all are used."""
    return {
        "read": whole.total,
        "used": whole.total,
        "rejected": 0,
        "duplicates": 0,
        "after_as_of": 0,
        "repeat": 0,
        "joined": 0,
        "set_aside": 0,
        "reasons": {},
        "mapping": {},
    }


def channels_of(loaded: Loaded, found: Estimates) -> list[Document]:
    values = found.value.channels if found.value else [None] * len(loaded.names.channels)
    rows = zip(loaded.names.channels, found.conversions.groups, values, strict=True)
    return [
        {
            "channel": name,
            "enquiries": one.enquiries,
            "won": one.won,
            "lost": one.lost,
            "open": one.open,
            "conversion": {"naive": naive_of(one.naive), **always(one.conversion)},
            "still_to_come": always(one.still_to_come),
            "value": always(value),
            "cost_per_enquiry": None,
            "cost_per_customer": None,
        }
        for name, one, value in rows
    ]


def naive_of(share: float | None) -> float | None:
    """What a dashboard shows, never what is true while any is open."""
    return None if share is None else round(share, 6)


def more_of(question: Question, terms: Terms, loaded: Loaded, found: Estimates) -> Document:
    enquiries = loaded.enquiries
    first = int(enquiries.heard.min()) if enquiries.total else None
    return {
        "currency_digits": terms.digits,
        "first_day": datetime.date.fromordinal(first).isoformat() if first else None,
        "days_seen": enquiries.as_of - first + 1 if first else 0,
        "not_yet": not_yet_told(found.not_yet),
        "began": began_told(found.began),
        "break": break_told(found.broken),
        "curves": [curve_told(code, one, loaded.names) for code, one in found.curves],
        "months": [month_told(month) for month in found.months],
        "whole": {
            "still_to_come": interval(found.conversions.whole.still_to_come),
            "value": interval(found.value.whole if found.value else None),
        },
        "change": change_more(found.change, question.level, loaded.names),
        "sellers": sellers_more(found.sellers, loaded.names),
        "forecast": forecast_more(found.forecast),
    }


def not_yet_told(lacking: NotYet | None) -> Document | None:
    if lacking is None:
        return None
    return {"enquiries": lacking.enquiries, "until": None if lacking.until is None else day(lacking.until)}


def began_told(began: Beginning | None) -> str | None:
    """The day on which selling began, where people had asked before it."""
    return day(began.day) if began else None


def break_told(broken: Break | None) -> Document | None:
    if broken is None:
        return None
    return {
        "month": day(broken.day)[:7],
        "before": interval(broken.before),
        "after": interval(broken.after),
        "probability": round(broken.probability, 4),
    }


def curve_told(code: int | None, curve: Curve, names: Names) -> Document:
    return {
        "channel": None if code is None else names.channels[code],
        "days": curve.days.tolist(),
        "estimate": rounded(curve.estimate),
        "low": rounded(curve.low),
        "high": rounded(curve.high),
        "enquiries": curve.enquiries,
    }


def month_told(month: Month) -> Document:
    return {
        "month": month.name,
        "enquiries": month.counts.total,
        "won": month.counts.won,
        "open": month.counts.open,
        "lost": month.counts.lost,
        "conversion": interval(month.conversion),
        "still_to_come": interval(month.still_to_come),
        "first_sale": interval(month.first_sale),
        "revenue": interval(month.revenue),
    }
