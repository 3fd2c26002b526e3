"""What the verdict on two periods is worth: desks named wrongly and rightly, intervals, and a raw dashboard
beside."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.random import Generator

from tandem.maths.change import change
from tandem.maths.change_results import Change
from tandem.maths.simulation.dashboard import FELL, LEAST_TRUE, ROSE, dashboard, named_wrongly
from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.firms import SimulatedFirm, firm
from tandem.maths.simulation.oracle import chance_of_right
from tandem.maths.simulation.plans import Habits, Plan
from tandem.maths.simulation.truth import Effects
from tandem.maths.simulation.varieties import MARKETING, SALES, any_plan, moved_plan, young_plan

LEVEL: Final = 0.9
POWER_EFFECT: Final = 0.35
POWER_ENQUIRIES: Final = 600.0  # in both periods together
LONG_AFTER: Final = 730  # days
NOTHING_MOVED: Final = 1e-9
DRIVERS: Final = ("enquiries", "mix", "quality", "selling", "value")


def any_change_sums(seed: int, wait: int) -> Sums:
    """Of a firm of any kind, with any change or none, asked so many days after the second period."""
    rng = np.random.default_rng([seed, 3])
    return _sums(firm(rng, any_plan(rng, wait=wait)))


def young_sums(seed: int) -> Sums:
    """Of a firm where nothing changed but many enquiries are still open."""
    rng = np.random.default_rng([seed, 4])
    return _sums(firm(rng, young_plan(rng)))


def power_sums(seed: int, desk: str, ends_known: bool = False, chance: float | None = None) -> Sums:
    """Of a firm of which this desk alone moved, by .35, with 300 enquiries a period.

    With `ends_known` all that ever happens is known, which no method can better; `chance` is what every
    channel's enquiries have to be won, where it is given.
    """
    rng = np.random.default_rng([seed, 5])
    return _sums(firm(rng, _power_plan(rng, desk, ends_known, chance)))


def oracle_sums(seed: int, desk: str, ends_known: bool = False, chance: float | None = None) -> Sums:
    """The chance of the same firm to have the right desk named, if all but the change itself were known."""
    plan = _power_plan(np.random.default_rng([seed, 5]), desk, ends_known, chance)
    return {"right": (chance_of_right(plan, desk), 1.0)}


def _power_plan(rng: Generator, desk: str, ends_known: bool, chance: float | None) -> Plan:
    plan = moved_plan(rng, desk, POWER_EFFECT, POWER_ENQUIRIES, chance)
    return replace(plan, wait=LONG_AFTER, lag_times=1.0, habits=Habits()) if ends_known else plan


def named(found: Change) -> dict[str, str]:
    """The desks that the verdict names, and what it says of each."""
    words = {desk: judged.word for desk, judged in found.desks.items()}
    chosen = {"both": (MARKETING, SALES)}.get(found.verdict.desk, (found.verdict.desk,))
    return {desk: words[desk] for desk in chosen if words.get(desk) in (FELL, ROSE)}


def _sums(made: SimulatedFirm) -> Sums:
    found = change(made.enquiries, made.before, made.after, level=LEVEL)
    truth, raw = made.truth.effects, dashboard(made)
    said = named(found)
    true = {desk: _direction(truth.of_desk(desk)) for desk in (MARKETING, SALES)}
    moved = {desk: direction for desk, direction in true.items() if direction}
    sums: Sums = {
        "wrong": counted(named_wrongly(said, truth)),
        "named": counted(bool(said)),
        "right": counted(said == moved),
        "dashboard wrong": counted(named_wrongly(raw.named, truth)),
    }
    one_lag = made.plan.lag_times == 1.0
    sums["two lags of one" if one_lag else "two lags of two"] = counted(found.lags > 1)
    for desk in (MARKETING, SALES):
        judged = found.desks[desk].effect
        if judged is not None:
            sums[f"{desk} held"] = counted(judged.low <= truth.of_desk(desk) <= judged.high)
    return sums | _of_drivers(found, truth)


def _direction(effect: float) -> str | None:
    """None for a desk that moved by so little that to name it is wrong."""
    return None if abs(effect) < LEAST_TRUE else FELL if effect < 0 else ROSE


def _of_drivers(found: Change, truth: Effects) -> Sums:
    held, real = [], []
    for driver in DRIVERS:
        true, judged = getattr(truth, driver), found.drivers[driver]
        if true is None or judged.effect is None:
            continue
        held.append(judged.effect.low <= true <= judged.effect.high)
        if abs(true) < NOTHING_MOVED:
            real.append(judged.word in (FELL, ROSE))
    return {"drivers held": counted(*held), "unmoved called real": counted(*real)}
