"""How often the forecast holds what comes, on firms whose future is known."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.random import Generator
from scipy.special import expit, logit

from tandem.maths.conversion_grid import draw_conversions
from tandem.maths.enquiries import Enquiries
from tandem.maths.forecast import Forecast, forecast
from tandem.maths.future import Name
from tandem.maths.lag import fit_lag
from tandem.maths.lag_cells import COARSE, lag_cells
from tandem.maths.replay import NAMES, SPANS
from tandem.maths.results import Estimate
from tandem.maths.simulation.firms import Future, firm
from tandem.maths.simulation.plans import PERIOD, Habits, Plan, one_seller
from tandem.maths.simulation.truth import Levels
from tandem.maths.simulation.varieties import any_lag
from tandem.maths.value import mean_first_sale

Kind = Literal["steady", "jump"]

_DRAWS: Final = 960
_WEEK: Final = 7


@dataclass(frozen=True)
class Coverage:
    """Of one measure over one span: how many intervals there were, and how many held what came."""

    measure: Name
    weeks: int
    intervals: int
    held: int

    @property
    def share(self) -> float:
        return self.held / self.intervals


@dataclass(frozen=True)
class Coverages:
    kind: Kind
    firms: int
    told: int
    """Firms that were told that the level of enquiries has changed."""
    spans: tuple[Coverage, ...]

    def of(self, measure: Name, weeks: int) -> Coverage:
        return next(one for one in self.spans if (one.measure, one.weeks) == (measure, weeks))


def forecast_coverage(kind: Kind, firms: int, seed: int) -> Coverages:
    """Forecasts of so many firms, whole: lag, conversions and values fitted to each, at level 0.8.

    Firms with no win that has a day tell nothing of customers, so these have fewer intervals.
    """
    generator = np.random.default_rng(seed)
    count = {(name, weeks): [0, 0] for name in NAMES for weeks in SPANS}
    told = 0
    for _ in range(firms):
        found, future = _one(kind, generator)
        told += found.level_change is not None
        for ahead in found.spans:
            for name in NAMES:
                said: Estimate | None = getattr(ahead, name)
                if said is not None:
                    came = float(getattr(future, name)[: ahead.weeks].sum())
                    count[name, ahead.weeks][0] += 1
                    count[name, ahead.weeks][1] += said.low <= came <= said.high
    spans = tuple(Coverage(name, weeks, *both) for (name, weeks), both in count.items())
    return Coverages(kind, firms, told, spans)


def forecast_plan(kind: Kind, generator: Generator) -> Plan:
    """2 to 50 enquiries a week for half a year to a year and a half, of which nothing changes but, with
    `jump`, the level of enquiries, 4 to 19 weeks ago; one to five channels, any lag and any habit with
    losses.
    """
    channels = int(generator.integers(1, 6))
    rate = np.exp(generator.uniform(np.log(2), np.log(50))) / _WEEK
    rates = rate * generator.dirichlet(np.full(channels, 2.0))
    chance = expit(logit(generator.uniform(0.08, 0.35)) + 0.5 * generator.standard_normal(channels))
    each = (rates, np.ones(channels), chance, generator.uniform(200, 600, channels))
    return Plan(
        levels=Levels(*(np.array([one, one]) for one in each)),
        channel=np.arange(channels),
        team=one_seller(channels),
        history=_WEEK * int(generator.choice([26, 39, 52, 78])) - 2 * PERIOD,
        habits=Habits(losses=float(generator.choice([0.0, 0.2, 1.0]))),
        lag=any_lag(generator),
        dispersion=float(generator.choice([np.inf, 20.0, 8.0])),
        season=float(generator.choice([0.0, 0.1])),
        season_day=int(generator.integers(365)),
        weekends=float(generator.choice([1.0, 0.3])),
        value_sigma=float(generator.uniform(0.3, 1.0)),
        jump=float(generator.choice([0.45, 2.0, 3.0])) if kind == "jump" else 1.0,
        jump_days=_WEEK * int(generator.integers(4, 20)) if kind == "jump" else 0,
    )


def _one(kind: Kind, generator: Generator) -> tuple[Forecast, Future]:
    while True:
        made = firm(generator, forecast_plan(kind, generator))
        found = _forecast_of(made.enquiries)
        if found is not None:
            return found, made.future


def _forecast_of(enquiries: Enquiries) -> Forecast | None:
    if not enquiries.total:
        return None
    lag = fit_lag(enquiries, enquiries.channel, enquiries.channels)
    value = mean_first_sale(enquiries.sales, enquiries.channels)
    chances = None
    if lag is not None:
        cells = lag_cells(enquiries, enquiries.channel, enquiries.channels, COARSE)
        chances = draw_conversions(cells, lag, _DRAWS, np.random.default_rng(0))
    return forecast(enquiries, lag, chances, None if value is None else value.draws)
