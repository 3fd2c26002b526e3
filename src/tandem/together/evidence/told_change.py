"""The change between two periods, as the document tells it."""

from tandem.maths.change_results import Change, ChannelLine, Judged, PeriodFigures
from tandem.maths.enquiries import Enquiries
from tandem.maths.verdict import Verdict
from tandem.together.evidence.counting import counts_of, within
from tandem.together.evidence.periods import Span
from tandem.together.evidence.told import always, interval, number
from tandem.together.evidence.words import DRIVERS, Document, Names

BETTER = 1.1
NOTHING = Judged(None, "cannot_tell", None)


def change_told(
    found: Change | None, enquiries: Enquiries, before: Span | None, after: Span | None
) -> Document:
    """The part of the contract. The sentence of the verdict is put in where there are words for it."""
    verdict = found.verdict if found else None
    return {
        "status": found.status if found else "not_enough_data",
        "before": period_told(enquiries, before),
        "after": period_told(enquiries, after),
        "drivers": [
            {
                "driver": driver,
                "desk": desk,
                **effect_told(found.drivers[driver] if found else NOTHING),
            }
            for driver, desk in DRIVERS
        ],
        "desks": {
            desk: desk_told(found.desks[desk] if found else NOTHING) for desk in ("marketing", "sales")
        },
        # Enquiries and selling multiply, whatever they are.
        "multiplier": {"both_better_10_percent": round(BETTER**2 - 1, 6) if enquiries.total else None},
        "verdict": {
            "desk": verdict.desk if verdict else "not_enough_data",
            "probability": number(verdict.probability) if verdict else None,
            "sentence": None,
        },
    }


def period_told(enquiries: Enquiries, span: Span | None) -> Document:
    if span is None:
        return {"start": None, "end": None, "enquiries": 0, "won": 0, "open": 0}
    told = counts_of(enquiries, within(enquiries, span))
    ends = {"start": span.start.isoformat(), "end": span.end.isoformat()}
    return {**ends, "enquiries": told.total, "won": told.won, "open": told.open}


def effect_told(judged: Judged) -> Document:
    told = always(judged.effect)
    return {"effect": told["estimate"], "low": told["low"], "high": told["high"], "verdict": judged.word}


def desk_told(judged: Judged) -> Document:
    return {
        **effect_told(judged),
        "probability_fell": number(judged.verdict.fell if judged.verdict else None),
    }


def change_more(found: Change | None, level: float, names: Names) -> Document | None:
    """None where there is no effect at all, as nobody asked in one of the periods."""
    if found is None or found.total is None:
        return None
    judged = {**found.drivers, **found.desks}
    return {
        "level": level,
        "before": figures_told(found.before),
        "after": figures_told(found.after),
        "money": money_told(found),
        "probabilities": {name: odds_told(one.verdict) for name, one in judged.items()},
        "channels": [channel_told(line, names) for line in found.channels],
        "lags": found.lags,
        "raw": {"before": number(found.before.naive), "after": number(found.after.naive)},
    }


def figures_told(figures: PeriodFigures) -> Document:
    return {
        "days": figures.days,
        "rate": interval(figures.rate),
        "conversion": interval(figures.conversion),
        "value": interval(figures.value),
        "revenue": interval(figures.revenue),
        "still_to_come": interval(figures.still_to_come),
        "naive": number(figures.naive),
    }


def money_told(found: Change) -> Document | None:
    """For periods as long as the second; None where no amount is known."""
    if found.money is None:
        return None
    drivers = {name: number(found.money.drivers.get(name)) for name, _desk in DRIVERS}
    return {"total": number(found.money.total), "drivers": drivers}


def odds_told(verdict: Verdict | None) -> Document | None:
    if verdict is None:
        return None
    return {"fell": number(verdict.fell), "rose": number(verdict.rose), "steady": number(verdict.steady)}


def channel_told(line: ChannelLine, names: Names) -> Document:
    drivers = {name: number(line.drivers.get(name)) for name, _desk in DRIVERS}
    return {
        "channel": names.channels[line.channel],
        "kind": line.kind,
        "enquiries_before": line.enquiries[0],
        "enquiries_after": line.enquiries[1],
        "won_before": line.won[0],
        "won_after": line.won[1],
        "open_after": line.open[1],
        "effect": always(line.effect),
        **drivers,
        "money": number(line.money),
    }
