"""Whether the process itself changed at some time: conversion at equal age, month by month, within channels.

Of the enquiries of a month so many were won by now as their channels' conversions and their ages let expect,
if nothing changed. A break is a month from which on that is no longer so: of all months the one that parts
the others best, held against how well the best of so many parts by chance. Enquiries are compared at their
age, so a young month does not look bad for being young; and within channels, so a change of mix is no break.
A season comes and goes, and of little more than a year one sees one turn of it: what a season of usual size
explains nearly as well is no break either.

Source of the scan: `scan`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.conversion import conversions
from tandem.maths.enquiries import WON, Enquiries, Flags, Floats, Integers
from tandem.maths.lag import LagPosterior, fit_two_lags
from tandem.maths.results import Estimate, estimate_of
from tandem.maths.scan import MONTHS, Scan, places_of

# A scan that is as good as this is a break; chosen on simulations (tests/maths/test_breaks.py).
CHANCE: Final = 0.02
# On each side of a break: wins that are expected, enquiries.
_WINS, _ENQUIRIES = 5.0, 30
# A change of conversion by less than a fifth is not worth leaving data out for.
SMALL: Final = 0.2
# A break explains what is seen so much better than a season does, which moves conversion by about so much.
LOG_ODDS: Final = float(np.log(20.0))
_SEASON: Final = 0.1
_YEAR: Final = 365.25
# A channel's conversion is drawn to that of all as by so many enquiries.
_WORTH: Final = 10.0


@dataclass(frozen=True)
class Break:
    """From a day on, more or fewer of the enquiries of the same channels become customers."""

    day: int
    """First day of the first month after it."""
    before: Estimate
    """Final conversion of the enquiries until then, in the mix of channels of all."""
    after: Estimate
    """The same of those since."""
    probability: float
    """1 minus the chance that the best of all months parts the others so well where nothing changed."""
    lag: LagPosterior
    """That of the enquiries since, where the data say that it is another one; else that of all.

    Where a process began (a seller came, a list of old contacts was rung up), those who had asked before
    waited for it. Their wait says nothing of how long it takes since, and would look like a long tail.
    """


@dataclass(frozen=True)
class _Months:
    """Wins by now of m months: seen, expected by s draws of the lag, and the variance of a count."""

    won: Floats
    expected: Floats
    variance: Floats
    enquiries: Floats
    middle: Floats
    """Day in the middle of each."""

    @property
    def scan(self) -> Scan:
        """Wins seen, less those expected."""
        return Scan(self.won - self.expected, self.variance, self.expected.mean(axis=0))


def find_break(
    enquiries: Enquiries, lag: LagPosterior | None, starts: Integers, *, level: float = 0.9, seed: int = 0
) -> Break | None:
    """The month from which on conversion differs, None where none does or too little is known.

    `starts` are first days of stretches (months), shape (m,), rising, the first at or before the first
    enquiry. `level` is that of the estimates on both sides. Only what is known at `as_of` is used. Months
    stand for the time of a change as far as it can be told; of several breaks the clearest is found.
    """
    if lag is None or not enquiries.total or len(starts) < 2 * MONTHS:
        return None
    generator = np.random.default_rng(seed)
    months = _by_month(enquiries, lag, starts)
    scan = months.scan
    places = places_of((scan.size, _WINS), (months.enquiries, _ENQUIRIES))
    if not len(places):
        return None
    seen = scan.parted(scan.middle, places)
    best = int(np.abs(seen).argmax())
    chance = scan.chance_of(float(np.abs(seen[best])), places, generator)
    if chance > CHANCE or seen[best] ** 2 / scan.luck / 2 - _as_season(scan, months.middle) < LOG_ODDS:
        return None
    day = int(starts[places[best]])
    later = enquiries.heard >= day
    lags = _lags(enquiries, lag, later)
    before, after = (
        _overall(enquiries, part, own, level, seed) for part, own in zip((~later, later), lags, strict=True)
    )
    if abs(np.log(after.estimate / before.estimate)) < SMALL:
        return None
    return Break(day, before, after, 1.0 - chance, lags[1])


def _by_month(enquiries: Enquiries, lag: LagPosterior, starts: Integers) -> _Months:
    count = enquiries.count.astype(np.float64)
    won = count * (enquiries.state == WON)
    known = lag.share_known(enquiries.ages())
    size = enquiries.channels
    ripe = np.array([np.bincount(enquiries.channel, count * row, minlength=size) for row in known])
    wins = np.bincount(enquiries.channel, won, minlength=size)
    mean = won.sum() / np.maximum(ripe.sum(axis=1, keepdims=True), 1e-9)
    chance = np.minimum((wins + _WORTH * mean) / (ripe + _WORTH), 0.98)
    share = np.minimum(chance[:, enquiries.channel] * known, 0.98)
    month = np.searchsorted(starts, enquiries.heard, side="right") - 1

    def by_month(values: Floats) -> Floats:
        return np.asarray(np.bincount(month, values, minlength=len(starts)), dtype=np.float64)

    expected = np.array([by_month(count * row) for row in share])
    # In each draw as many wins in all as there were: what is told is when they came.
    expected *= won.sum() / np.maximum(expected.sum(axis=1, keepdims=True), 1e-9)
    middle = share.mean(axis=0)
    ends = np.append(starts[1:], enquiries.as_of + 1)
    return _Months(
        won=by_month(won),
        expected=expected,
        variance=by_month(count * middle * (1 - middle)),
        enquiries=by_month(count),
        middle=(starts + ends) / 2,
    )


def _as_season(scan: Scan, middle: Floats) -> float:
    """How well a yearly wave explains the excess: by how much it raises the log likelihood, at least 0.

    Sine and cosine are normal around 0 beforehand, so that a wave larger than usual explains less (ridge
    regression, Hoerl and Kennard 1970). Beside a level of its own, as in `Scan.parted`.
    """
    expected, turn = scan.size, 2 * np.pi * middle / _YEAR
    error = np.sqrt(np.maximum(scan.luck * scan.variance, 1e-9))
    level = error / np.linalg.norm(error)
    waves = np.stack([scan.middle, expected * np.sin(turn), expected * np.cos(turn)]) / error
    excess, *wave = waves - (waves @ level)[:, None] * level
    slope = np.array(wave) @ excess
    return (
        float(slope @ np.linalg.solve(np.array(wave) @ np.array(wave).T + np.eye(2) / _SEASON**2, slope)) / 2
    )


def _lags(enquiries: Enquiries, lag: LagPosterior, later: Flags) -> tuple[LagPosterior, LagPosterior]:
    """Before and since: the lag of all twice, where the data do not say that there are two."""
    # A channel before and since is two groups, or the change of conversion is taken for one of the lag.
    groups = enquiries.channel + enquiries.channels * later
    two = fit_two_lags(enquiries, groups, 2 * enquiries.channels, later)
    return (two.before, two.after) if two.differ and two.before and two.after else (lag, lag)


def _overall(enquiries: Enquiries, part: Flags, lag: LagPosterior, level: float, seed: int) -> Estimate:
    """Final conversion of a part, in the mix of channels of all."""
    size = enquiries.channels
    own = enquiries.of(part, np.zeros(len(enquiries.sales.heard), dtype=np.bool_))
    draws = conversions(own, own.channel, size, lag, seed=seed).draws.conversion
    weight = np.bincount(enquiries.channel, enquiries.count, minlength=size) / enquiries.total
    return estimate_of(draws @ weight, level)
