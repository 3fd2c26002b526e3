"""What is known of groups of enquiries, by their conversion and their habit of recording losses.

The likelihood of `lag_likelihood` given the lag, its slopes and its curvature, for g groups and k ages
at once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.special import expit, log_expit

from tandem.maths.enquiries import Floats, Integers

# The habit of writing losses down differs between groups (one channel is declined more than another,
# one seller never writes a loss down), by so much on the scale of log odds.
HABITS: Final = 1.0
_TINY: Final = 1e-300
# Of a share that is recorded, times the rest: less than that is none.
_SURE: Final = 1e-17
# Below that part of the places filled it is quicker to go through those only.
_FEW: Final = 0.125


@dataclass(frozen=True)
class Known:
    """Counts of each group: won and lost of shape (g,), open by age of shape (g, k)."""

    won: Floats
    lost: Floats
    open: Floats

    @cached_property
    def filled(self) -> "Filled | None":
        """Where enquiries are open, if that is in few places; None where it is in many."""
        group, age = np.nonzero(self.open)
        if not len(group) or len(group) > _FEW * self.open.size:
            return None
        with_some, starts = np.unique(group, return_index=True)
        return Filled(group, age, self.open[group, age], with_some, starts)

    @cached_property
    def total(self) -> Floats:
        """Enquiries of each group, shape (g,)."""
        return np.asarray(self.won + self.lost + self.open.sum(axis=1))


@dataclass(frozen=True)
class Filled:
    """Of groups by ages, the places where enquiries are open, by group; of many small groups they are few."""

    group: Integers
    age: Integers
    count: Floats
    with_some: Integers
    """Groups that have any, and where the places of each begin."""
    starts: Integers

    def added_up(self, values: Floats, groups: int) -> Floats:
        """Of values of each place, shape (..., n), the sum over the enquiries of each group, (..., g)."""
        sums = np.zeros((*values.shape[:-1], groups))
        sums[..., self.with_some] = np.add.reduceat(values * self.count, self.starts, axis=-1)
        return sums


@dataclass(frozen=True)
class Slopes:
    """First and second derivatives of the log likelihood, each of shape (..., g)."""

    chance: Floats
    """By the logit of the conversion."""
    habit: Floats
    """By the log odds that a loss is recorded."""
    chance_bend: Floats
    """Minus the second derivative, by the first."""
    habit_bend: Floats
    """Minus the second derivative, by the second."""
    both: Floats
    """The mixed second derivative."""


def explained(known: Known, chance: Floats, habit: Floats, winners: Floats, lost_by: Floats) -> Floats:
    """Log likelihood of each group, shape (..., g).

    `chance`, logit of the conversion, and `habit`, log odds that a loss is recorded, have shape (...,
    g); `winners`, the share of the final wins that has not come yet, and `lost_by`, G, shape (..., 1,
    k) or (k,).
    """
    share, recorded, winners, lost_by = _laid_out(known, expit(chance), expit(habit), winners, lost_by)
    mixed = np.log(np.maximum(share * winners + (1 - share) * (1.0 - recorded * lost_by), _TINY))
    closed = known.won * log_expit(chance) + known.lost * (log_expit(-chance) + log_expit(habit))
    return np.asarray(closed + _over_open(known, mixed))


def slopes(known: Known, chance: Floats, habit: Floats, winners: Floats, lost_by: Floats) -> Slopes:
    """Derivatives of `explained`, of which the arguments are."""
    share, recorded = expit(chance), expit(habit)
    # Where every loss is recorded, or none, there is no habit to learn.
    sure = bool((recorded * (1 - recorded)).max(initial=0.0) < _SURE)
    terms = _terms(*_laid_out(known, share, recorded, winners, lost_by), habits=not sure)
    will, unsure, *by_habit = _over_open(known, terms)
    fallen, bend, both = by_habit or np.zeros((3, *will.shape))
    return Slopes(
        chance=known.won + will - known.total * share,
        habit=known.lost * (1 - recorded) - fallen,
        chance_bend=known.total * share * (1 - share) - unsure,
        habit_bend=known.lost * recorded * (1 - recorded) + bend,
        both=both,
    )


def _laid_out(
    known: Known, share: Floats, recorded: Floats, winners: Floats, lost_by: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """All four by group and age, (..., g, k), or by the places that are filled, (..., n)."""
    places = known.filled
    if places is None:
        return share[..., None], recorded[..., None], winners, lost_by
    if winners.ndim > 1:
        winners, lost_by = winners[..., 0, :], lost_by[..., 0, :]
    ages = winners[..., places.age], lost_by[..., places.age]
    return share[..., places.group], recorded[..., places.group], *ages


def _over_open(known: Known, values: Floats) -> Floats:
    """Sum over the open enquiries of each group, of values as they were laid out."""
    if known.filled is None:
        return np.asarray(np.einsum("...gk,gk->...g", values, known.open))
    return known.filled.added_up(values, len(known.won))


def _terms(share: Floats, recorded: Floats, winners: Floats, lost_by: Floats, *, habits: bool) -> Floats:
    """What an open enquiry of each group and age adds to the five slopes, shape (5, ...).

    Without `habits` to the first two of them, by the conversion, shape (2, ...).

    Every fit of a lag spends most of its time here: what is no longer asked for is written over.
    """
    silent = np.asarray(recorded * lost_by)
    np.subtract(1.0, silent, out=silent)
    terms = np.empty((5 if habits else 2, *np.broadcast_shapes(share.shape, silent.shape, winners.shape)))
    will, unsure, *by_habit = terms
    np.multiply(share, winners, out=will)
    rest = (1 - share) * silent
    rest += will
    will /= np.maximum(rest, _TINY, out=rest)
    np.subtract(1.0, will, out=rest)
    np.multiply(will, rest, out=unsure)
    if not by_habit:
        return terms
    fallen, bend, both = by_habit
    fall = recorded * (1 - recorded) * lost_by
    fall /= np.maximum(silent, _TINY, out=silent)
    np.multiply(rest, fall, out=fallen)
    np.multiply(unsure, fall, out=both)
    square = np.multiply(fall, fall, out=silent)
    np.multiply(fall, 1 - 2 * recorded, out=bend)
    bend += square
    bend *= rest
    square *= unsure
    bend -= square
    return terms


def held(values: Floats, most: Floats | float) -> Floats:
    """Not farther from 0 than that: what `clip` does, which on short rows takes four times as long."""
    return np.minimum(np.maximum(values, -most), most)


@dataclass(frozen=True)
class Bend:
    """A bend made safe: two by two and positive definite, each of shape (..., g)."""

    chance: Floats
    habit: Floats
    both: Floats

    @staticmethod
    def of(found: Slopes, chance_prior: Floats | float) -> "Bend":
        """With the precision of the priors, of which the habit's is HABITS**-2, added."""
        chance = np.maximum(found.chance_bend, 0.0) + chance_prior
        habit = np.maximum(found.habit_bend, 0.0) + HABITS**-2
        most = 0.95 * np.sqrt(chance * habit)
        return Bend(chance, habit, held(found.both, most))

    @cached_property
    def volume(self) -> Floats:
        """Determinant."""
        return np.asarray(self.chance * self.habit - self.both**2)

    def step(self, chance: Floats, habit: Floats) -> tuple[Floats, Floats]:
        """Newton's step uphill, from slopes."""
        return (
            (self.habit * chance + self.both * habit) / self.volume,
            (self.both * chance + self.chance * habit) / self.volume,
        )
