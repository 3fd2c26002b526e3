"""The chance to be won of each channel in two periods, with open enquiries counted by their age.

The likelihood is that of `lag_likelihood`, cell by cell: won c, lost (1 - c) r, open after so many days c (1
- F) + (1 - c) (1 - r G). Log odds of c have the prior of `cells`; the share r of losses that is ever recorded
may have changed between the periods, as habits do. Laplace's method gives the posterior at every node of the
prior and for every lag; nodes are averaged by their marginal likelihood, lags as they come.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import expit, log_expit, logit

from tandem.maths.cells import (
    Cells,
    Spreads,
    chosen_nodes,
    counterparts,
    covariances,
    paired,
    spread_by,
    spreads_of,
)
from tandem.maths.enquiries import Floats, Integers
from tandem.maths.period_lags import NEVER, PeriodLags

# Beforehand: what all channels share, its spread, and that of the change between the periods, in log odds.
_SELLING: Final = float(logit(0.15))
_COMMON: Final = 1.5
_PERIOD: Final = 0.5
# How far the log odds that a loss is ever recorded may lie from those of all.
_HABIT: Final = 0.7
_TINY: Final = 1e-300
_STEPS: Final = 60


@dataclass(frozen=True)
class Outcomes:
    """Enquiries by cell, k of them."""

    won: Floats
    """Shape (k,)."""
    lost: Floats
    """Shape (k,)."""
    open: Floats
    """By cell and age, shape (k, b)."""


@dataclass(frozen=True)
class ChanceDraws:
    """d joint draws, in pairs (`cells.counterparts`): the second half are the counterparts of the first."""

    won: Floats
    """Chance to be won in the end, shape (d, k)."""
    recorded: Floats
    """Share of losses that is ever recorded, by period, shape (d, 2)."""
    lag: Integers
    """Which pair of lags each belongs to, shape (d,)."""


@dataclass(frozen=True)
class _Lag:
    """One lag, for the cells: of those that will be won, the share still open, and of losses the share by
    then."""

    winners: Floats
    """1 - F, shape (k, b)."""
    lost: Floats
    """G, shape (k, b)."""
    recorded: Floats
    """Log odds, shape (2,)."""


@dataclass(frozen=True)
class _Best:
    """The most likely point of each node: log odds of the cells, then two shifts of recording; shape (g, k +
    2)."""

    values: Floats
    curve: Floats
    """Minus second derivatives, shape (g, k + 2, k + 2)."""
    weight: Floats
    """Logarithm of the node's weight, shape (g,)."""


def chance_draws(
    outcomes: Outcomes, cells: Cells, lags: PeriodLags, generator: Generator, draws: int
) -> ChanceDraws:
    """Joint draws of the chance to be won in the end, and of what goes with it.

    `lags` hold the shares at the ages of `outcomes.open`. A cell without enquiries gets what the others let
    expect.
    """
    spreads = spreads_of(cells)
    prior = covariances(cells, spreads, common=_COMMON, period=_PERIOD)
    size, pairs = len(lags.known), draws // 2
    share = np.bincount(np.arange(pairs) % size, minlength=size)
    found, start = [], None
    for number in range(size):
        period = cells.period
        lag = _Lag(1 - lags.known[number, period], lags.lost[number, period], lags.recorded[number])
        best = _best(outcomes, cells, prior, spreads, lag, start)
        start = best.values
        found.append(_sampled(best, int(share[number]), cells, generator))
    order = generator.permutation(pairs)
    values = np.concatenate(np.concatenate(found, axis=1)[:, order])
    pair = np.tile(np.repeat(np.arange(size), share)[order], 2)
    won, shift = values[:, : len(cells)], values[:, len(cells) :]
    return ChanceDraws(expit(won), expit(lags.recorded[pair] + shift), pair)


def _sampled(best: _Best, wanted: int, cells: Cells, generator: Generator) -> Floats:
    """So many pairs of draws of `_Best.values` for one lag, shape (2, wanted, k + 2)."""
    node = chosen_nodes(best.weight, wanted, generator)
    size = len(cells)
    counterpart = np.append(counterparts(cells), [size + 1, size])
    luck = generator.standard_normal((wanted, size + 2))
    result = np.empty((2, wanted, size + 2))
    for place in np.unique(node):
        these = node == place
        covariance = np.linalg.inv(best.curve[place])
        steps = spread_by(paired(luck[these], counterpart), covariance)
        result[:, these] = (best.values[place] + steps).reshape(2, -1, size + 2)
    return result


def _best(
    outcomes: Outcomes, cells: Cells, prior: Floats, spreads: Spreads, lag: _Lag, start: Floats | None
) -> _Best:
    """By Newton's method at all nodes at once."""
    nodes, size = len(prior), len(cells)
    precision = np.zeros((nodes, size + 2, size + 2))
    precision[:, :size, :size] = np.linalg.inv(prior)
    precision[:, size:, size:] = np.eye(2) / _HABIT**2
    centre = np.append(np.full(size, _SELLING), [0.0, 0.0])
    values = np.tile(centre, (nodes, 1)) if start is None else start
    for _ in range(_STEPS):
        slope, bend = _slopes(outcomes, cells, lag, values)
        curve = precision + bend
        away = (values - centre)[..., None]
        step = np.linalg.solve(curve, slope[..., None] - precision @ away)[..., 0]
        values = values + np.clip(step, -1.5, 1.5)
        if np.abs(step).max() < 1e-5:
            break
    away = (values - centre)[..., None]
    fits = _explained(outcomes, cells, lag, values) - 0.5 * (away * (precision @ away)).sum(axis=(1, 2))
    volume = 0.5 * (np.linalg.slogdet(precision)[1] - np.linalg.slogdet(curve)[1])
    return _Best(values, curve, fits + volume + spreads.weight)


def _mixture(cells: Cells, lag: _Lag, values: Floats) -> tuple[Floats, ...]:
    """Chance, the share of open ones that will be won, 1 - r G, its slope over itself, and r: for each
    node."""
    size = len(cells)
    share = expit(values[:, :size])[..., None]
    recorded = expit(lag.recorded + values[:, size:])[:, cells.period][..., None]
    others = np.maximum(1 - recorded * lag.lost, _TINY)
    alike = share * lag.winners
    will = alike / np.maximum(alike + (1 - share) * others, _TINY)
    falls = lag.lost * recorded * (1 - recorded) / others
    return share, will, others, falls, recorded


def _slopes(outcomes: Outcomes, cells: Cells, lag: _Lag, values: Floats) -> tuple[Floats, Floats]:
    """First derivatives, shape (g, k + 2), and minus the second ones, (g, k + 2, k + 2), of the
    likelihood."""
    size, still_open = len(cells), outcomes.open
    share, will, _, falls, recorded = _mixture(cells, lag, values)
    chance, habit = share[..., 0], recorded[..., 0]
    total = outcomes.won + outcomes.lost + still_open.sum(axis=1)
    slope = np.zeros((len(values), size + 2))
    curve = np.zeros((len(values), size + 2, size + 2))
    spread = (still_open * will * (1 - will)).sum(axis=2)
    slope[:, :size] = outcomes.won + (still_open * will).sum(axis=2) - total * chance
    place = np.arange(size)
    curve[:, place, place] = np.maximum(total * chance * (1 - chance) - spread, 0.0)
    if lag.recorded.max() <= NEVER:
        return slope, curve
    by_habit = outcomes.lost * (1 - habit) - (still_open * (1 - will) * falls).sum(axis=2)
    bends = outcomes.lost * habit * (1 - habit) + (
        still_open * (1 - will) * (falls * (1 - 2 * recorded) + falls**2 - will * falls**2)
    ).sum(axis=2)
    bends = np.maximum(bends, 0.0)
    crossed = (still_open * will * (1 - will) * falls).sum(axis=2)
    # Far from the best point the sums may curve the wrong way; held to what keeps every step downhill.
    crossed = -np.minimum(crossed, np.sqrt(bends * curve[:, place, place]))
    for period in range(2):
        these = np.flatnonzero(cells.period == period)
        slope[:, size + period] = by_habit[:, these].sum(axis=1)
        curve[:, size + period, size + period] = bends[:, these].sum(axis=1)
        curve[:, these, size + period] = crossed[:, these]
        curve[:, size + period, these] = crossed[:, these]
    return slope, curve


def _explained(outcomes: Outcomes, cells: Cells, lag: _Lag, values: Floats) -> Floats:
    """Logarithm of the likelihood at each node's point, shape (g,)."""
    share, _, others, _, _ = _mixture(cells, lag, values)
    log_odds = values[:, : len(cells)]
    habit = log_expit(lag.recorded + values[:, len(cells) :])[:, cells.period]
    mixed = np.maximum(share * lag.winners + (1 - share) * others, _TINY)
    lost = 0.0 if lag.recorded.max() <= NEVER else (outcomes.lost * habit).sum(axis=1)
    sure = (outcomes.won * log_expit(log_odds) + outcomes.lost * log_expit(-log_odds)).sum(axis=1)
    return np.asarray(sure + lost + (outcomes.open * np.log(mixed)).sum(axis=(1, 2)))
