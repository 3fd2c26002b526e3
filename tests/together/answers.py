"""Answers written by hand, as `together.evidence` keeps them: the firm of the pictures, and turns of it.

500 enquiries after 460, 16 % after 25 %, 600 after 580: sales fell. Ranges are such a firm's.
"""

import copy
import datetime
import math
from typing import Any

from django.utils import timezone

from tandem.together.evidence.models import Estimate
from tandem.together.evidence.words import Question
from tandem.together.statistics.models import DataVersion
from tandem.together.statistics.queries import THE_ONE, data_version

Document = dict[str, Any]
BEFORE, AFTER = (460, 115, 0), (500, 58, 152)
LOGS = {"enquiries": 0.0834, "mix": -0.0202, "quality": -0.0305, "selling": -0.3956, "value": 0.0339}
DESKS = {
    "enquiries": "marketing",
    "mix": "marketing",
    "quality": "marketing",
    "selling": "sales",
    "value": "sales",
}
# name, enquiries, won, open; estimate, low, high; the effect on the change and its error
CHANNELS = (
    ("Search adverts", 150, 14, 44, (0.13, 0.09, 0.18), -0.07, 0.04),
    ("Home fairs", 110, 8, 42, (0.12, 0.07, 0.18), -0.09, 0.04),
    ("Recommendations", 90, 20, 22, (0.28, 0.20, 0.36), -0.10, 0.05),
    ("Walk-ins", 70, 11, 14, (0.19, 0.11, 0.27), -0.06, 0.05),
    ("Newsletter", 45, 3, 15, (0.11, 0.05, 0.20), 0.02, 0.04),
    ("Local press", 18, 1, 8, (0.12, 0.03, 0.26), -0.01, 0.03),
    ("Interior designers", 17, 1, 7, (0.12, 0.03, 0.26), -0.019, 0.03),
)
MONTHS = (
    ("2025-11", 128, 31, 0, 0.24, 570), ("2025-12", 96, 24, 0, 0.25, 575),
    ("2026-01", 118, 28, 0, 0.24, 580), ("2026-02", 130, 32, 0, 0.245, 585),
    ("2026-03", 140, 35, 0, 0.25, 583), ("2026-04", 146, 36, 0, 0.248, 580),
    ("2026-05", 152, 39, 0, 0.255, 578), ("2026-06", 154, 37, 0, 0.24, 576),
    ("2026-07", 154, 39, 0, 0.25, 581), ("2026-08", 158, 24, 21, 0.18, 592),
    ("2026-09", 168, 20, 49, 0.16, 600), ("2026-10", 174, 14, 82, 0.14, 600),
)  # fmt: skip


def e(estimate: float, low: float, high: float) -> Document:
    return {"estimate": estimate, "low": low, "high": high}


def around(estimate: float, part: float) -> Document:
    return e(estimate, estimate * (1 - part), estimate * (1 + part))


def an_answer() -> Document:
    """Sales fell, nine in ten sure; acceptance is recorded, and the sellers can be told apart."""
    return {
        "schema": "tandem.analysis/1",
        "as_of": "2026-11-03",
        "currency": "GBP",
        "level": 0.9,
        "rows": {},
        "enquiries": {"total": 1722, "won": 362, "lost": 1200, "open": 160},
        "lag_days": {"family": "lognormal", "median": 21.0, "p90": 110.0},
        "conversion": {"naive": 0.21, **e(0.22, 0.2, 0.24)},
        "channels": [channel_of(*row[:5]) for row in CHANNELS],
        "sellers": sellers(),
        "change": change(),
        "forecast": [
            {
                "level": 0.8,
                "weeks": weeks,
                "enquiries": around(39.0 * weeks, 0.18),
                "customers": around(6.4 * weeks, 0.35),
                "revenue": around(3850.0 * weeks, 0.42),
            }
            for weeks in (4, 13)
        ],
        "caveats": ["152 of 500 enquiries of the last period are still open."],
        "more": more(),
    }


def channel_of(name: str, enquiries: int, won: int, still_open: int, share: tuple[float, ...]) -> Document:
    return {
        "channel": name,
        "enquiries": enquiries,
        "won": won,
        "lost": enquiries - won - still_open,
        "open": still_open,
        "conversion": {"naive": won / enquiries, **e(*share)},
        "still_to_come": around(still_open * 0.15, 0.5),
        "value": around(600.0, 0.1),
        "cost_per_enquiry": None,
        "cost_per_customer": None,
    }


def period(start: str, end: str, counts: tuple[int, int, int]) -> Document:
    return {"start": start, "end": end, **dict(zip(("enquiries", "won", "open"), counts, strict=True))}


def change() -> Document:
    words = {"selling": "fell"}
    return {
        "status": "ok",
        "before": period("2026-05-01", "2026-07-31", BEFORE),
        "after": period("2026-08-01", "2026-10-31", AFTER),
        "drivers": [
            {
                "driver": name,
                "desk": DESKS[name],
                "effect": effect,
                "low": effect - 0.11 - (0.1 if name == "selling" else 0),
                "high": effect + 0.11 + (0.1 if name == "selling" else 0),
                "verdict": words.get(name, "steady"),
            }
            for name, effect in LOGS.items()
        ],
        "desks": {
            "marketing": {
                "effect": 0.0327,
                "low": -0.11,
                "high": 0.17,
                "verdict": "steady",
                "probability_fell": 0.3,
            },
            "sales": {
                "effect": -0.3617,
                "low": -0.6,
                "high": -0.12,
                "verdict": "fell",
                "probability_fell": 0.97,
            },
        },
        "multiplier": {"both_better_10_percent": 0.21},
        "verdict": {"desk": "sales", "probability": 0.94, "sentence": None},
    }


def side(days: int, counts: tuple[int, int, int], share: float, sale: float, part: float) -> Document:
    revenue = counts[0] * share * sale
    return {
        "days": days,
        "rate": around(counts[0] / days, 0.08),
        "conversion": around(share, part),
        "value": around(sale, 0.09),
        "revenue": around(revenue, part + 0.06),
        "still_to_come": to_come(*counts, share),
        "naive": counts[1] / counts[0],
    }


def to_come(asked: int, won: int, still_open: int, share: float) -> Document:
    """What is lacking from this share of all, where any are open."""
    return around(max(asked * share - won, 0.0) if still_open else 0.0, 0.64)


def money(start: float, end: float, logs: dict[str, float]) -> Document:
    whole = sum(logs.values())
    return {
        "total": end - start,
        "drivers": {name: one * (end - start) / whole if whole else 0.0 for name, one in logs.items()},
    }


def odds() -> Document:
    likely = {
        "enquiries": (0.06, 0.94, 0.82),
        "mix": (0.6, 0.4, 0.96),
        "quality": (0.68, 0.32, 0.9),
        "selling": (0.94, 0.06, 0.05),
        "value": (0.35, 0.65, 0.9),
        "marketing": (0.3, 0.7, 0.85),
        "sales": (0.94, 0.06, 0.06),
    }
    return {name: dict(zip(("fell", "rose", "steady"), one, strict=True)) for name, one in likely.items()}


def more() -> Document:
    before, after = side(92, BEFORE, 0.2503, 579.0, 0.13), side(92, AFTER, 0.1598, 601.0, 0.18)
    start, end = before["revenue"]["estimate"], after["revenue"]["estimate"]
    return {
        "currency_digits": 2,
        "first_day": "2025-11-01",
        "days_seen": 368,
        "not_yet": None,
        "began": None,
        "break": None,
        "curves": [curve(None, 0.22, 1722), *(curve(row[0], row[4][0], row[1]) for row in CHANNELS)],
        "months": [month(*row) for row in MONTHS],
        "whole": {"still_to_come": around(24.0, 0.4), "value": around(590.0, 0.05)},
        "change": {
            "level": 0.9,
            "before": before,
            "after": after,
            "money": money(start, end, LOGS),
            "probabilities": odds(),
            "channels": [moved(row, end - start) for row in CHANNELS],
            "lags": 1,
            "raw": {"before": BEFORE[1] / BEFORE[0], "after": AFTER[1] / AFTER[0]},
        },
        "sellers": seller_details(),
        "forecast": forecast(),
    }


def curve(channel: str | None, share: float, enquiries: int) -> Document:
    days = [0, 7, 14, 28, 56, 84, 120, 180]
    part = [1 - math.exp(-day / 40) for day in days]
    return {
        "channel": channel,
        "days": days,
        "estimate": [share * one for one in part],
        "low": [share * one * 0.8 for one in part],
        "high": [share * one * 1.25 for one in part],
        "enquiries": enquiries,
    }


def month(name: str, asked: int, won: int, still_open: int, share: float, sale: float) -> Document:
    return {
        "month": name,
        "enquiries": asked,
        "won": won,
        "open": still_open,
        "lost": asked - won - still_open,
        "conversion": around(share, 0.22),
        "still_to_come": to_come(asked, won, still_open, share),
        "first_sale": around(float(sale), 0.12),
        "revenue": around(asked * share * sale, 0.25),
    }


def moved(row: tuple[Any, ...], total: float) -> Document:
    name, enquiries, won, still_open, _share, effect, error = row
    return {
        "channel": name,
        "kind": "both",
        "enquiries_before": round(enquiries * 0.92),
        "enquiries_after": enquiries,
        "won_before": won * 2,
        "won_after": won,
        "open_after": still_open,
        "effect": e(effect, effect - 1.645 * error, effect + 1.645 * error),
        "enquiries": 0.0834 * enquiries / 500,
        "mix": -0.0029,
        "quality": -0.0044,
        "selling": effect - 0.01,
        "value": 0.0048,
        "money": total * effect / -0.329,
    }


def sellers() -> Document:
    return {
        "status": "ok",
        "why": None,
        "remedy": None,
        "effects": [
            {"seller": "Joe Rowe", "odds_ratio": e(0.78, 0.6, 0.97), "differs": True},
            {"seller": "Ines Duarte", "odds_ratio": e(1.28, 1.03, 1.66), "differs": True},
        ],
    }


def seller_details() -> Document:
    counts = [
        {
            "seller": seller,
            "channel": row[0],
            "enquiries": row[1] // part,
            "closed": row[1] // part - 3,
            "won": row[2] // part,
        }
        for seller, part in (("Joe Rowe", 2), ("Ines Duarte", 3))
        for row in CHANNELS
    ]
    return {
        "identifiability": 0.42,
        "spread": e(0.3, 0.1, 0.6),
        "counts": counts,
        "channels": [
            {"channel": "Search adverts", "odds_ratio": e(0.8, 0.62, 1.02), "differs": False},
            {"channel": "Home fairs", "odds_ratio": e(0.72, 0.5, 0.98), "differs": True},
            {"channel": "Recommendations", "odds_ratio": e(1.9, 1.35, 2.6), "differs": True},
            {"channel": "Walk-ins", "odds_ratio": e(1.2, 0.8, 1.7), "differs": False},
            {"channel": "Newsletter", "odds_ratio": e(0.7, 0.4, 1.2), "differs": False},
            {"channel": "Local press", "odds_ratio": e(0.9, 0.4, 1.9), "differs": False},
            {"channel": "Interior designers", "odds_ratio": e(0.95, 0.4, 2.0), "differs": False},
        ],
        "answer": {"odds_ratio": e(0.68, 0.5, 0.92), "enquiries": 812},
        "swap": None,
    }


def forecast() -> Document:
    first = datetime.date(2026, 11, 9)
    past = [first - datetime.timedelta(weeks=back) for back in range(27, 1, -1)]
    return {
        "weeks": [
            {
                "start": (first + datetime.timedelta(weeks=number)).isoformat(),
                "enquiries": around(39.0, 0.3 + number * 0.01),
                "customers": around(6.4, 0.6),
                "customers_open": max(5.6 - number * 0.5, 0.0),
                "revenue": around(3850.0, 0.7),
                "revenue_open": max(3300.0 - number * 300, 0.0),
            }
            for number in range(13)
        ],
        "past": [
            {
                "start": day.isoformat(),
                "enquiries": 33 + (number * 7) % 9,
                "customers": 5 + (number * 5) % 6,
                "revenue": 2900.0 + (number * 613) % 2200,
            }
            for number, day in enumerate(past)
        ],
        "open": {"4": {"customers": 18.0, "revenue": 10600.0}, "13": {"customers": 31.0, "revenue": 18700.0}},
        "level_change": None,
        "basis": "own_errors",
        "windows": 21,
        "back_test": {"windows": 21, "hits": 17},
    }


# Turns of it


def judged(answer: Document, desk: str, probability: float | None = None, **words: str) -> Document:
    """The same numbers with another verdict; `words` are those of drivers and desks."""
    found = copy.deepcopy(answer)
    found["change"]["verdict"] = {"desk": desk, "probability": probability, "sentence": None}
    for one in found["change"]["drivers"]:
        one["verdict"] = words.get(one["driver"], "cannot_tell")
    for name, told in found["change"]["desks"].items():
        told["verdict"] = words.get(name, "cannot_tell")
    return found


def cannot_tell() -> Document:
    return judged(an_answer(), "cannot_tell")


def neither() -> Document:
    """Nothing moved by more than a few in a hundred."""
    steady = dict.fromkeys((*LOGS, "marketing", "sales"), "steady")
    found = judged(an_answer(), "neither", 0.72, **steady)
    logs = dict(zip(LOGS, (0.02, -0.01, 0.0, 0.015, -0.005), strict=True))
    for one in found["change"]["drivers"]:
        effect = logs[one["driver"]]
        one.update(effect=effect, low=effect - 0.06, high=effect + 0.06)
    found["change"]["desks"]["marketing"].update(effect=0.01, low=-0.05, high=0.07)
    found["change"]["desks"]["sales"].update(effect=0.01, low=-0.05, high=0.07)
    told = found["more"]["change"]
    told["after"] = side(92, (500, 58, 152), 0.2344, 576.0, 0.13)
    told["before"] = side(92, BEFORE, 0.2503, 579.0, 0.13)
    for name in ("fell", "rose"):
        for odds_of_one in told["probabilities"].values():
            odds_of_one[name] = 0.5
    for odds_of_one in told["probabilities"].values():
        odds_of_one["steady"] = 0.9
    start, end = (told[name]["revenue"]["estimate"] for name in ("before", "after"))
    told["money"] = money(start, end, logs)
    return found


def both() -> Document:
    """More asked, and fewer of them bought."""
    found = judged(
        an_answer(), "both", 0.86, enquiries="rose", marketing="rose", selling="fell", sales="fell"
    )
    found["change"]["desks"]["marketing"].update(effect=0.3, low=0.12, high=0.5)
    return found


def not_enough() -> Document:
    """Twelve asked, and nothing can be told yet."""
    found = judged(an_answer(), "not_enough_data")
    found["more"]["not_yet"] = {"enquiries": 12, "until": "2027-05-03"}
    found["more"]["change"] = None
    found["more"]["forecast"] = None
    found["more"]["curves"] = []
    nothing = {"estimate": None, "low": None, "high": None}
    found["conversion"].update(nothing)
    found["enquiries"] = {"total": 12, "won": 2, "lost": 3, "open": 7}
    found["change"].update(
        status="not_enough_data",
        before=period("2026-05-01", "2026-07-31", (0, 0, 0)),
        after=period("2026-08-01", "2026-10-31", (12, 2, 7)),
    )
    for one in (*found["change"]["drivers"], *found["change"]["desks"].values()):
        one.update(effect=None, low=None, high=None)
    found["channels"] = [channel_of("Search adverts", 12, 2, 7, (0.1, 0.05, 0.2))]
    found["channels"][0]["conversion"].update(nothing)
    found["more"]["months"] = [
        {**month("2026-10", 12, 2, 7, 0.2, 600), **dict.fromkeys(("conversion", "first_sale", "revenue"))}
    ]
    found["more"]["sellers"].update(channels=[], answer=None, counts=[], identifiability=None)
    found["sellers"].update(status="refused", why="There is one seller.", remedy=None, effects=[])
    return found


def refused() -> Document:
    """The sellers have no channel in common."""
    found = an_answer()
    found["sellers"] = {
        "status": "refused",
        "why": "Joe has the search adverts and Ines the fairs, so the two cannot be told apart.",
        "remedy": "Give Ines the next ten from the search adverts.",
        "effects": [],
    }
    found["more"]["sellers"].update(
        channels=[],
        identifiability=0.95,
        swap={"seller": "Ines Duarte", "channel": "Search adverts", "enquiries": 10},
        counts=[
            {"seller": "Joe Rowe", "channel": "Search adverts", "enquiries": 150, "closed": 106, "won": 14},
            {"seller": "Ines Duarte", "channel": "Home fairs", "enquiries": 110, "closed": 68, "won": 8},
        ],
    )
    return found


def unrecorded() -> Document:
    """Nobody wrote down what was accepted."""
    found = an_answer()
    for one in found["change"]["drivers"]:
        if one["driver"] == "quality":
            one.update(effect=None, low=None, high=None, verdict="not_recorded")
        if one["driver"] == "selling":
            one["effect"] = LOGS["selling"] + LOGS["quality"]
    told = found["more"]["change"]
    parts = told["money"]["drivers"]
    parts["selling"] += parts["quality"]
    parts["quality"] = None
    for row in told["channels"]:
        row["quality"] = None
    return found


def alone() -> Document:
    """One person does it all."""
    found = an_answer()
    found["sellers"] = {"status": "refused", "why": None, "remedy": None, "effects": []}
    details = found["more"]["sellers"]
    details.update(channels=[], identifiability=None, spread=None, swap=None)
    details["counts"] = [row for row in details["counts"] if row["seller"] == "Joe Rowe"]
    return found


def keep(
    answer: Document | None, question: Question | None = None, *, old: bool = False, trouble: str = ""
) -> Estimate:
    """As if it had been worked out, just now or, with `old`, before the last change."""
    asked = question or Question()
    DataVersion.objects.get_or_create(pk=THE_ONE)
    version = data_version()
    row, _made = Estimate.objects.update_or_create(
        question=asked.key,
        defaults={
            "asked": asked.as_json(),
            "answer": answer,
            "version": version - 1 if old else version,
            "as_of": timezone.now().date(),
            "made_at": timezone.now(),
            "tried": version if trouble else None,
            "trouble": trouble,
        },
    )
    return row
