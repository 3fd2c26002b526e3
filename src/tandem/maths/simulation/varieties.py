"""Plans of firms as they come: channels, sizes, lags, habits, season, teams, and what changed."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import expit, logit

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.simulation.chances import mean_chance
from tandem.maths.simulation.lags import FAMILIES, LOG_NORMAL, Lag
from tandem.maths.simulation.plans import ALWAYS, NEVER, ON_WINS, PERIOD, Habits, Plan, Team, one_seller
from tandem.maths.simulation.truth import Levels

FEWEST, MOST = 40, 2000  # enquiries of both periods together
MOST_CHANNELS: Final = 8
MARKETING: Final = "marketing"
SALES: Final = "sales"
SURELY_NOT: Final = 0.95  # no chance is higher than this
# Five channels, as in the table of evidence.md, C2.
FIVE_CHANNELS: Final = (0.40, 0.25, 0.20, 0.10, 0.05)
C2_CHANCES: Final = (0.08, 0.35)
SD_CHANCES: Final = 0.5  # of channels, log odds


@dataclass(frozen=True)
class Change:
    """Logarithms of after to before, for every channel; `uneven` is the sd of what its rate has on top."""

    enquiries: float = 0.0
    uneven: float = 0.0
    quality: float = 0.0
    selling: float = 0.0
    value: float = 0.0


NOTHING: Final = Change()


def any_change(rng: Generator) -> Change:
    """A quarter of the firms do not change; in the others each driver moves or does not."""
    if rng.random() < 0.25:
        return NOTHING
    moves = rng.normal(0, 0.35, 5) * (rng.random(5) < 0.5)
    return Change(moves[0], abs(moves[1]), moves[2] / 2, moves[3], moves[4] / 2)


def any_plan(
    seed: int | Generator,
    *,
    change: Change | None = None,
    expected: float | None = None,
    wait: int | None = None,
    lag: Lag | None = None,
) -> Plan:
    """A firm of any kind; `expected` is the number of enquiries in both periods, before any change.

    All that is not given is drawn. With NOTHING as the change, only the lag may differ between the periods:
    neither channels nor season.
    """
    rng = np.random.default_rng(seed)
    change = any_change(rng) if change is None else change
    size = float(np.exp(rng.uniform(np.log(FEWEST), np.log(MOST)))) if expected is None else expected
    channels = int(rng.integers(1, MOST_CHANNELS + 1))
    channel, segment = _streams(rng, channels)
    habits = any_habits(rng)
    team = any_team(rng, channels)
    levels = changed(rng, _levels(rng, size / (2 * PERIOD), channel, team), change)
    steady = change == NOTHING
    return Plan(
        levels=levels if steady else _new_and_ended(rng, levels, channel),
        channel=channel,
        segment=segment,
        team=team,
        history=int(rng.choice([0, 0, 2 * PERIOD, 4 * PERIOD])),
        wait=any_wait(rng) if wait is None else wait,
        habits=habits,
        lag=any_lag(rng) if lag is None else lag,
        lag_times=float(rng.choice([1.0, 1.0, 1.0, 0.5, 2.0])),
        loss_times=float(rng.choice([1.0, 1.5, 2.5])),
        season=0.0 if steady else float(rng.choice([0.0, 0.0, 0.3])),
        season_day=int(rng.integers(365)),
        weekends=float(rng.choice([1.0, 0.3])),
        dispersion=float(rng.choice([np.inf, 20.0, 8.0])),
        value_sigma=float(rng.uniform(0.2, 1.0)),
        giants=float(rng.choice([0.0, 0.0, 0.004])),
        repeats=float(rng.choice([0.0, 0.1, 0.3])),
    )


def any_wait(rng: Generator) -> int:
    """The last complete months ended up to a month ago; one firm in five looks at a quarter that is long
    over."""
    return int(rng.integers(0, 31)) if rng.random() < 0.8 else PERIOD


def any_lag(rng: Generator) -> Lag:
    """Of any family, half of them log-normal, with a median between 5 and 60 days."""
    family = LOG_NORMAL if rng.random() < 0.5 else str(rng.choice(np.array(FAMILIES)))
    median, sigma = float(np.exp(rng.uniform(np.log(5), np.log(60)))), float(rng.uniform(0.6, 1.3))
    return Lag(family, median, sigma, same_day=float(rng.choice([0.0, 0.0, 0.2])))


def any_habits(rng: Generator) -> Habits:
    return Habits(
        losses=float(rng.choice([1.0, 0.2, 0.0])),
        acceptance=bool(rng.random() < 0.4),
        owner=str(rng.choice(np.array([ALWAYS, ALWAYS, ON_WINS, NEVER]))),
        answers=bool(rng.random() < 0.5),
        without_day=float(rng.choice([0.0, 0.0, 0.1])),
        before_contact=float(rng.choice([0.0, 0.0, 0.03])),
    )


def any_team(rng: Generator, channels: int) -> Team:
    """One to four sellers; who gets which channel is anything from even to nearly fixed."""
    sellers = int(rng.integers(1, 5))
    if sellers == 1:
        return one_seller(channels)
    assignment = rng.dirichlet(np.full(sellers, rng.choice([0.3, 1.0, 10.0])), channels)
    return Team(
        rng.normal(0, 0.4, sellers), assignment, float(rng.choice([0.0, 0.1])), float(rng.choice([0.0, -0.4]))
    )


def c2_plan(seed: int | Generator, expected: float, lag: Lag | None = None, losses: float = 1.0) -> Plan:
    """The simulation of evidence.md, C2: five channels, ages of 0 to 182 days, a lag of 25 days.

    The mean conversion is between 8 and 35 %, that of channels has a sd of .5 log odds.
    """
    rng = np.random.default_rng(seed)
    chance = _chances(rng, len(FIVE_CHANNELS), *C2_CHANCES)
    return Plan(
        levels=_twice(
            np.array(FIVE_CHANNELS) * expected / (2 * PERIOD), np.ones(5), chance, np.full(5, 400.0)
        ),
        channel=np.arange(5),
        team=one_seller(5),
        habits=Habits(losses=losses),
        lag=Lag() if lag is None else lag,
    )


def young_plan(seed: int | Generator) -> Plan:
    """Nothing changed, but many enquiries are still open: no time has passed since, and wins take 20 to 60
    days."""
    rng = np.random.default_rng(seed)
    lag = Lag(str(rng.choice(np.array(FAMILIES))), float(rng.uniform(20, 60)))
    return any_plan(rng, change=NOTHING, wait=0, lag=lag)


def moved_plan(
    seed: int | Generator, desk: str, effect: float, expected: float, chance: float | None = None
) -> Plan:
    """One desk moved by this effect, up or down, and nothing else did.

    `expected` is the number of enquiries in both periods at first; `chance`, where given, that of each to be
    won.
    """
    rng = np.random.default_rng(seed)
    by = effect * float(rng.choice([-1.0, 1.0]))
    plan = any_plan(rng, change=NOTHING, expected=expected)
    levels = plan.levels
    if chance is not None:
        levels = replace(
            levels, quality=np.ones_like(levels.quality), selling=np.full_like(levels.selling, chance)
        )
    change = Change(enquiries=by) if desk == MARKETING else Change(selling=by)
    return replace(plan, levels=changed(rng, levels, change))


def _streams(rng: Generator, channels: int) -> tuple[Integers, Integers | None]:
    """A fifth of the firms tell segments, two of them in each channel."""
    if rng.random() < 0.8:
        return np.arange(channels), None
    return np.repeat(np.arange(channels), 2), np.tile(np.arange(2), channels)


def _chances(rng: Generator, size: int, low: float, high: float) -> Floats:
    return np.asarray(expit(logit(rng.uniform(low, high)) + SD_CHANCES * rng.standard_normal(size)))


def _twice(rate: Floats, quality: Floats, selling: Floats, value: Floats) -> Levels:
    return Levels(*(np.array([numbers, numbers]) for numbers in (rate, quality, selling, value)))


def _levels(rng: Generator, rate: float, channel: Integers, team: Team) -> Levels:
    """What a channel is worth does not depend on who works it: the team comes on top."""
    size = len(channel)
    shares = rng.dirichlet(np.full(size, 1.5))
    quality = rng.uniform(0.5, 0.9, size)
    by_itself = np.minimum(_chances(rng, size, 0.06, 0.4) / quality, SURELY_NOT)
    selling = np.minimum(mean_chance(logit(by_itself), channel, team), SURELY_NOT)
    value = np.exp(rng.normal(np.log(400), 0.5, size))
    return _twice(rate * shares, quality, selling, value)


def changed(rng: Generator, levels: Levels, change: Change) -> Levels:
    """The levels with the second period moved."""
    uneven = np.exp(change.uneven * rng.standard_normal(levels.rate.shape[1])) if change.uneven else 1.0

    def moved(values: Floats, by: float, most: float = np.inf) -> Floats:
        return np.array([values[0], np.minimum(values[1] * np.exp(by), np.maximum(most, values[1]))])

    rate = moved(levels.rate, change.enquiries)
    rate[1] = rate[1] * uneven
    return Levels(
        rate,
        moved(levels.quality, change.quality, SURELY_NOT),
        moved(levels.selling, change.selling, SURELY_NOT),
        moved(levels.value, change.value),
    )


def _new_and_ended(rng: Generator, levels: Levels, channel: Integers) -> Levels:
    """In a quarter of the firms with enough channels the last one is new, in a quarter the first one ends."""
    rate = levels.rate.copy()
    if channel.max() >= 2:
        rate[0, channel == channel.max()] *= rng.random() >= 0.25
        rate[1, channel == 0] *= rng.random() >= 0.25
    return replace(levels, rate=rate)
