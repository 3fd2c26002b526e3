"""The answer of `tandem analyse`, from the same statistics that the Together pages read."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.analyse.periods import default_periods
from tandem.exchange.analyse.spend import Spend
from tandem.exchange.analyse.words import BLANK, DRIVERS, SCHEMA, Period, Question, Reading
from tandem.exchange.reading.outcomes import counted_as_open
from tandem.marketing.channels.models import Channel
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.words import COUNTED, ENDED, CountedAs
from tandem.ui.figures import number_words

TOLD = {
    "total": Count("pk"),
    "won": Count("pk", filter=Q(state=CountedAs.WON)),
    "lost": Count("pk", filter=Q(state__in=ENDED)),
    "open": Count("pk", filter=Q(state=CountedAs.OPEN)),
}
UNKNOWN = {"estimate": None, "low": None, "high": None}
FORECAST_WEEKS = (4, 13)
FORECAST_LEVEL = 0.8


def counted() -> Any:
    return EnquiryFact.objects.filter(state__in=COUNTED)


def analysis(question: Question, reading: Reading, spend: Spend | None = None) -> dict[str, Any]:
    """The JSON of `contracts/analysis.md`, every key of it; null where it is not known (yet)."""
    whole = counted().aggregate(**TOLD)
    as_of = (question.until or reading.last_moment or datetime.datetime.now(datetime.UTC)).astimezone(
        question.zone
    )
    change = _change(question)
    channels = list(_channels(reading, spend or Spend()))
    return {
        "schema": SCHEMA,
        "as_of": as_of.date().isoformat(),
        "currency": reading.currency or None,
        "level": question.level,
        "rows": _rows(reading, used=whole["total"]),
        "enquiries": whole,
        "lag_days": {"family": None, "median": None, "p90": None},
        "conversion": {"naive": naive(whole["won"], whole["total"]), **UNKNOWN},
        "channels": channels,
        "sellers": {"status": None, "why": None, "remedy": None, "effects": []},
        "change": change,
        "forecast": [
            {
                "level": FORECAST_LEVEL,
                "weeks": weeks,
                "enquiries": UNKNOWN,
                "customers": UNKNOWN,
                "revenue": UNKNOWN,
            }
            for weeks in FORECAST_WEEKS
        ],
        "caveats": [
            *_caveats(reading, whole, change),
            *(spend.caveats({row["channel"] for row in channels}) if spend else []),
        ],
    }


def naive(won: int, total: int) -> float | None:
    """Won of all, open ones among them: what a dashboard shows, never what is true while any is open."""
    return round(won / total, 6) if total else None


def _rows(reading: Reading, *, used: int) -> dict[str, Any]:
    states = dict(EnquiryFact.objects.values_list("state").annotate(Count("pk")))
    return {
        "read": reading.read,
        "used": used,
        "rejected": reading.rejected,
        "duplicates": reading.duplicates,
        "after_as_of": reading.after_as_of,
        "repeat": states.get(CountedAs.REPEAT, 0),
        "joined": states.get(CountedAs.JOINED, 0),
        "set_aside": states.get(CountedAs.LEFT_OUT, 0),
        "reasons": dict(reading.reasons),
        "mapping": reading.mapping,
        "why": reading.why,
        "remarks": reading.remarks,
    }


def per(amount: Decimal | None, count: int) -> float | None:
    """None where nothing was told of the money, or nobody came for it."""
    return round(float(amount / count), 2) if amount is not None and count else None


def _channels(reading: Reading, spend: Spend) -> Iterable[dict[str, Any]]:
    names = {
        channel.pk: reading.spellings.get((channel.source, channel.medium)) or BLANK
        for channel in Channel.objects.all()
    }
    for row in counted().values("channel_id").annotate(**TOLD).order_by("-total", "channel_id"):
        name = names[row["channel_id"]]
        yield {
            "channel": name,
            "enquiries": row["total"],
            "won": row["won"],
            "lost": row["lost"],
            "open": row["open"],
            "conversion": {"naive": naive(row["won"], row["total"]), **UNKNOWN},
            "still_to_come": dict(UNKNOWN),
            "value": dict(UNKNOWN),
            "cost_per_enquiry": per(spend.of(name), row["total"]),
            "cost_per_customer": per(spend.of(name), row["won"]),
        }


def _change(question: Question) -> dict[str, Any]:
    ends = counted().aggregate(first=Min("day_heard"), last=Max("day_heard"))
    before: Period | None = None
    after: Period | None = None
    if question.before and question.after:
        before, after = question.before, question.after
    elif ends["first"] is not None:
        before, after = default_periods(ends["first"], ends["last"])
    nothing = {"effect": None, "low": None, "high": None, "verdict": None}
    return {
        "status": None,
        "before": _period(before),
        "after": _period(after),
        "drivers": [{"driver": driver, "desk": desk, **nothing} for driver, desk in DRIVERS],
        "desks": {desk: {**nothing, "probability_fell": None} for desk in ("marketing", "sales")},
        "multiplier": {"both_better_10_percent": None},
        "verdict": {"desk": None, "probability": None, "sentence": None},
    }


def _period(period: Period | None) -> dict[str, Any]:
    if period is None:
        return {"start": None, "end": None, "enquiries": 0, "won": 0, "open": 0}
    told = counted().filter(day_heard__range=(period.start, period.end)).aggregate(**TOLD)
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "enquiries": told["total"],
        "won": told["won"],
        "open": told["open"],
    }


def _caveats(reading: Reading, whole: dict[str, int], change: dict[str, Any]) -> Iterable[str]:
    if whole["open"]:
        yield still_open(_("%(open)s of %(total)s enquiries are still open. They are not lost."), whole)
    if change["after"]["open"]:
        yield still_open(
            _("%(open)s of %(enquiries)s enquiries of the last period are still open."), change["after"]
        )
    if count := reading.ended_without_date:
        yield (
            ngettext(
                "%s won or lost enquiry lacks a closing date: it counts, but does not say how long it takes.",
                "%s won or lost enquiries lack a closing date: they count, but do not say how long it takes.",
                count,
            )
            % number_words(count)
        )
    if count := reading.won_before_heard:
        yield (
            ngettext(
                "%s enquiry was won before it was heard: it counts, but does not say how long it takes.",
                "%s enquiries were won before they were heard: they count, but do not say how long it takes.",
                count,
            )
            % number_words(count)
        )
    if reading.unknown_outcomes:
        yield counted_as_open(reading.unknown_outcomes)
    if whole["won"] and not whole["lost"]:
        yield _(
            "No enquiry is recorded as lost, so nobody can tell those who said no from those still thinking."
        )


def still_open(sentence: str, told: dict[str, Any]) -> str:
    return sentence % {name: number_words(told[name]) for name in told if isinstance(told[name], int)}
