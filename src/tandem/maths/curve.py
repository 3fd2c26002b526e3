"""The share of enquiries that have become customers, by their age in days, with a band."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import betaincinv

from tandem.maths.enquiries import NONE, WON, Enquiries, Floats, Integers
from tandem.maths.lag_cells import day_bins

# A curve ends where fewer enquiries than that have been followed so long.
FOLLOWED: Final = 10
_ROUNDS: Final = 100


@dataclass(frozen=True)
class Curve:
    """Values at the end of p days of age."""

    days: Integers
    """Whole days since the enquiry, shape (p,), from 0 and rising: each at first, fewer later."""
    estimate: Floats
    """Share that has become customers by the end of that day, shape (p,), never falling."""
    low: Floats
    """Lower edge of the band, for each day by itself, shape (p,)."""
    high: Floats
    """Upper edge of the band, shape (p,)."""
    enquiries: int


def curves(
    enquiries: Enquiries, groups: Integers, group_count: int, *, level: float = 0.9
) -> tuple[Curve | None, ...]:
    """A curve for each group. `groups` is the group of each cell, shape (n,), from 0 to `group_count` - 1."""
    nothing = np.zeros(len(enquiries.sales.heard), dtype=np.bool_)
    return tuple(curve(enquiries.of(groups == group, nothing), level=level) for group in range(group_count))


def curve(enquiries: Enquiries, *, level: float = 0.9) -> Curve | None:
    """Share won by age, with a band that holds each point with `level`; None where nothing can be said.

    The product-limit estimate (Kaplan and Meier 1958) of the time to a win, in which every enquiry
    that is not won stays at risk up to its present age: a lost one too, as it will never be won, so
    that losses need no model (the subdistribution of Fine and Gray 1999, with censoring known). Wins
    without a usable day are won by now: they are spread over the days as the others are (Turnbull
    1974). Ends where fewer than 10 enquiries have been followed so long; None with fewer than 10, or
    where no win has a day though there are wins.

    The band is Jeffreys' interval of a share, for the number of enquiries that gives Greenwood's
    variance (the effective sample size of Dorey and Korn 1987).
    """
    age = enquiries.as_of - enquiries.begun
    longest = int(age.max(initial=0)) + 1
    followed = _at_least(_by_day(age, enquiries.count, longest))
    size = int(np.count_nonzero(followed >= FOLLOWED))
    wins = _wins_by_day(enquiries)
    if not size or wins is None:
        return None
    not_won = _by_day(age, enquiries.count * (enquiries.state != WON), longest)
    at_risk = (_at_least(not_won) + _at_least(wins))[:size]
    wins = wins[:size]
    still = np.cumprod(1.0 - wins / np.maximum(at_risk, wins + 1e-12))
    left = np.maximum(at_risk - wins, 1e-9)
    spread = np.cumsum(wins / (np.maximum(at_risk, 1e-9) * left))
    worth = np.where(spread > 0, (1.0 - still) / np.maximum(still * spread, 1e-9), followed[:size])
    share = np.asarray(1.0 - still, dtype=np.float64)
    low, high = _band(share, np.clip(worth, at_risk.clip(1.0), followed[0]), level)
    days = np.minimum(day_bins(size - 1).first, size - 1).astype(np.int64)
    return Curve(days, share[days], low[days], high[days], enquiries.total)


def _by_day(days: Integers, counts: Integers, size: int) -> Floats:
    return np.bincount(days, counts, minlength=size).astype(np.float64)


def _at_least(counts: Floats) -> Floats:
    """How many have at least that many days, by days."""
    return np.asarray(counts[::-1].cumsum()[::-1])


def _wins_by_day(enquiries: Enquiries) -> Floats | None:
    """Wins by their lag in days, those without a usable day spread; None where none of the wins has one."""
    begun = enquiries.begun
    age, lag = enquiries.as_of - begun, enquiries.closed - begun
    won = enquiries.state == WON
    usable = won & (enquiries.closed != NONE) & (lag >= 0)
    size = int(age.max(initial=0)) + 1
    dated = _by_day(np.where(usable, lag, 0), enquiries.count * usable, size)
    within = _by_day(age, enquiries.count * (won & ~usable), size)
    if not within.any():
        return dated
    if not dated.any():
        return None
    wins = dated
    for _ in range(_ROUNDS):
        by_now = np.cumsum(wins)
        # Younger than any dated win: all that is known is the day itself.
        early = np.where(by_now > 0, 0.0, within)
        each = np.where(by_now > 0, within / np.maximum(by_now, 1e-300), 0.0)
        wins = dated + early + wins * _at_least(each)
    return wins


def _band(share: Floats, worth: Floats, level: float) -> tuple[Floats, Floats]:
    """Jeffreys' interval of each share as if from so many enquiries, shape (p,)."""
    tail = (1 - level) / 2
    won, rest = share * worth, (1 - share) * worth
    low = np.where(won > 1e-9, betaincinv(won + 0.5, rest + 0.5, tail), 0.0)
    high = np.where(rest > 1e-9, betaincinv(won + 0.5, rest + 0.5, 1 - tail), 1.0)
    return np.maximum.accumulate(low), np.maximum.accumulate(high)
