"""The answer: one JSON document, for the application and for `tandem analyse` (contracts/analysis.md)."""

import datetime
from typing import Any

from tandem.maths.enquiries import NONE
from tandem.together.evidence.arrays import Loaded
from tandem.together.evidence.counting import Counts, by_code, by_month, counts_of, within
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import DRIVERS, SCHEMA, Document, Question, Terms

UNKNOWN = {"estimate": None, "low": None, "high": None}
FORECAST_WEEKS = (4, 13)
FORECAST_LEVEL = 0.8


def unknown() -> Document:
    return dict(UNKNOWN)


def answer_of(
    question: Question, terms: Terms, loaded: Loaded, before: Span | None, after: Span | None
) -> Document:
    """Every key of the contract, and `more`; null where something is not known (yet)."""
    whole = counts_of(loaded.enquiries)
    return {
        "schema": SCHEMA,
        "as_of": terms.as_of.isoformat(),
        "currency": terms.currency or None,
        "level": question.level,
        "rows": rows_of(whole),
        "enquiries": {"total": whole.total, "won": whole.won, "lost": whole.lost, "open": whole.open},
        "lag_days": {"family": None, "median": None, "p90": None},
        "conversion": {"naive": whole.naive, **UNKNOWN},
        "channels": channels_of(loaded),
        "sellers": {"status": None, "why": None, "remedy": None, "effects": []},
        "change": change_of(loaded, before, after),
        "forecast": [
            {
                "level": FORECAST_LEVEL,
                "weeks": weeks,
                "enquiries": unknown(),
                "customers": unknown(),
                "revenue": unknown(),
            }
            for weeks in FORECAST_WEEKS
        ],
        "caveats": [],
        "more": more_of(terms, loaded),
    }


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


def channels_of(loaded: Loaded) -> list[Document]:
    counts = by_code(loaded.enquiries, loaded.enquiries.channel, len(loaded.names.channels))
    return [
        {
            "channel": name,
            "enquiries": one.total,
            "won": one.won,
            "lost": one.lost,
            "open": one.open,
            "conversion": {"naive": one.naive, **UNKNOWN},
            "still_to_come": unknown(),
            "value": unknown(),
            "cost_per_enquiry": None,
            "cost_per_customer": None,
        }
        for name, one in zip(loaded.names.channels, counts, strict=True)
    ]


def change_of(loaded: Loaded, before: Span | None, after: Span | None) -> Document:
    nothing = {"effect": None, "low": None, "high": None, "verdict": None}
    return {
        "status": None,
        "before": period_of(loaded, before),
        "after": period_of(loaded, after),
        "drivers": [{"driver": driver, "desk": desk, **nothing} for driver, desk in DRIVERS],
        "desks": {desk: {**nothing, "probability_fell": None} for desk in ("marketing", "sales")},
        "multiplier": {"both_better_10_percent": None},
        "verdict": {"desk": None, "probability": None, "sentence": None},
    }


def period_of(loaded: Loaded, span: Span | None) -> Document:
    if span is None:
        return {"start": None, "end": None, "enquiries": 0, "won": 0, "open": 0}
    told = counts_of(loaded.enquiries, within(loaded.enquiries, span))
    return {
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "enquiries": told.total,
        "won": told.won,
        "open": told.open,
    }


def more_of(terms: Terms, loaded: Loaded) -> Document:
    enquiries = loaded.enquiries
    first = int(enquiries.heard.min()) if enquiries.total else None
    return {
        "currency_digits": terms.digits,
        "first_day": datetime.date.fromordinal(first).isoformat() if first else None,
        "days_seen": enquiries.as_of - first + 1 if first else 0,
        "not_yet": None,
        "break": None,
        "curves": [],
        "months": [month_of(month, one) for month, one in by_month(enquiries).items()],
        "whole": {"still_to_come": None, "value": None},
        "change": None,
        "sellers": {
            "identifiability": None,
            "spread": None,
            "counts": seller_counts(loaded),
            "channels": [],
            "answer": None,
            "swap": None,
        },
        "forecast": None,
    }


def month_of(month: str, one: Counts) -> Document:
    return {
        "month": month,
        "enquiries": one.total,
        "won": one.won,
        "open": one.open,
        "lost": one.lost,
        "conversion": None,
        "first_sale": None,
        "revenue": None,
    }


def seller_counts(loaded: Loaded) -> list[Document]:
    """Each seller in each channel, those with nothing to count left out."""
    enquiries, channels = loaded.enquiries, len(loaded.names.channels)
    pairs = enquiries.seller * channels + enquiries.channel
    pairs[enquiries.seller == NONE] = NONE
    found: list[Document] = []
    for pair, one in enumerate(by_code(enquiries, pairs, len(loaded.names.sellers) * channels)):
        if one.total:
            seller, channel = divmod(pair, channels)
            told: dict[str, Any] = {
                "seller": loaded.names.sellers[seller],
                "channel": loaded.names.channels[channel],
            }
            found.append({**told, "enquiries": one.total, "closed": one.won + one.lost, "won": one.won})
    return found
