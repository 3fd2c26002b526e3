"""The rates at which enquiries come in two periods, by part: what lay behind the counts, and how sure that
is.

The rate of all is gamma around its count, with the luck of a count stretched by how much more than Poisson
the days of this business differ. Days are held against the days around them, so that a season or a trend
within a period, which is part of its rate, is not taken for luck.

Shares of the parts learn from one another: of the enquiries of a part in both periods, the share that came in
the later one is beta around that of all parts, as closely as the parts of this business moved alike. Where
nothing but luck parts them, no change of mix is read into it; where they moved apart, each keeps its own.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import betaincinv, betaln, gammaincinv

from tandem.maths.enquiries import Floats, Integers

WEEK: Final = 7
# Luck lasts for a week at most: a fair, a press article, a campaign. What lasts longer is the rate.
_LASTS: Final = 7
# What a day lets expect is the mean of so many days around it, by weekday.
_AROUND: Final = 49
# Luck is learnt from so many days before the first period as well.
_MEMORY: Final = 365
# The luck of a count over that of a Poisson count: none half of the time, else anything up to 20-fold.
_STRETCHES: Final = np.geomspace(1.0, 20.0, 40)
_AS_POISSON: Final = 0.5
_STRETCH_SCALE: Final = 0.7
# How much the parts' changes differ, as standard deviations of the logarithm of a ratio: from hardly to
# anything, the larger the less likely (a Cauchy density of that scale).
_APART: Final = np.array([0.02, 0.1, 0.2, 0.4, 0.8, 1.6])
_APART_SCALE: Final = 0.3
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
    daily: Floats
    """In all, day by day up to the end of the later period, shape (d,)."""


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
    begin = max(min(first for first, _ in periods) - _MEMORY, int(heard.min()))
    length = max(last for _, last in periods) - begin + 1
    within = (heard >= begin) & (heard < begin + length)
    daily = np.bincount(heard[within] - begin, count[within], minlength=length).astype(np.float64)
    return Arrivals(np.array(counts, dtype=np.float64), days, (weeks[0], weeks[1]), daily)


def rate_draws(seen: Arrivals, generator: Generator, draws: int) -> Floats:
    """Joint draws of enquiries a day, shape (2, draws, k); exactly 0 for a part that is not there in a
    period.

    Assumes that each period has at least one enquiry.
    """
    pairs = draws // 2
    overall = _stretches(*_between_days(seen.daily), generator, pairs)
    among = _stretches(*_between_parts(seen.weeks), generator, pairs)
    luck = generator.random((2, pairs))
    total = seen.counts.sum(axis=1)[:, None]
    # The second half of the draws gives each period the luck that the first half gave the other.
    rate = np.concatenate(
        [gammaincinv(total / overall, side) * overall / seen.days[:, None] for side in (luck, luck[::-1])],
        axis=1,
    )
    weight = _weights(seen.counts, among, generator)
    share = weight / weight.sum(axis=-1, keepdims=True)
    return np.asarray(np.maximum(rate, _TINY)[..., None] * share)


def _weights(counts: Floats, stretch: Floats, generator: Generator) -> Floats:
    """Draws of how many of each part came in each period, up to a constant of the period, shape (2, 2 p, k).

    `counts` have shape (2, k), `stretch` (p,): pairs of draws, as in `rate_draws`.
    """
    earlier, later = counts
    shape = stretch[:, None]
    as_all, as_others = _learnt(counts, stretch, generator)
    luck, luck_of_all = generator.random((2, len(stretch), counts.shape[1]))
    # Of Poisson counts, the share of the later period does not hang on how many there are in both.
    both = np.maximum(gammaincinv((earlier + later) / shape, luck_of_all), _TINY)
    halves = []
    for side in (luck, 1 - luck):
        share = betaincinv(later / shape + as_all, earlier / shape + as_others, side)
        share = np.where(earlier > 0, np.where(later > 0, share, 0.0), 1.0)
        halves.append(np.stack([both * (1 - share), both * share]))
    least = np.where(counts > 0, _TINY, 0.0)[:, None, :]
    return np.asarray(np.maximum(np.concatenate(halves, axis=1), least))


def _learnt(counts: Floats, stretch: Floats, generator: Generator) -> tuple[Floats, Floats]:
    """What the other parts tell of one: enquiries that it is worth, later and earlier, each of shape (p, 1).

    Drawn for each pair by how well a spread of the parts' changes explains the counts. Source: the beta-
    binomial model, Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.3.
    """
    earlier, later = counts[:, (counts > 0).all(axis=0)]
    of_all = later.sum() / (earlier + later).sum() if len(later) else 0.5
    # The log odds of a beta worth so many enquiries differ by about that much.
    worth = 1 / (_APART**2 * of_all * (1 - of_all))
    as_all, as_others = worth[:, None] * of_all, worth[:, None] * (1 - of_all)
    prior = -np.log1p((_APART / _APART_SCALE) ** 2) - betaln(as_all, as_others)[:, 0] * len(later)
    chosen = np.empty(len(stretch))
    for size in np.unique(stretch):
        logs = prior + betaln(later / size + as_all, earlier / size + as_others).sum(axis=1)
        shares = np.exp(logs - logs.max())
        these = stretch == size
        chosen[these] = generator.choice(worth, these.sum(), p=shares / shares.sum())
    return chosen[:, None] * of_all, chosen[:, None] * (1 - of_all)


def _between_days(daily: Floats) -> tuple[float, float]:
    """How much more than a Poisson count the sum of many days varies, and the degrees of freedom behind it.

    The sum of the covariances of days less than a week apart, over the mean: 1 for Poisson counts.
    Subtracting the mean of the days around takes the share of its window that the luck lasts, which is put
    back. Source: the long-run variance with a truncated kernel, for example Priestley (1981), Spectral
    analysis and time series, section 6.2.3; its variance is twice the kernel's width over the length.
    """
    length = len(daily)
    if length < 4 * WEEK:
        return 1.0, 0.0
    weekday = np.arange(length) % WEEK
    share = np.bincount(weekday, daily, minlength=WEEK) / np.bincount(weekday, minlength=WEEK)
    share = np.maximum(share / share.mean(), 0.05)[weekday]
    window = np.ones(min(_AROUND, length))
    around = np.convolve(np.ones(length), window, "same")
    expected = share * np.convolve(daily / share, window, "same") / around
    left = daily - expected
    width = 2 * _LASTS - 1
    kept = float((expected * np.maximum(1 - width / around, 0.1)).sum())
    together = left @ left + 2 * sum(left[apart:] @ left[:-apart] for apart in range(1, _LASTS))
    return max(float(together) / kept, 0.1), length / width


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
    logs = np.log(prior) - 0.5 * free * (np.log(_STRETCHES) + found / _STRETCHES)
    shares = np.exp(logs - logs.max())
    return np.asarray(generator.choice(_STRETCHES, draws, p=shares / shares.sum()))
