"""Whether selling began only after people had asked: they waited for it, and that says nothing of the lag.

A seller came, an old list was rung up, a shop opened: whoever had asked before could not buy. Their wait
would look like a long tail of everybody's lag, and where losses are not written down, like many who still
will buy.

If one lag holds for all, the share of the wins by the age of an enquiry that are as quick as its own is even
between 0 and 1, whatever the lag's family and however many buy. Where months of slow buyers are followed by
months of quick ones, days are tried on which selling may have begun, each held against one lag for all:

    nobody waited    as in `lag_likelihood`, t and a counted from the day of the enquiry
    they waited      the same with t and a from the day on which selling began; each that asked before it
                     was served nevertheless with a chance of which nothing is known, k of n were, on any
                     day until then: B(k + 1, n - k + 1) / product of the days

Sources: the probability integral transform, Rosenblatt (1952), Remarks on a multivariate transformation,
Annals of Mathematical Statistics 23, 470-472, of lags seen up to an age (right truncation), as in Kalbfleisch
and Lawless (1989), JASA 84, 360-372; the scan in `scan`; marginal likelihoods, Kass and Raftery (1995), JASA
90, 773-795.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.special import betaln, logsumexp

from tandem.maths.enquiries import NONE, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.lag import LOG_ODDS, LagPosterior, fit_lag
from tandem.maths.lag_cells import lag_cells
from tandem.maths.scan import MONTHS, Scan, places_of

# Chance parts months as well in fewer than so many of 1: then it is worth trying days.
_SUSPECT: Final = 0.1
# On each side: wins with a day.
_WINS: Final = 5.0
# Where more of those who had asked were served before it, nothing began there.
_SERVED: Final = 0.1
# Of a number that is even between 0 and 1.
_VARIANCE: Final = 1 / 12


@dataclass(frozen=True)
class Beginning:
    """The day on which selling began, as the data have it."""

    day: int
    enquiries: Enquiries
    """The same, with that day noted: whoever had asked before waited for it."""
    lag: LagPosterior
    """Fitted with it."""
    log_odds: float
    """Natural logarithm of the odds of this against one lag for all."""


def find_beginning(
    enquiries: Enquiries, lag: LagPosterior | None, starts: Integers, *, seed: int = 0
) -> Beginning | None:
    """The day until which those who asked had to wait, None where they had not or too little is known.

    `lag` is that of all, fitted by channel. `starts` are first days of months, shape (m,), rising, the first
    at or before the first enquiry. Only what is known at `as_of` is used. It is told where the waiting is 20
    times as likely as none, over all days that were tried.
    """
    if lag is None or not enquiries.total or len(starts) < 2 * MONTHS:
        return None
    scan = _quickness(enquiries, lag, starts)
    places = places_of((scan.size, _WINS))
    if not len(places):
        return None
    slow_then_quick = -scan.parted(scan.middle, places)
    best = int(slow_then_quick.argmax())
    chance = scan.chance_of(float(slow_then_quick[best]), places, np.random.default_rng(seed))
    if chance > _SUSPECT:
        return None
    one_for_all = _by_day(enquiries, lag)
    tried: list[Beginning] = []
    for day in _days(enquiries, starts[max(places[best] - 1, 0) :]):
        tried.append(_began(enquiries, lag, day, one_for_all, seed))
        # The more of the wait is left out the better, up to the day on which it ended.
        if len(tried) > 2 and tried[-1].log_odds < tried[-2].log_odds < tried[-3].log_odds:
            break
    if not tried:
        return None
    odds = np.array([each.log_odds for each in tried])
    likely = tried[int(odds.argmax())]
    told = logsumexp(odds) - np.log(len(odds)) >= LOG_ODDS and not _written_at_once(enquiries, likely.day)
    return likely if told else None


def _quickness(enquiries: Enquiries, lag: LagPosterior, starts: Integers) -> Scan:
    """By month, of those who have bought: what share of the wins by that age were as quick, less a half."""
    wait = enquiries.closed - enquiries.heard
    used = (enquiries.state == WON) & (enquiries.closed != NONE) & (wait >= 0)
    wait, count = wait[used], enquiries.count[used].astype(np.float64)
    by_now = lag.share_known(enquiries.ages()[used])
    # Days are whole: a win stands in the middle of those of its day.
    quick = lag.share_known(wait)
    quicker = np.where(wait > 0, lag.share_known(np.maximum(wait - 1, 0)), 0.0)
    place = (quick + quicker) / 2 / np.maximum(by_now, 1e-9) - 0.5
    month = np.searchsorted(starts, enquiries.heard[used], side="right") - 1

    def by_month(values: Floats) -> Floats:
        return np.asarray(np.bincount(month, values, minlength=len(starts)), dtype=np.float64)

    wins = by_month(count)
    return Scan(np.array([by_month(count * row) for row in place]), _VARIANCE * wins, wins)


def _days(enquiries: Enquiries, starts: Integers) -> list[int]:
    """Days on which it may have begun, rising: first days of months, and that of the first win among them."""
    won = (enquiries.state == WON) & (enquiries.closed >= enquiries.heard)
    days = {*starts.tolist(), max(int(enquiries.closed[won].min()), int(starts[0]))}
    parts = [(day, *_served(enquiries, day)) for day in sorted(days)]
    return [day for day, served, asked in parts if served <= _SERVED * asked]


def _served(enquiries: Enquiries, day: int) -> tuple[int, int]:
    """Of those who asked before a day, how many enquiries had ended before it, and how many there were."""
    asked = enquiries.heard < day
    return int(enquiries.count[_early(enquiries, day)].sum()), int(enquiries.count[asked].sum())


def _early(enquiries: Enquiries, day: int) -> Flags:
    """Cells that had ended before a day."""
    return np.asarray((enquiries.heard < day) & (enquiries.closed != NONE) & (enquiries.closed < day))


def _written_at_once(enquiries: Enquiries, day: int) -> bool:
    """Whether most of those who had asked before a day ended on one single day.

    That is when somebody sat down to write it in the list, and says of nobody when they bought.
    """
    ended = (enquiries.heard < day) & (enquiries.closed >= day)
    _days, place = np.unique(enquiries.closed[ended], return_inverse=True)
    counts = np.bincount(place, enquiries.count[ended])
    return bool(counts.max(initial=0.0) > counts.sum() / 2)


def _began(enquiries: Enquiries, lag: LagPosterior, day: int, one_for_all: float, seed: int) -> Beginning:
    noted = replace(enquiries, served_from=day)
    fitted = fit_lag(noted, noted.channel, noted.channels, seed=seed) or lag
    served, asked = _served(enquiries, day)
    early = _early(enquiries, day)
    chosen = float(betaln(served + 1, asked - served + 1))
    chosen -= float(enquiries.count[early] @ np.log(day - enquiries.heard[early]))
    return Beginning(day, noted, fitted, _by_day(noted, fitted) - one_for_all + chosen)


def _by_day(enquiries: Enquiries, lag: LagPosterior) -> float:
    """Evidence of a lag for the very days of all endings: `lag_cells` puts days together, the more the longer
    a lag is, and counted from another day it would be another number of them."""
    cells = lag_cells(enquiries, enquiries.channel, enquiries.channels)
    days = cells.bins.last - cells.bins.first + 1
    return lag.evidence - float((cells.won_after + cells.lost_after) @ np.log(days))
