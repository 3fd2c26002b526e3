"""What so many first sales bring: a sum of amounts that differ from sale to sale."""

from typing import Final

import numpy as np

from tandem.maths.enquiries import FirstSales, Floats, Integers

# Up to so many sales are drawn one by one; the sum of more is nearly a gamma.
_ONE_BY_ONE: Final = 30
_LEAST_MEAN: Final = 1e-9
# Where an order is cut: so many spreads above the middle, and a spread that is at least so large. The
# quartiles of a normal distribution are so many spreads apart.
_RARE: Final = 3.0
_LEAST_SPREAD: Final = 0.5
_MIDDLE_HALF: Final = 1.349


def relative_amounts(sales: FirstSales, means: Floats) -> Floats:
    """Each amount over its channel's mean, made to have mean 1, shape (k,); one 1.0 where that cannot be
    told.

    `means`, shape (c,), are the channels' mean first sales. Assumes that channels differ in the size of their
    sales, but not in how these scatter around it. A giant order is cut to the size of a rare one, as the
    means are not driven by it either: so many spreads above the middle (in logarithms; the spread from the
    middle half).
    """
    amounts, channel = sales.amount, sales.channel
    if not len(amounts) or (means <= 0).any():
        return np.ones(1)
    relative = amounts / means[channel]
    above = relative[relative > 0]
    if not len(above):
        return np.ones(1)
    low, middle, high = np.quantile(np.log(above), [0.25, 0.5, 0.75])
    spread = max((high - low) / _MIDDLE_HALF, _LEAST_SPREAD)
    relative = np.minimum(relative, np.exp(middle + _RARE * spread))
    mean = float(relative.mean())
    return np.asarray(relative / mean) if mean > _LEAST_MEAN else np.ones(1)


def draw_takings(wins: Integers, value: Floats, relative: Floats, generator: np.random.Generator) -> Floats:
    """Revenue by week, shape (s, w), of `wins`, shape (s, c, w), at mean values, shape (s, c).

    Small numbers of sales are drawn from the firm's own `relative` amounts (a bootstrap: a giant order comes
    as rarely as it did), large ones from the gamma with the same mean and variance.
    """
    counts = wins.ravel()
    sums = np.zeros(len(counts))
    few = np.flatnonzero((counts > 0) & (counts <= _ONE_BY_ONE))
    owner = np.repeat(few, counts[few])
    sums += np.bincount(owner, generator.choice(relative, len(owner)), len(counts))
    many = np.flatnonzero(counts > _ONE_BY_ONE)
    variance = max(float(relative.var()), _LEAST_MEAN)
    sums[many] = generator.gamma(counts[many] / variance, variance)
    return np.asarray((sums.reshape(wins.shape) * value[:, :, None]).sum(axis=1))
