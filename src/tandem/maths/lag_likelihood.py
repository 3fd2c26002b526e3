"""How well a lag explains what is known, with the conversion of each group integrated out.

The model. An enquiry of group g becomes a customer with chance c_g, after a lag with distribution F.
One that never will is written down as lost with chance r, after a lag with distribution G; else it
stays open. So at age a

    won after t     c f(t)
    lost after t    (1 - c) r g(t)
    open            c (1 - F(a)) + (1 - c) (1 - r G(a))

With no loss recorded the last line is 1 - c F(a), the mixture cure model (Boag 1949; Farewell 1982).
Leaving r G out where losses are recorded would be wrong: open enquiries are then richer in future wins
than new ones, because losses have been taken out of them. A win without a day is known to have come by
now: c F(a).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.lag_cells import LagCells
from tandem.maths.lag_families import LOGNORMAL, TWO_SPEEDS, share_by
from tandem.maths.mixture import HABITS, Bend, Known, explained, held, slopes

# Normal priors, mean and standard deviation, after evidence.md D1, narrowed by simulation
# (docs/method.md). The middle of the lag is around 30 days, its spread around 1 on the log scale.
MEDIAN: Final = (float(np.log(30.0)), 1.2)
SPREAD: Final = (0.0, 0.6)
# Losses may be recorded never, always or in part: a wide prior on the logit scale.
RECORDED: Final = (0.0, 2.0)
# Where there are two speeds: log odds of being slow, and of the variance lying between quick and slow.
SLOW: Final = (0.0, 1.0)
BETWEEN: Final = (1.0, 1.5)
# Where wins are made on the very day: log odds of those who do not take any time.
AT_ONCE: Final = (-1.0, 2.5)
# Conversions of groups scatter around a common one, near 15 %: only for weighing lags against each
# other.
COMMON: Final = (float(np.log(0.15 / 0.85)), 1.5)
SCATTER: Final = 0.8
# Log odds that a loss is recorded, or that a win takes no time, where none is or does.
NEVER: Final = -40.0
# Log odds that a loss is recorded where every one is: so far out that no habit leads away from it.
ALWAYS: Final = 400.0

_PRECISION: Final = SCATTER**-2
_TINY: Final = 1e-300
# Numbers that tell the lag of losses.
_LOSSES: Final = 2
_BATCH: Final = 1_500_000
# Newton's method: most rounds, the longest step of a logit, and how near is near enough.
_ROUNDS: Final = 40
_LONGEST: Final = 2.0
_NEAR: Final = 1e-6
# A step so short changes no digit; so many lags that are there are worth setting apart.
_THERE: Final = 1e-12
_MANY: Final = 32


@dataclass(frozen=True)
class LagPoints:
    """b possible lags of one family: of wins, and of losses with the share of losses that are recorded."""

    family: int
    wins: Floats
    """As `lag_families.share_by` takes them, shape (b, 2), or (b, 4) for two speeds."""
    at_once: Floats
    """Log odds that a win takes no time, shape (b, 1); (b, 0) where no win was made on the very day."""
    losses: Floats
    """Log median and log spread, and the log odds that a loss is recorded, shape (b, 3).

    Without the last, (b, 2), where every loss is recorded sooner or later; (b, 0) for never.
    """

    @staticmethod
    def of(family: int, values: Floats, cells: LagCells) -> "LagPoints":
        """From columns side by side, shape (b, d), as many as `priors` has rows for these cells.

        One fewer where every loss is recorded.
        """
        size = wins_size(family)
        split = size + int(cells.won_after[0] > 0)
        return LagPoints(family, values[:, :size], values[:, size:split], values[:, split:])

    def part(self, begin: int, end: int) -> "LagPoints":
        columns = (self.wins, self.at_once, self.losses)
        return LagPoints(self.family, *(column[begin:end] for column in columns))

    @property
    def with_losses(self) -> bool:
        return bool(self.losses.shape[1])

    @property
    def always(self) -> bool:
        """Whether every loss is recorded sooner or later."""
        return bool(self.losses.shape[1] == _LOSSES)

    @property
    def recorded(self) -> Floats:
        """Log odds that a loss is recorded, shape (b, 1)."""
        if self.losses.shape[1] > _LOSSES:
            return self.losses[:, _LOSSES:]
        return np.full((len(self.wins), 1), ALWAYS if self.always else NEVER)

    def known(self, days: Floats) -> Floats:
        """F: share of final wins that come within so many days, shape (b, n)."""
        share = share_by(self.family, days, self.wins)
        return 1.0 - expit(-self.at_once) * (1.0 - share) if self.at_once.shape[1] else share

    def lost_by(self, days: Floats) -> Floats:
        """G: share of recorded losses that are recorded within so many days, shape (b, n)."""
        return share_by(LOGNORMAL, days, self.losses)

    def still_open(self, days: Floats) -> tuple[Floats, Floats]:
        """1 - F and G, as `mixture` takes them: shape (b, 1, n)."""
        winners = 1.0 - self.known(days)
        lost_by = self.lost_by(days) if self.with_losses else np.zeros_like(winners)
        return winners[:, None, :], lost_by[:, None, :]


def wins_size(family: int) -> int:
    """How many numbers tell a lag of that family."""
    return 4 if family == TWO_SPEEDS else 2


def priors(family: int, cells: LagCells, *, always: bool = False) -> Floats:
    """Mean and standard deviation of each number's normal prior, shape (d, 2).

    With `always` every loss is recorded, and the last number is not there.
    """
    wins = [MEDIAN, SPREAD] + ([SLOW, BETWEEN] if family == TWO_SPEEDS else [])
    wins += [AT_ONCE] if cells.won_after[0] else []
    losses = [MEDIAN, SPREAD] + ([] if always else [RECORDED])
    return np.array(wins + (losses if cells.lost.any() else []))


def log_evidence(points: LagPoints, cells: LagCells) -> Floats:
    """Logarithm of prior times likelihood of each lag, conversions integrated out, shape (b,)."""
    size = max(1, _BATCH // max(1, cells.open.size))
    parts = [
        _conversions(points.part(begin, begin + size), cells) for begin in range(0, len(points.wins), size)
    ]
    prior = priors(points.family, cells, always=points.always)
    away = (np.hstack([points.wins, points.at_once, points.losses]) - prior[:, 0]) / prior[:, 1]
    believed = -(0.5 * away**2 + np.log(prior[:, 1]) + 0.5 * np.log(2 * np.pi)).sum(axis=1)
    return np.asarray(np.concatenate(parts) + _lags(points, cells) + believed)


def _lags(points: LagPoints, cells: LagCells) -> Floats:
    """The part of the likelihood that holds no conversion."""
    bins = cells.bins
    # The first bin begins before any time has passed, so that it holds the wins that take none.
    shares = np.diff(points.known(bins.end), axis=1, prepend=0.0)
    result = np.log(np.maximum(shares, _TINY)) @ cells.won_after
    if cells.won_within.any():
        result = result + np.log(np.maximum(points.known(bins.middle), _TINY)) @ cells.won_within
    if points.with_losses:
        shares = np.diff(points.lost_by(bins.end), axis=1, prepend=0.0)
        result = result + np.log(np.maximum(shares, _TINY)) @ cells.lost_after
    return np.asarray(result)


def _conversions(points: LagPoints, cells: LagCells) -> Floats:
    """The part with conversions and habits: at their best, by Newton's method, then Laplace's method."""
    used = cells.open.any(axis=0)
    known = Known(cells.won, cells.lost, cells.open[:, used])
    lag = points.still_open(cells.bins.middle[used])
    best = _Best.beside(points, len(known.won))
    going = np.arange(len(points.wins))
    for _ in range(_ROUNDS):
        steps = best.improve(going, known, lag)
        moved = np.abs(steps).max(axis=1, initial=0.0)
        if moved.max(initial=0.0) < _NEAR:
            break
        # Most are there after a few rounds, and only some lags at the border go on for long.
        if (moved < _THERE).sum() >= _MANY:
            going = going[moved >= _THERE]
    away = _PRECISION * (best.chance - best.common) ** 2 + ((best.habit - best.usual) / HABITS) ** 2
    volume = np.log(best.volume * HABITS**2 / _PRECISION).sum(axis=1)
    volume += np.log(best.common_bend[:, 0] * COMMON[1] ** 2)
    centred = ((best.common[:, 0] - COMMON[0]) / COMMON[1]) ** 2
    explains = explained(known, best.chance, best.habit, *lag).sum(axis=1)
    return np.asarray(explains - 0.5 * (away.sum(axis=1) + centred + volume))


@dataclass(frozen=True)
class _Best:
    """For each of b lags, how it explains the g groups best so far; and the bend there."""

    usual: Floats
    """Log odds that a loss is recorded, shape (b, 1)."""
    learns: bool
    """Whether habits are told apart from the usual one."""
    chance: Floats
    """Logits of the conversions, shape (b, g)."""
    common: Floats
    """What they scatter around, shape (b, 1)."""
    habit: Floats
    """Log odds that a loss is recorded, shape (b, g)."""
    volume: Floats
    """Of the bend by conversion and habit, shape (b, g)."""
    common_bend: Floats
    """By the common one, shape (b, 1)."""

    @staticmethod
    def beside(points: LagPoints, groups: int) -> "_Best":
        """Where to begin."""
        shape = (len(points.wins), groups)
        usual = points.recorded
        return _Best(
            usual=usual,
            learns=points.with_losses and not points.always,
            chance=np.full(shape, COMMON[0]),
            common=np.full((shape[0], 1), COMMON[0]),
            habit=np.repeat(usual, groups, axis=1),
            volume=np.ones(shape),
            common_bend=np.ones((shape[0], 1)),
        )

    def improve(self, going: Integers, known: Known, lag: tuple[Floats, Floats]) -> Floats:
        """One step uphill for the lags that are still on their way; by how much the logits move."""
        chance, common = self.chance[going], self.common[going]
        habit, usual = self.habit[going], self.usual[going]
        found = slopes(known, chance, habit, lag[0][going], lag[1][going])
        bend = Bend.of(found, _PRECISION)
        uphill = found.chance - _PRECISION * (chance - common)
        alone = bend.step(uphill, found.habit - (habit - usual) / HABITS**2)
        follows = _PRECISION * bend.habit / bend.volume
        common_slope = (_PRECISION * (chance - common + alone[0])).sum(axis=1, keepdims=True)
        common_slope -= (common - COMMON[0]) / COMMON[1] ** 2
        common_bend = (_PRECISION * (1 - follows)).sum(axis=1, keepdims=True) + COMMON[1] ** -2
        # Between two tops it is bent upwards, where Newton's step leads down and never ends.
        common_bend = np.where(common_bend > 0, common_bend, COMMON[1] ** -2)
        common_step = held(common_slope / common_bend, _LONGEST)
        step = held(alone[0] + follows * common_step, _LONGEST)
        self.chance[going], self.common[going] = chance + step, common + common_step
        if self.learns:
            habit_step = alone[1] + _PRECISION * bend.both / bend.volume * common_step
            self.habit[going] = habit + held(habit_step, _LONGEST)
        self.volume[going], self.common_bend[going] = bend.volume, common_bend
        return step
