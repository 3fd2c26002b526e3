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
from tandem.maths.mixture import HABITS, Bend, Known, explained, held, slopes

# Where conversions of groups lie: their common mean m and how alike they are, s (as if from s enquiries).
_MEANS: Final = expit(np.linspace(float(logit(0.01)), float(logit(0.85)), 20))
_ALIKE: Final = np.geomspace(2.0, 200.0, 9)
# Powers of the prior: m is Beta(1, 4), s has a density that falls slowly up to 30 and then fast.
_LOW: Final = 3.0
_SCALE: Final = 30.0
# The grid of logits: so many points, so many standard deviations out, closer in the middle.
_POINTS: Final = 64
_REACH: Final = 7.0
_MIDDLE: Final = 2.5
_PLACES: Final = np.sinh(np.linspace(-_MIDDLE, _MIDDLE, _POINTS)) / np.sinh(_MIDDLE) * _REACH
# Habits of recording losses, by Gauss and Hermite.
_NODES: Final = 3
# Log odds of recording beyond which none is recorded, or every one, and there are no habits.
_SURE: Final = 30.0
# A weak prior that keeps the middle of the grid finite where nothing was won, or everything.
_WEAK: Final = (0.4, 1.2)
# Newton's method: most rounds, the longest step of a logit, and how near is near enough.
_ROUNDS: Final = 40
_LONGEST: Final = 1.5
_NEAR: Final = 1e-4
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
    """Draws of all groups' conversions, with lag and hierarchy drawn anew for each."""
    of_lag = np.sort(np.arange(draws) % len(lag.values))
    used = cells.open.any(axis=0)
    middle = cells.bins.middle[used]
    # Of many channels with an enquiry or two most are alike: what is known of them is looked at once.
    rows = np.column_stack([cells.won, cells.lost, cells.open[:, used]])
    distinct, alike = np.unique(rows, axis=0, return_inverse=True)
    known, alike = Known(distinct[:, 0], distinct[:, 1], distinct[:, 2:]), alike.ravel()
    winners, lost_by = 1.0 - lag.known(middle), lag.lost_by(middle)
    grids = (
        _Grid.around(known, winners[index], lost_by[index], lag.values[index, 4])
        for index in range(len(lag.values))
    )
    counts = np.bincount(of_lag)
    parts = [grid.draw(alike, count, generator) for count, grid in zip(counts, grids, strict=False)]
    conversion, recorded = (np.concatenate(part) for part in zip(*parts, strict=True))
    return GridDraws(conversion, recorded, of_lag)


@dataclass(frozen=True)
class _Grid:
    """For one lag: p points and z habits of recording losses, for each of g groups that are not alike."""

    logits: Floats
    """Logit of the conversion, shape (p, g)."""
    habits: Floats
    """Log odds that a loss is recorded, shape (z, p, g)."""
    weight: Floats
    """Logarithm of likelihood times step, habits summed over, shape (p, g)."""
    habit_share: Floats
    """Which habit at each point, as cumulated shares, shape (z, p, g)."""

    @staticmethod
    def around(known: Known, winners: Floats, lost_by: Floats, recorded: float) -> "_Grid":
        best = _Best.of(known, winners, lost_by, recorded)
        away = best.width * _PLACES[:, None]
        nodes, shares = np.polynomial.hermite_e.hermegauss(_NODES if abs(recorded) < _SURE else 1)
        habits = best.habit + best.tilt * away + best.habit_width * nodes[:, None, None]
        logits = best.logit + away
        # Weights of the nodes hold exp(-z²/2), which the likelihood and the prior of habits hold already.
        weight = explained(known, logits, habits, winners, lost_by) + np.log(best.habit_width)
        weight += (np.log(shares) + nodes**2 / 2)[:, None, None] - 0.5 * ((habits - recorded) / HABITS) ** 2
        top = weight.max(axis=0)
        part = np.exp(weight - top)
        total = part.sum(axis=0)
        steps = np.gradient(_PLACES)[:, None] * best.width
        return _Grid(logits, habits, top + np.log(total * steps), np.cumsum(part / total, axis=0))

    def draw(self, alike: Integers, count: int, generator: np.random.Generator) -> tuple[Floats, Floats]:
        """Conversions and shares recorded, each of shape (count, n), of n groups of which `alike` says like
        which of the g each is."""
        first, second = (_MEANS[:, None] * _ALIKE).ravel(), ((1 - _MEANS[:, None]) * _ALIKE).ravel()
        ours, theirs = log_expit(self.logits)[:, :, None], log_expit(-self.logits)[:, :, None]
        joint = self.weight[:, :, None] + ours * first + theirs * second - betaln(first, second)
        top = joint.max(axis=0)
        joint -= top
        np.exp(joint, out=joint)
        evidence = np.bincount(alike) @ (np.log(joint.sum(axis=0)) + top) + _hyper_prior()
        shares = np.exp(evidence - evidence.max())
        chosen = generator.choice(len(shares), count, p=shares / shares.sum())
        cumulated = np.cumsum(joint[:, :, chosen], axis=0)
        cumulated /= cumulated[-1]
        # Even strata, shuffled for each group: the same distribution with less noise.
        strata = np.broadcast_to(np.arange(count), (len(alike), count))
        uniform = (generator.permuted(strata, axis=1) + generator.random(strata.shape)) / count
        cumulated = cumulated[:, alike]
        place = np.minimum((cumulated < uniform).sum(axis=0), _POINTS - 1)
        return self._at(alike, cumulated, uniform, place, generator)

    def _at(
        self,
        alike: Integers,
        cumulated: Floats,
        uniform: Floats,
        place: Integers,
        generator: np.random.Generator,
    ) -> tuple[Floats, Floats]:
        group, column = np.ogrid[: place.shape[0], : place.shape[1]]
        lower = np.where(place > 0, cumulated[np.maximum(place - 1, 0), group, column], 0.0)
        upper = cumulated[place, group, column]
        within = (uniform - lower) / np.maximum(upper - lower, _TINY) - 0.5
        group = alike[:, None]
        logits = self.logits[place, group] + within * np.gradient(self.logits, axis=0)[place, group]
        habit = (self.habit_share[:, place, group] < generator.random(place.shape)).sum(axis=0)
        habit = np.minimum(habit, len(self.habits) - 1)
        return expit(logits).T, expit(self.habits[habit, place, group]).T


def _hyper_prior() -> Floats:
    """Logarithm of the prior of (m, s) on the grid, for even steps in logit m and in log s, shape (h,)."""
    mean = _LOW * np.log1p(-_MEANS) + np.log(_MEANS * (1 - _MEANS))
    alike = 0.5 * np.log(_ALIKE) - np.log1p(_ALIKE / _SCALE)
    return np.asarray((mean[:, None] + alike).ravel())


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
    def of(known: Known, winners: Floats, lost_by: Floats, recorded: float) -> "_Best":
        chance, habit = np.full(len(known.won), -1.5), np.full(len(known.won), recorded)
        for _ in range(_ROUNDS):
            found, share = slopes(known, chance, habit, winners, lost_by), expit(chance)
            bend = Bend.of(found, 0.25 * sum(_WEAK) * share * (1 - share) + 1e-3)
            uphill = found.chance + _WEAK[0] - sum(_WEAK) * share
            steps = bend.step(uphill, found.habit - (habit - recorded) / HABITS**2)
            step, habit_step = (held(each, _LONGEST) for each in steps)
            chance, habit = chance + step, habit + habit_step
            if max(np.abs(step).max(initial=0.0), np.abs(habit_step).max(initial=0.0)) < _NEAR:
                break
        width = np.sqrt(bend.habit / bend.volume)
        return _Best(chance, width, habit, bend.habit**-0.5, bend.both / bend.habit)
