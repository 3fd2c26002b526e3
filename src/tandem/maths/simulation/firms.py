"""A generator of firms of which the truth is known: `firm(seed, plan)`."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.random import Generator

from tandem.maths.enquiries import (
    ACCEPTED,
    DECLINED,
    LOST,
    NONE,
    NOT_SAID,
    OPEN,
    WON,
    Enquiries,
    FirstSales,
    Flags,
    Floats,
    Integers,
)
from tandem.maths.period_lags import Period
from tandem.maths.simulation.chances import chance_to_win
from tandem.maths.simulation.plans import ALWAYS, MEAN_LOG_HOURS, ON_WINS, SD_LOG_HOURS, Plan, lag_of_losses
from tandem.maths.simulation.truth import Levels, Truth, effects_of

FIRST_DAY: Final = 738_887  # Monday, 1 January 2024
FUTURE_WEEKS: Final = 13
MEAN_DAYS_TO_DECISION: Final = 3.0
REPEAT_CONVERSION: Final = 0.6
LONGEST_BEFORE_CONTACT: Final = 30


@dataclass(frozen=True)
class Repeats:
    """Enquiries of customers, left out of what is counted, shape (m,): a raw dashboard has them in."""

    heard: Integers
    won: Flags
    """As known at `as_of`."""


@dataclass(frozen=True)
class Future:
    """The weeks after `as_of`, shape (13,)."""

    enquiries: Integers
    customers: Integers
    """Closed as won in the week, from enquiries open at `as_of` or heard since."""
    revenue: Floats
    """Of those first sales."""
    customers_open: Integers
    """The part that comes from enquiries open at `as_of`."""


@dataclass(frozen=True)
class SimulatedFirm:
    plan: Plan
    enquiries: Enquiries
    """As known at `as_of`, one cell for each enquiry."""
    before: Period
    after: Period
    truth: Truth
    future: Future
    repeats: Repeats


@dataclass(frozen=True)
class _Lives:
    """All that will ever happen to the enquiries of a firm, shape (n,) each."""

    heard: Integers
    stream: Integers
    late: Flags
    """Heard in the second period or since."""
    owner: Integers
    hours: Floats
    accepted: Flags
    wins: Flags
    decided: Integers
    """Day on which sales says so."""
    ends: Integers
    """Day of the win or loss."""
    recorded: Flags
    """Whether its ending is ever written down."""
    amount: Floats


def firm(seed: int | Generator, plan: Plan) -> SimulatedFirm:
    """A firm by this plan; the same seed makes the same firm.

    Assumes that weeks differ by a gamma for each channel, that the owner is drawn for each enquiry, and that
    an ending depends on stream, period, owner and answer only. Nothing after `as_of` is in `enquiries`; it
    is in `truth` and `future`.
    """
    rng = np.random.default_rng(seed)
    as_of = FIRST_DAY + plan.known_days - 1
    after = Period(as_of - plan.wait - plan.days + 1, as_of - plan.wait)
    before = Period(after.first - plan.days, after.first - 1)
    lives = _lives(rng, plan, after.first)
    known = _known_at(rng, plan, lives, as_of)
    rates = expected_rates(plan, plan.known_days)
    means = np.array([_mean_rate(rates, before), _mean_rate(rates, after)])
    levels = replace(plan.levels, rate=means)
    return SimulatedFirm(
        plan,
        known,
        before,
        after,
        _truth(plan, levels, lives, as_of),
        _future(lives, as_of),
        _repeats(rng, plan, known),
    )


def expected_rates(plan: Plan, days: int) -> Floats:
    """Enquiries that season, weekday and jump let expect, of each day from the first, shape (days, k)."""
    day = np.arange(days)
    late = day >= plan.history + plan.days
    base = np.where(late[:, None], plan.levels.rate[1], plan.levels.rate[0])
    season = 1 + plan.season * np.sin(2 * np.pi * (day - plan.season_day) / 365)
    weekday = np.where(day % 7 >= 5, plan.weekends, 1.0) * 7 / (5 + 2 * plan.weekends)
    jump = np.where(day >= plan.known_days - plan.jump_days, plan.jump, 1.0)
    return np.asarray(base * (season * weekday * jump)[:, None])


def _mean_rate(rates: Floats, period: Period) -> Floats:
    return np.asarray(rates[period.first - FIRST_DAY : period.last - FIRST_DAY + 1].mean(axis=0))


def _lives(rng: Generator, plan: Plan, second: int) -> _Lives:
    heard, stream = _arrivals(rng, plan)
    size, team = len(heard), plan.team
    late = heard >= second
    period = late.astype(np.int64)
    bounds = team.assignment.cumsum(axis=1)[plan.channel[stream]]
    owner = np.minimum((rng.random(size)[:, None] > bounds).sum(axis=1), len(team.skill) - 1)
    worker = np.where(rng.random(size) < team.reassigned, rng.integers(0, len(team.skill), size), owner)
    answer = rng.standard_normal(size)
    chance = chance_to_win(plan, period, stream, worker, SD_LOG_HOURS * answer)
    accepted = rng.random(size) < plan.levels.quality[period, stream]
    wins = accepted & (rng.random(size) < chance)

    begun = np.maximum(heard, FIRST_DAY + plan.began) + rng.random(size)
    times = np.where(late, plan.lag_times, 1.0)
    ends = begun + np.where(wins, plan.lag.draw(rng, size), lag_of_losses(plan).draw(rng, size)) * times
    ends = np.where(wins & (ends == begun), np.floor(begun), ends)
    decided = np.minimum(begun + rng.exponential(MEAN_DAYS_TO_DECISION, size), ends)
    declined = ~accepted & plan.habits.acceptance
    return _Lives(
        heard=heard,
        stream=stream,
        late=late,
        owner=owner,
        hours=10 ** (MEAN_LOG_HOURS + SD_LOG_HOURS * answer),
        accepted=accepted,
        wins=wins,
        decided=np.floor(decided).astype(np.int64),
        ends=np.floor(np.where(declined, decided, ends)).astype(np.int64),
        recorded=wins | declined | (rng.random(size) < plan.habits.losses),
        amount=_amounts(rng, plan, plan.levels.value[period, stream]),
    )


def _arrivals(rng: Generator, plan: Plan) -> tuple[Integers, Integers]:
    """Day and stream of every enquiry up to the end of the future."""
    days = plan.known_days + 7 * FUTURE_WEEKS
    expected = expected_rates(plan, days)
    if np.isfinite(plan.dispersion):
        # Weeks are counted back from `as_of`, as a forecast counts them.
        week = (np.arange(days) - plan.known_days) // 7
        week -= week.min()
        shape = (week.max() + 1, plan.channels)
        luck = rng.gamma(plan.dispersion, 1 / plan.dispersion, shape)
        expected = expected * luck[week][:, plan.channel]
    counts = rng.poisson(expected).ravel()
    place = np.repeat(np.arange(counts.size), counts)
    return FIRST_DAY + place // expected.shape[1], place % expected.shape[1]


def _amounts(rng: Generator, plan: Plan, mean: Floats) -> Floats:
    giant = rng.random(len(mean)) < plan.giants
    ordinary = mean / (1 + plan.giants * (plan.giant_times - 1))
    noise = np.exp(plan.value_sigma * rng.standard_normal(len(mean)) - plan.value_sigma**2 / 2)
    return np.asarray(np.round(ordinary * noise * np.where(giant, plan.giant_times, 1.0), 2))


def _known_at(rng: Generator, plan: Plan, lives: _Lives, as_of: int) -> Enquiries:
    size, habits = len(lives.heard), plan.habits
    ended = lives.recorded & (lives.ends <= as_of)
    state = np.where(ended, np.where(lives.wins, WON, LOST), OPEN)
    early = lives.wins & (rng.random(size) < habits.before_contact)
    day = np.where(early, lives.heard - rng.integers(1, LONGEST_BEFORE_CONTACT + 1, size), lives.ends)
    day = np.where(ended & (rng.random(size) >= habits.without_day), day, NONE)
    said = habits.acceptance & (lives.decided <= as_of)
    owned = habits.owner == ALWAYS or (habits.owner == ON_WINS and state == WON)
    answered = habits.answers & (lives.hours / 24 < as_of + 1 - lives.heard)
    channel = plan.channel[lives.stream]
    segment = np.full(size, NONE) if plan.segment is None else plan.segment[lives.stream]
    used = lives.heard <= as_of
    sold = used & (state == WON)
    return Enquiries(
        as_of=as_of,
        channels=plan.channels,
        segments=plan.segments,
        sellers=len(plan.team.skill),
        heard=lives.heard[used],
        closed=day[used],
        state=state[used],
        decided=np.where(said, np.where(lives.accepted, ACCEPTED, DECLINED), NOT_SAID)[used],
        channel=channel[used],
        segment=segment[used],
        seller=np.where(owned, lives.owner, NONE)[used],
        answer=np.where(answered, lives.hours, np.nan)[used],
        count=np.ones(int(used.sum()), dtype=np.int64),
        sales=FirstSales(lives.heard[sold], day[sold], channel[sold], segment[sold], lives.amount[sold]),
    )


def _truth(plan: Plan, levels: Levels, lives: _Lives, as_of: int) -> Truth:
    used = lives.heard <= as_of
    period, stream = lives.late[used].astype(np.int64), lives.stream[used]
    channel, size = plan.channel[stream], plan.channels
    conversion = levels.conversion[period, stream]
    open_still = ~(lives.recorded & (lives.ends <= as_of))[used]
    wins = lives.wins[used]

    def summed(weights: Floats | Flags) -> Floats:
        return np.bincount(channel, weights=weights, minlength=size).astype(np.float64)

    asked, customers = summed(np.ones(len(channel))), summed(conversion)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_channel = customers / asked
        value = summed(conversion * levels.value[period, stream]) / customers
    return Truth(
        levels=levels,
        effects=effects_of(levels, acceptance_recorded=plan.habits.acceptance),
        conversion=by_channel,
        overall=float(conversion.mean()) if len(conversion) else float("nan"),
        won_in_the_end=summed(wins).astype(np.int64),
        still_to_come=summed(wins & open_still).astype(np.int64),
        value=value,
        skill=plan.team.skill - plan.team.skill.mean(),
    )


def _future(lives: _Lives, as_of: int) -> Future:
    def weekly(day: Integers, wanted: Flags, weights: Floats | None = None) -> Floats:
        week = (day - as_of - 1) // 7
        within = wanted & (week >= 0) & (week < FUTURE_WEEKS)
        counted = np.ones(int(within.sum())) if weights is None else weights[within]
        return np.bincount(week[within], weights=counted, minlength=FUTURE_WEEKS).astype(np.float64)

    everyone = np.ones(len(lives.heard), dtype=np.bool_)
    return Future(
        enquiries=weekly(lives.heard, everyone).astype(np.int64),
        customers=weekly(lives.ends, lives.wins).astype(np.int64),
        revenue=weekly(lives.ends, lives.wins, lives.amount),
        customers_open=weekly(lives.ends, lives.wins & (lives.heard <= as_of)).astype(np.int64),
    )


def _repeats(rng: Generator, plan: Plan, known: Enquiries) -> Repeats:
    size = int(rng.poisson(plan.repeats * known.total))
    heard = rng.integers(FIRST_DAY, known.as_of + 1, size)
    won = (rng.random(size) < REPEAT_CONVERSION) & (
        heard + plan.lag.draw(rng, size) * plan.lag_times <= known.as_of
    )
    return Repeats(heard, won)
