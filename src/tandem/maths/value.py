"""The mean first sale: by channel, drawn to the whole where there are few, and not driven by one giant order.

Logarithms of first sales are normal around the mean of their cell with one spread for all; the means of cells
have the prior of `cells`. The mean sale is exp(mean + spread²/2). Where logarithms are surely not normal (a
list of few prices, say), the second part is taken from what was seen instead (Duan 1983, smearing). No order
is expected that is far above the largest seen: with a great spread the mean of a log-normal comes from orders
that nobody ever placed. Sales of nothing, and what credit notes made negative, come on top with their share.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import betaincinv, log_ndtr

from tandem.maths.amounts import EXPECTED_SPREAD, Amounts, amounts_by
from tandem.maths.cells import (
    Cells,
    chosen_nodes,
    counterparts,
    covariances,
    paired,
    spread_by,
    spreads_of,
)
from tandem.maths.enquiries import FirstSales, Floats, Integers
from tandem.maths.results import Estimate, estimate_of

DRAWS: Final = 2000
# What all channels share is known from the data; a change between periods has this spread beforehand.
_COMMON: Final = 3.0
_PERIOD: Final = 0.35
_SIGMA_SCALE: Final = 0.6
# How closely the spread of logarithms is told apart: so many values within so many of its standard errors.
_SIGMAS, _REACH = 13, 3.5
_LEAST_SIGMA: Final = 0.01
# A channel's share of sales of nothing is drawn to that of all as by so many sales.
_SHARE_WORTH: Final = 10.0
_LEAST: Final = 1e-3


@dataclass(frozen=True)
class FirstSaleValue:
    """The mean first sale, in units of the currency."""

    whole: Estimate
    """Of all channels, in the shares in which they sold."""
    channels: tuple[Estimate | None, ...]
    """Of each channel; None where it sold nothing yet."""
    sales: Integers
    """First sales with an amount, shape (channels,)."""
    draws: Floats
    """Joint draws, shape (d, channels), above 0; of a channel that sold nothing what the others let
    expect."""


def mean_first_sale(
    sales: FirstSales, channels: int, *, level: float = 0.9, seed: int = 0
) -> FirstSaleValue | None:
    """The mean first sale by channel, with intervals that hold it with probability `level`.

    Assumes that a sale's size does not depend on how long it took. None where there is no sale above 0.
    """
    code = np.arange(channels)
    cells = Cells(code, code, np.zeros(channels, dtype=np.int64))
    draws = first_sale_draws(sales.channel, sales.amount, cells, np.random.default_rng(seed))
    if draws is None:
        return None
    count = np.bincount(sales.channel, minlength=channels)
    return FirstSaleValue(
        whole=_told(draws @ (count / count.sum()), level),
        channels=tuple(_told(draws[:, place], level) if count[place] else None for place in range(channels)),
        sales=count,
        draws=draws,
    )


def _told(draws: Floats, level: float) -> Estimate:
    """With the geometric mean of the draws in the middle: with few sales their mean lies far out."""
    return estimate_of(draws, level, centre=float(np.exp(np.log(draws).mean())))


def first_sale_draws(
    cell: Integers, amount: Floats, cells: Cells, generator: Generator, draws: int = DRAWS
) -> Floats | None:
    """Joint draws of the mean first sale of each of k cells, shape (draws, k), all above 0, in pairs.

    `cell` and `amount` are of each sale, shape (n,). None where no sale is above 0.
    """
    amounts = amounts_by(cell, cells.part[cell], amount, len(cells))
    if amounts is None:
        return None
    mean, spread = _logarithms(amounts, cells, generator, draws)
    normal = _mean_of_normal(mean, spread[:, None], amounts.largest)
    luck = np.tile(generator.standard_normal((draws // 2, 1)), (2, 1))
    seen = np.minimum(mean + amounts.excess + amounts.excess_error * luck, amounts.largest)
    value = np.exp((1 - amounts.not_normal) * normal + amounts.not_normal * seen)
    if not amounts.other.any():
        return value
    share = _shares_of_nothing(amounts, cells, generator, draws)
    return np.asarray(np.maximum((1 - share) * value + share * amounts.other_mean, _LEAST * value))


def _logarithms(amounts: Amounts, cells: Cells, generator: Generator, draws: int) -> tuple[Floats, Floats]:
    """Draws of the mean logarithm of each cell, shape (draws, k), and of the spread, shape (draws,)."""
    spreads = spreads_of(cells)
    prior = covariances(cells, spreads, common=_COMMON, period=_PERIOD)
    sigmas = _sigmas(amounts)
    evidence = np.stack([_evidence(amounts, prior, sigma) + spreads.weight for sigma in sigmas])
    chosen = chosen_nodes(evidence.ravel(), draws // 2, generator)
    luck = generator.standard_normal((draws // 2, len(cells)))
    mean = np.empty((2, draws // 2, len(cells)))
    for node in np.unique(chosen):
        sigma, place = sigmas[node // len(spreads.part)], node % len(spreads.part)
        centre, covariance = _posterior(amounts, prior[place], sigma)
        these = chosen == node
        steps = spread_by(paired(luck[these], counterparts(cells)), covariance)
        mean[:, these] = centre + steps.reshape(2, -1, len(cells))
    return np.concatenate(mean), np.tile(sigmas[chosen // len(spreads.part)], 2)


def _mean_of_normal(mean: Floats, spread: Floats, largest: float) -> Floats:
    """Logarithm of the mean of exp(x), x normal but never above `largest`, shape (draws, k).

    Source: the mean of a log-normal distribution cut off above, Johnson, Kotz and Balakrishnan (1994),
    Continuous Univariate Distributions 1, chapter 14.
    """
    room = (largest - mean) / spread
    return np.asarray(mean + spread**2 / 2 + log_ndtr(room - spread) - log_ndtr(room))


def _sigmas(amounts: Amounts) -> Floats:
    """Spreads of logarithms that may be true, even steps of their own logarithm, shape (13,)."""
    free = amounts.positive.sum() - (amounts.positive > 0).sum()
    middle = np.log((amounts.within + EXPECTED_SPREAD**2) / (free + 1)) / 2
    reach = _REACH / np.sqrt(2 * (free + _SIGMA_SCALE**-2 / 2))
    steps = middle + reach * np.linspace(-1, 1, _SIGMAS)
    return np.asarray(np.maximum(np.exp(steps), _LEAST_SIGMA))


def _evidence(amounts: Amounts, prior: Floats, sigma: float) -> Floats:
    """Logarithm of how well this spread explains the sales at each node of the prior, shape (g,)."""
    seen = amounts.positive > 0
    count = amounts.positive[seen]
    away = amounts.mean[seen] - amounts.middle
    total = prior[:, seen][:, :, seen] + np.diag(sigma**2 / count)
    factor = np.linalg.cholesky(total)
    solved = np.linalg.solve(factor, np.broadcast_to(away[:, None], (len(prior), len(away), 1)))[..., 0]
    between = -0.5 * (solved**2).sum(axis=1) - np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    free = count.sum() - len(count)
    expected = -0.5 * (np.log(sigma / EXPECTED_SPREAD) / _SIGMA_SCALE) ** 2
    return np.asarray(between - free * np.log(sigma) - 0.5 * amounts.within / sigma**2 + expected)


def _posterior(amounts: Amounts, prior: Floats, sigma: float) -> tuple[Floats, Floats]:
    seen = amounts.positive > 0
    total = prior[np.ix_(seen, seen)] + np.diag(sigma**2 / amounts.positive[seen])
    gain = np.linalg.solve(total, prior[seen]).T
    centre = amounts.middle + gain @ (amounts.mean[seen] - amounts.middle)
    return centre, prior - gain @ prior[seen]


def _shares_of_nothing(amounts: Amounts, cells: Cells, generator: Generator, draws: int) -> Floats:
    """Draws of the share of sales that bring nothing, shape (draws, k)."""
    total = amounts.other + amounts.positive
    of_all = amounts.other.sum() / total.sum()
    nothing = amounts.other + _SHARE_WORTH * of_all
    something = amounts.positive + _SHARE_WORTH * (1 - of_all)
    luck = paired(generator.random((draws // 2, len(total))), counterparts(cells))
    return np.asarray(betaincinv(nothing, something, luck))
