"""The posterior of each group's final conversion, given a lag: on a grid, with the exact likelihood.

Model as in `lag_likelihood`, and above it a hierarchy: conversions of groups are Beta(m s, (1 - m) s),
averaged over a grid of (m, s). The short cut of effective trials, where an open enquiry counts as F(age) of a
trial, puts (1 - c)^F(age) for 1 - c F(age); close where c is small, too low and too sure where it is not.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import betaln, expit, log_expit, logit

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.lag import LagPosterior
from tandem.maths.lag_cells import LagCells

# Where conversions of groups lie: their common mean m and how alike they are, s (as if from s enquiries).
_MEANS: Final = expit(np.linspace(float(logit(0.01)), float(logit(0.85)), 20))
_ALIKE: Final = np.geomspace(2.0, 200.0, 9)
# The habit of writing losses down differs between groups, so much on the logit scale.
HABITS: Final = 0.7
# The grid of logits: so many points, so many standard deviations out, closer in the middle.
_POINTS: Final = 64
_REACH: Final = 7.0
_MIDDLE: Final = 2.5
_PLACES: Final = np.sinh(np.linspace(-_MIDDLE, _MIDDLE, _POINTS)) / np.sinh(_MIDDLE) * _REACH
# A weak prior that keeps the middle of the grid finite where nothing was won, or everything.
_WEAK: Final = (0.4, 1.2)
_TINY: Final = 1e-300


@dataclass(frozen=True)
class GridDraws:
    """Joint draws, d of them, of g groups."""

    conversion: Floats
    """Final conversion, shape (d, g)."""
    recorded: Floats
    """Share of losses that are ever recorded, shape (d, g)."""
    lag: Integers
    """Which draw of the lag each belongs to, shape (d,)."""


def draw_conversions(
    cells: LagCells, lag: LagPosterior, draws: int, generator: np.random.Generator
) -> GridDraws:
    """Draws of all groups' conversions, lag and hyper-parameters drawn anew for each."""
    of_lag = np.sort(np.arange(draws) % len(lag.values))
    used = cells.open.any(axis=0)
    middle = cells.bins.middle[used]
    known, lost = lag.known(middle), lag.lost_by(middle)
    recorded = lag.values[:, 4]
    conversion = np.empty((draws, len(cells.won)))
    habit = np.empty((draws, len(cells.won)))
    for index in range(len(lag.values)):
        these = np.flatnonzero(of_lag == index)
        if len(these):
            grid = _Grid.around(cells, cells.open[:, used], 1.0 - known[index], lost[index], recorded[index])
            conversion[these], habit[these] = grid.draw(len(these), generator)
    return GridDraws(conversion, habit, of_lag)


@dataclass(frozen=True)
class _Grid:
    """For one lag: p points and z habits of recording for each group."""

    logits: Floats
    """Logit of the conversion, shape (g, p)."""
    habits: Floats
    """Logit of the share of losses recorded, shape (g, p, z)."""
    weight: Floats
    """Logarithm of likelihood x step, habits summed over, shape (g, p)."""
    habit_share: Floats
    """Which habit at each point, as cumulated shares, shape (g, p, z)."""

    @staticmethod
    def around(
        cells: LagCells, still_open: Floats, winners: Floats, lost_by: Floats, recorded: float
    ) -> "_Grid":
        best = _Best.of(cells, still_open, winners, lost_by, recorded)
        logits = best.logit[:, None] + best.width[:, None] * _PLACES
        if recorded > -30.0:
            nodes, shares = np.polynomial.hermite_e.hermegauss(3)
            # Gauss-Hermite weights hold exp(-z²/2), which is in the likelihood already.
            shares = np.log(shares) + nodes**2 / 2
        else:
            nodes, shares = np.zeros(1), np.zeros(1)
        moved = best.habit[:, None] + best.tilt[:, None] * (logits - best.logit[:, None])
        habits = moved[:, :, None] + best.habit_width[:, None, None] * nodes
        weight = _explained(cells, still_open, winners, lost_by, logits, habits)
        weight += shares + np.log(best.habit_width)[:, None, None] - 0.5 * ((habits - recorded) / HABITS) ** 2
        top = weight.max(axis=2, keepdims=True)
        part = np.exp(weight - top)
        total = part.sum(axis=2, keepdims=True)
        steps = np.gradient(_PLACES) * best.width[:, None]
        return _Grid(
            logits,
            habits,
            (top + np.log(total))[:, :, 0] + np.log(steps),
            np.cumsum(part / total, axis=2),
        )

    def draw(self, count: int, generator: np.random.Generator) -> tuple[Floats, Floats]:
        """Conversions and shares recorded, each of shape (count, g)."""
        first, second = (_MEANS[:, None] * _ALIKE).ravel(), ((1 - _MEANS[:, None]) * _ALIKE).ravel()
        ours, theirs = log_expit(self.logits), log_expit(-self.logits)
        prior = ours[:, :, None] * first + theirs[:, :, None] * second - betaln(first, second)
        joint = self.weight[:, :, None] + prior
        top = joint.max(axis=1, keepdims=True)
        joint = np.exp(joint - top)
        group_evidence = np.log(joint.sum(axis=1)) + top[:, 0, :]
        hyper = group_evidence.sum(axis=0) + _hyper_prior()
        shares = np.exp(hyper - hyper.max())
        chosen = generator.choice(len(shares), count, p=shares / shares.sum())
        cumulated = np.cumsum(joint[:, :, chosen], axis=1)
        cumulated /= cumulated[:, -1:, :]
        # Even strata, shuffled for each group: the same distribution with less noise.
        strata = np.broadcast_to(np.arange(count), (len(self.logits), count))
        uniform = ((generator.permuted(strata, axis=1) + generator.random(strata.shape)) / count)[:, None, :]
        place = np.minimum((cumulated < uniform).sum(axis=1), _POINTS - 1)
        return self._at(cumulated, uniform[:, 0, :], place, generator)

    def _at(
        self, cumulated: Floats, uniform: Floats, place: Integers, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        group = np.arange(len(self.logits))[:, None]
        column = np.arange(place.shape[1])[None, :]
        upper = cumulated[group, place, column]
        lower = np.where(place > 0, cumulated[group, np.maximum(place - 1, 0), column], 0.0)
        within = (uniform - lower) / np.maximum(upper - lower, _TINY) - 0.5
        steps = np.gradient(self.logits, axis=1)
        logits = self.logits[group, place] + within * steps[group, place]
        habit = (self.habit_share[group, place] < generator.random((*place.shape, 1))).sum(axis=2)
        habit = np.minimum(habit, self.habits.shape[2] - 1)
        return expit(logits).T, expit(self.habits[group, place, habit]).T


def _hyper_prior() -> Floats:
    """Logarithm of the prior of (m, s) on the grid, for even steps in logit m and in log s, shape (h,)."""
    mean = 3 * np.log1p(-_MEANS) + np.log(_MEANS * (1 - _MEANS))
    alike = 0.5 * np.log(_ALIKE) - np.log1p(_ALIKE / 30.0)
    return np.asarray((mean[:, None] + alike).ravel())


def _explained(
    cells: LagCells, still_open: Floats, winners: Floats, lost_by: Floats, logits: Floats, habits: Floats
) -> Floats:
    """Log likelihood at each point and habit, shape (g, p, z)."""
    share = expit(logits)[:, :, None, None]
    others = 1.0 - expit(habits)[:, :, :, None] * lost_by
    mixed = np.maximum(share * winners + (1 - share) * others, _TINY)
    closed = cells.won[:, None] * log_expit(logits) + cells.lost[:, None] * log_expit(-logits)
    recorded = cells.lost[:, None, None] * log_expit(habits)
    return np.asarray(closed[:, :, None] + recorded + np.einsum("gpzk,gk->gpz", np.log(mixed), still_open))


@dataclass(frozen=True)
class _Best:
    """The middle of each group's posterior, to lay the grid around; all of shape (g,)."""

    logit: Floats
    width: Floats
    habit: Floats
    habit_width: Floats
    tilt: Floats
    """By how much the best habit moves with the logit."""

    @staticmethod
    def of(cells: LagCells, still_open: Floats, winners: Floats, lost_by: Floats, recorded: float) -> "_Best":
        groups = len(cells.won)
        total = cells.won + cells.lost + still_open.sum(axis=1)
        logits, habits = np.full(groups, -1.5), np.full(groups, recorded)
        for _ in range(30):
            share, habit = expit(logits), expit(habits)[:, None]
            alike = share[:, None] * winners
            hidden = 1 - habit * lost_by
            will = alike / np.maximum(alike + (1 - share)[:, None] * hidden, _TINY)
            drift = habit * (1 - habit) * lost_by / np.maximum(hidden, _TINY)
            slope = (
                cells.won + (still_open * will).sum(axis=1) - total * share + _WEAK[0] - sum(_WEAK) * share
            )
            habit_slope = cells.lost * (1 - habit[:, 0]) - (still_open * (1 - will) * drift).sum(axis=1)
            habit_slope -= (habits - recorded) / HABITS**2
            both = will * (1 - will)
            curve = (total + sum(_WEAK)) * share * (1 - share) - (still_open * both).sum(axis=1)
            curve = np.maximum(curve, 0.25 * sum(_WEAK) * share * (1 - share) + 1e-3)
            bend = (1 - will) * (drift * (1 - 2 * habit) + drift**2) - both * drift**2
            habit_curve = cells.lost * (habit * (1 - habit))[:, 0] + (still_open * bend).sum(axis=1)
            habit_curve = np.maximum(habit_curve, 0.0) + HABITS**-2
            cross = (still_open * both * drift).sum(axis=1)
            cross = np.clip(cross, -0.95 * np.sqrt(curve * habit_curve), 0.95 * np.sqrt(curve * habit_curve))
            volume = curve * habit_curve - cross**2
            step = np.clip((habit_curve * slope + cross * habit_slope) / volume, -1.5, 1.5)
            habit_step = np.clip((curve * habit_slope + cross * slope) / volume, -1.5, 1.5)
            logits, habits = logits + step, habits + habit_step
            if max(np.abs(step).max(initial=0.0), np.abs(habit_step).max(initial=0.0)) < 1e-4:
                break
        return _Best(logits, np.sqrt(habit_curve / volume), habits, habit_curve**-0.5, cross / habit_curve)
