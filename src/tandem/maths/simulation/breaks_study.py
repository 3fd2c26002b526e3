"""What the search for a break is worth: how often it tells of one where nothing changed, and sees one that is
there."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.random import Generator

from tandem.maths.breaks import Break, find_break
from tandem.maths.enquiries import LOST, NONE, NOT_SAID, OPEN, WON, Enquiries, FirstSales
from tandem.maths.lag import fit_lag
from tandem.maths.process import process_of
from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.firms import FIRST_DAY, firm
from tandem.maths.simulation.plans import PERIOD
from tandem.maths.simulation.varieties import FIVE_CHANNELS, NOTHING, any_plan

# A month of thirty days; conversion changes with the tenth of fourteen.
MONTHS, DAYS, BROKEN = 14, 30, 9
YEAR: Final = 365
CHANCES: Final = np.array([0.2, 0.3, 0.12, 0.4, 0.1])
LAG_MEDIAN, LAG_SIGMA = 25.0, 1.1
# Half of the losses are written down, twenty days after the enquiry.
LOSSES, DAYS_TO_LOSS = 0.5, 20
# Where the mix changes, so many of all enquiries since come by the smallest channel.
MOVED: Final = 0.6


def any_steady_sums(seed: int) -> Sums:
    """Of a firm of any kind in which nothing changed for a year and a half."""
    rng = np.random.default_rng([seed, 6])
    plan = replace(any_plan(rng, change=NOTHING), history=4 * PERIOD, lag_times=1.0)
    process = process_of(firm(rng, plan).enquiries, np.arange(FIRST_DAY, FIRST_DAY + plan.known_days, DAYS))
    return {"false": counted(process.broken is not None), "began": counted(process.began is not None)}


def season_sums(seed: int, number: int) -> Sums:
    """Of a firm of which nothing but the season moves conversion, by a fifth up and a fifth down."""
    rng = np.random.default_rng([seed, 7])
    found = _found(fourteen_months(rng, number, season=0.2, season_day=int(rng.integers(YEAR))))
    return {"false": counted(found is not None)}


def halved_sums(seed: int, number: int) -> Sums:
    """Of a firm in which half as many buy from the tenth month on."""
    found = _found(fourteen_months(np.random.default_rng([seed, 8]), number, factor=0.5))
    if found is None:
        return {"seen": counted(False)}
    near = abs(found.day - BROKEN * DAYS) <= DAYS
    fell = found.after.estimate < found.before.estimate
    return {"seen": counted(fell), "in time": counted(near), "fell": counted(fell)}


def _found(enquiries: Enquiries) -> Break | None:
    starts = np.arange(0, enquiries.as_of + 1, DAYS)
    return find_break(enquiries, fit_lag(enquiries, enquiries.channel, enquiries.channels), starts)


def fourteen_months(
    rng: Generator,
    number: int,
    *,
    factor: float = 1.0,
    season: float = 0.0,
    season_day: int = 0,
    mix: bool = False,
) -> Enquiries:
    """A firm with five channels and so many enquiries in fourteen months, from day 0.

    From the tenth month on conversion is multiplied by `factor`, and where `mix` is said the channels are
    others. `season` is the share by which conversion is higher at its best time of the year, `season_day`
    the day on which it crosses its mean.
    """
    heard = rng.integers(0, MONTHS * DAYS, number)
    since = heard >= BROKEN * DAYS
    channel = rng.choice(len(FIVE_CHANNELS), number, p=FIVE_CHANNELS)
    if mix:
        channel = np.where(since & (rng.random(number) < MOVED), len(FIVE_CHANNELS) - 1, channel)
    by_season = 1 + season * np.sin(2 * np.pi * (heard - season_day) / YEAR)
    buys = CHANCES[channel] * np.where(since, factor, 1.0) * by_season
    lag = np.maximum(LAG_MEDIAN * np.exp(LAG_SIGMA * rng.standard_normal(number)), 0.5).astype(np.int64)
    as_of = MONTHS * DAYS - 1
    will = rng.random(number) < buys
    won = will & (heard + lag <= as_of)
    lost = ~will & (rng.random(number) < LOSSES) & (heard + DAYS_TO_LOSS <= as_of)
    nothing, nobody = np.full(number, NONE), np.array([], dtype=np.int64)
    return Enquiries(
        as_of=as_of,
        channels=len(FIVE_CHANNELS),
        segments=0,
        sellers=0,
        heard=heard,
        closed=np.where(won, heard + lag, np.where(lost, heard + DAYS_TO_LOSS, NONE)),
        state=np.where(won, WON, np.where(lost, LOST, OPEN)),
        decided=np.full(number, NOT_SAID),
        channel=channel,
        segment=nothing,
        seller=nothing,
        answer=np.full(number, np.nan),
        count=np.ones(number, dtype=np.int64),
        sales=FirstSales(nobody, nobody, nobody, nobody, np.array([])),
    )
