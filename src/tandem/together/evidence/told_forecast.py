"""What the coming weeks will bring, as the document tells it."""

from tandem.maths.forecast import Ahead, Forecast
from tandem.maths.hits import HitRate
from tandem.maths.level import LevelChange
from tandem.maths.weekly import Weekly
from tandem.together.evidence.told import UNKNOWN, always, day, interval, number
from tandem.together.evidence.words import Document

SPANS = (4, 13)
LEVEL = 0.8


def forecast_told(found: Forecast | None) -> list[Document]:
    """The part of the contract: one entry for 4 weeks and one for 13."""
    if found is None:
        nothing = {name: dict(UNKNOWN) for name in ("enquiries", "customers", "revenue")}
        return [{"level": LEVEL, "weeks": weeks, **nothing} for weeks in SPANS]
    return [
        {
            "level": found.level,
            "weeks": span.weeks,
            "enquiries": always(span.enquiries),
            "customers": always(span.customers),
            "revenue": always(span.revenue),
        }
        for span in found.spans
    ]


def forecast_more(found: Forecast | None) -> Document | None:
    if found is None:
        return None
    return {
        "weeks": [week_told(week) for week in found.weeks],
        "past": past_told(found.past),
        "open": {
            str(span.weeks): {
                "customers": number(span.customers_open),
                "revenue": number(span.revenue_open),
            }
            for span in found.spans
        },
        "level_change": change_told(found.level_change),
        "basis": found.basis,
        "windows": found.windows,
        "back_test": back_test_told(found.back_test),
    }


def week_told(week: Ahead) -> Document:
    return {
        "start": day(week.start),
        "enquiries": interval(week.enquiries),
        "customers": interval(week.customers),
        "customers_open": number(week.customers_open),
        "revenue": interval(week.revenue),
        "revenue_open": number(week.revenue_open),
    }


def past_told(past: Weekly) -> list[Document]:
    rows = zip(past.starts, past.enquiries, past.customers, past.revenue, strict=True)
    return [
        {
            "start": day(start),
            "enquiries": int(enquiries),
            "customers": int(customers),
            "revenue": float(revenue),
        }
        for start, enquiries, customers, revenue in rows
    ]


def change_told(change: LevelChange | None) -> Document | None:
    return {"week": day(change.start), "ratio": float(change.ratio)} if change else None


def back_test_told(rates: tuple[HitRate, ...]) -> Document | None:
    """Of enquiries over four weeks in front, as that has most windows; all of them stand behind it."""
    rows = [
        {"measure": rate.measure, "weeks": rate.weeks, "windows": rate.windows, "hits": rate.hits}
        for rate in rates
    ]
    first = next((row for row in rows if (row["measure"], row["weeks"]) == ("enquiries", min(SPANS))), None)
    return {"windows": first["windows"], "hits": first["hits"], "rates": rows} if first else None
