"""The rates at which enquiries come in two periods, by part: what lay behind the counts, and how sure that
is.

A rate is gamma around its count and the shares of the parts Dirichlet around theirs, with the luck of a count
stretched by how much more than Poisson the weeks of this business differ. Weeks are compared with weeks near
by, so that a season or a trend within a period, which is part of its rate, is not taken for luck.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import gammaincinv

from tandem.maths.enquiries import Floats, Integers

WEEK: Final = 7
# Weeks up to so many apart are near by.
_APART: Final = 3
# Such comparisons overlap: they tell as much as this share of them would if they were independent.
_WORTH: Final = 0.8
# Luck that lasts for days does not begin with our weeks: of what it adds to a week, neighbours share a part,
# so that weeks differ less than their sum does. For luck that lasts a week, by this factor on average.
_ASTRIDE: Final = 2.0
# The luck of a count over that of a Poisson count: none half of the time, else anything up to 20-fold.
_STRETCHES: Final = np.geomspace(1.0, 20.0, 40)
_AS_POISSON: Final = 0.5
_STRETCH_SCALE: Final = 0.7
_TINY: Final = 1e-12


@dataclass(frozen=True)
class Arrivals:
    """Enquiries of two periods by part."""

    counts: Floats
    """Shape (2, k)."""
    days: Integers
    """Days of each period, shape (2,)."""
    weeks: tuple[Floats, Floats]
    """Of each period, whole weeks from its first day by part, shape (w, k)."""


def arrivals(
    heard: Integers,
    part: Integers,
    count: Integers,
    size: int,
    periods: tuple[tuple[int, int], tuple[int, int]],
) -> Arrivals:
    """Counts enquiries: day, part and number of each cell, shape (n,); periods as first and last day, both
    in."""
    counts, weeks = [], []
    for first, last in periods:
        within = (heard >= first) & (heard <= last)
        counts.append(np.bincount(part[within], count[within], minlength=size))
        whole = (last - first + 1) // WEEK
        week = (heard - first) // WEEK
        used = within & (week < whole)
        place = week[used] * size + part[used]
        table = np.bincount(place, count[used], minlength=whole * size).astype(np.float64)
        weeks.append(table.reshape(whole, size))
    days = np.array([last - first + 1 for first, last in periods])
    return Arrivals(np.array(counts, dtype=np.float64), days, (weeks[0], weeks[1]))


def rate_draws(seen: Arrivals, generator: Generator, draws: int) -> Floats:
    """Joint draws of enquiries a day, shape (2, draws, k); exactly 0 for a part that is not there in a
    period.

    Assumes that each period has at least one enquiry.
    """
    pairs = draws // 2
    overall = _stretches(*_between_weeks(seen.weeks), generator, pairs)
    among = _stretches(*_between_parts(seen.weeks), generator, pairs)
    luck = generator.random((2, pairs))
    luck_of_parts = generator.random((2, pairs, seen.counts.shape[1]))
    total = seen.counts.sum(axis=1)[:, None]
    halves = []
    # The second half of the draws gives each period the luck that the first half gave the other.
    for side in (slice(None), slice(None, None, -1)):
        rate = gammaincinv(total / overall, luck[side]) * overall / seen.days[:, None]
        shape = seen.counts[:, None, :] / among[:, None]
        weight = np.where(shape > 0, np.maximum(gammaincinv(shape, luck_of_parts[side]), _TINY), 0.0)
        halves.append(rate[..., None] * weight / weight.sum(axis=-1, keepdims=True))
    least: Floats = np.where(seen.counts > 0, _TINY, 0.0)[:, None, :]
    return np.asarray(np.maximum(np.concatenate(halves, axis=1), least))


def _between_weeks(weeks: tuple[Floats, Floats]) -> tuple[float, float]:
    """How much more than by chance two weeks differ, in all, and the degrees of freedom behind it.

    Of two Poisson counts a, b with the same mean, (a - b)² / (a + b) has mean 1 given a + b.
    Source: after von Neumann (1941), Annals of Mathematical Statistics 12, mean square successive difference.
    """
    sums, steps, free = 0.0, 0, 0.0
    for table in weeks:
        totals = table.sum(axis=1)
        for apart in range(1, _APART + 1):
            one, other = totals[apart:], totals[:-apart]
            known = one + other > 0
            sums += float(((one - other)[known] ** 2 / (one + other)[known]).sum())
            steps += int(known.sum())
        free += max(len(totals) - 1, 0) * _WORTH
    return (sums / steps if steps else 1.0), (free if steps else 0.0)


def _between_parts(weeks: tuple[Floats, Floats]) -> tuple[float, float]:
    """How much more than by chance the shares of the parts differ between weeks: Pearson's chi-square over
    its mean."""
    sums, free = 0.0, 0.0
    for table in weeks:
        used = table[:, table.sum(axis=0) > 0]
        used = used[used.sum(axis=1) > 0]
        total = used.sum()
        if min(used.shape) < 2:
            continue
        expected = used.sum(axis=1, keepdims=True) * used.sum(axis=0, keepdims=True) / total
        sums += float(((used - expected) ** 2 / expected).sum()) * (total - 1) / total
        free += (used.shape[0] - 1) * (used.shape[1] - 1)
    return (sums / free if free else 1.0), free


def _stretches(found: float, free: float, generator: Generator, draws: int) -> Floats:
    """Draws of the stretch from its posterior, shape (draws,): `free` x `found` / stretch is chi-square."""
    prior = np.exp(-0.5 * (np.log(_STRETCHES) / _STRETCH_SCALE) ** 2)
    prior[0] = _AS_POISSON / (1 - _AS_POISSON) * prior[1:].sum()
    found = max(found, 1 + _ASTRIDE * (found - 1))
    logs = np.log(prior) - 0.5 * free * (np.log(_STRETCHES) + found / _STRETCHES)
    shares = np.exp(logs - logs.max())
    return np.asarray(generator.choice(_STRETCHES, draws, p=shares / shares.sum()))
